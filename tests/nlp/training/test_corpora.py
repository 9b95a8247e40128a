"""The readers of the public sets, on the real files."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from nlp.training import corpora
from nlp.training.samples import UNKNOWN


@pytest.mark.parametrize(
    ("file", "types", "texts", "entities"),
    [
        ("wnut17/wnut17train.conll", corpora.WNUT_TYPES, 3_394, 1_975),
        ("btc/btc.train", corpora.COARSE_TYPES, 6_338, 8_779),
        ("tweebank_ner/train.bio", corpora.COARSE_TYPES, 1_639, 741),
    ],
)
def test_entities_lie_where_the_tags_say(
    shared_data: Path, file: str, types: dict[str, str], texts: int, entities: int
) -> None:
    samples = corpora.conll(shared_data / "nlp" / file, "set", types)
    assert len(samples) == texts
    assert sum(len(one.entities or ()) for one in samples) == entities
    for one in samples:
        for start, end, kind in one.entities or ():
            assert one.text[start:end].strip() == one.text[start:end] != ""
            assert kind in set(types.values())


def test_handles_are_nobody_s_names_where_asked(shared_data: Path) -> None:
    kept = corpora.conll(shared_data / "nlp" / "btc" / "btc.dev", "btc", corpora.COARSE_TYPES)
    bare = corpora.conll(
        shared_data / "nlp" / "btc" / "btc.dev", "btc", corpora.COARSE_TYPES, keep_handles=False
    )
    assert sum(len(one.entities or ()) for one in bare) < sum(len(one.entities or ()) for one in kept)


def test_targets_of_one_text_come_together_and_apart(shared_data: Path) -> None:
    samples = corpora.targeted(shared_data / "nlp" / "targeted.dev.jsonl")
    assert {one.source for one in samples} >= {"mams"}
    assert max(len(one.names) for one in samples) > 2
    for one in samples:
        assert all(left[1] <= right[0] for left, right in pairwise(one.names))


def test_emotions_of_both_signs_give_no_mood(shared_data: Path) -> None:
    samples = corpora.emotions(shared_data / "nlp" / "goemotions" / "dev.tsv")
    assert len(samples) == 5_426
    assert {one.mood for one in samples} == {0, 1, 2, UNKNOWN}


def test_a_source_that_marks_three_types_says_nothing_about_others(tmp_path: Path) -> None:
    file = tmp_path / "small.bio"
    file.write_text("Anna\tB-PER\nloves\tO\nMoka\tO\n\n#moka\tO\n")
    first, second = corpora.conll(file, "small", corpora.COARSE_TYPES)
    assert first.text == "Anna loves Moka"
    assert first.entities == [(0, 4, "person")]
    assert first.entity_types == {"person", "place", "organisation"}
    assert second.text == "#moka"
