"""Two texts in one: every name keeps its letters and its feeling."""

from __future__ import annotations

import random

from nlp.training.joined import SHORT, joined, some_joined
from nlp.training.samples import Sample

GOOD = Sample("plates", "The soup was lovely.", [(4, 8)], sentiments=[2], likely=[[0.0, 0.1, 0.9]])
BAD = Sample("plates", "Our waiter never came.", [(4, 10)], sentiments=[0], likely=[[0.8, 0.2, 0.0]])


def test_names_of_both_keep_their_letters_and_feelings() -> None:
    for seed in range(20):
        both = joined(GOOD, BAD, random.Random(seed))  # noqa: S311 - not for secrets
        assert [both.text[start:end] for start, end in both.names] == ["soup", "waiter"]
        assert both.sentiments == [2, 0]
        assert both.likely == [[0.0, 0.1, 0.9], [0.8, 0.2, 0.0]]
        assert both.text.startswith(GOOD.text)
        assert both.text.endswith(BAD.text)


def test_only_a_share_of_the_short_ones_is_joined_and_only_to_its_own_source() -> None:
    long = Sample("plates", "x" * (SHORT + 1))
    alone = Sample("press", "The mayor spoke.", [(4, 9)], sentiments=[1])
    given = [*[GOOD, BAD] * 200, long, alone]
    found = some_joined(given, 0.3, random.Random(1))  # noqa: S311 - not for secrets
    assert len(found) == len(given)
    grown = [one for before, one in zip(given, found, strict=True) if one.text != before.text]
    assert 80 < len(grown) < 160
    assert found[400] is long
    assert set(found[401].text) <= set(alone.text + " but,and;while")
    assert some_joined(given, 0.0, random.Random(1)) == given  # noqa: S311 - not for secrets
