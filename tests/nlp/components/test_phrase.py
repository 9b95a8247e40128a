from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.components import stance_cues
from nlp.components.acts import asks, compares, complains, moves, switches
from nlp.components.phrase import Phrase

PHRASES = {
    f"{module.__name__.rpartition('.')[2]}-{name}": phrase
    for module in (asks, compares, complains, moves, stance_cues, switches)
    for name, phrase in chain(vars(module).items(), enumerate(getattr(module, "PAIRS", ())))
    if isinstance(phrase, Phrase)
}


UNHURRIED = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
"""Strings that a long pattern matches take a while to make up."""


@pytest.mark.parametrize("name", PHRASES)
@settings(max_examples=12, deadline=None, suppress_health_check=UNHURRIED)
@given(data=st.data())
def test_whatever_a_pattern_matches_has_one_of_the_stretches_that_it_needs(
    name: str, data: st.DataObject
) -> None:
    phrase = PHRASES[name]
    said = data.draw(st.from_regex(phrase.pattern))
    assert phrase.may_match(said), said


def test_a_phrase_finds_what_its_pattern_finds() -> None:
    phrase = Phrase(r"\b(?:gave|giving) up\b", "gave up|giving up")
    assert [match.span() for match in phrase.finditer("he gave up, she is giving up")] == [(3, 10), (19, 28)]
    found = phrase.search("we gave up")
    assert found is not None
    assert found[0] == "gave up"


def test_a_phrase_finds_nothing_where_no_stretch_stands() -> None:
    phrase = Phrase(r"\bgave up\b", "gave up")
    assert not [*phrase.finditer("nothing")]
    assert phrase.search("nothing") is None
