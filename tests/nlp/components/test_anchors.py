from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlp.aspects import inventory
from nlp.components import anchors
from nlp.components.anchors import FILE, Anchors, digest, write
from nlp.errors import ModelError
from nlp.model.encoder import FOLDER, Numbers
from nlp.training.aspects import vectors

ALIKE = 0.98
"""Cosine of a phrasing's vector with itself as made on another processor: eight-bit sums round differently."""


def shipped_vectors() -> Numbers:
    with np.load(FOLDER / FILE) as kept:
        return kept["vectors"].astype(np.float32)  # type: ignore[no-any-return]


@pytest.mark.slow
def test_the_vectors_that_ship_are_those_of_the_inventory() -> None:
    with np.load(FOLDER / FILE) as kept:
        assert str(kept["digest"]) == digest()
    shipped, made = shipped_vectors(), vectors()
    assert shipped.shape == made.shape
    assert np.einsum("ij,ij->i", shipped, made).min() > ALIKE


def test_a_phrasing_is_nearest_to_its_aspect() -> None:
    known = Anchors()
    phrasing = inventory()["idea:dark-mode"].phrasings[0]
    place = [text for aspect in inventory().values() for text in aspect.phrasings].index(phrasing)
    near = known.nearest(phrasing, shipped_vectors()[place], "idea")
    assert near is not None
    assert near.aspect == "idea:dark-mode"
    assert 0.5 < near.confidence <= 1


def test_aspects_of_the_other_kind_are_no_rivals() -> None:
    known = Anchors()
    phrasing = inventory()["idea:dark-mode"].phrasings[0]
    place = [text for aspect in inventory().values() for text in aspect.phrasings].index(phrasing)
    near = known.nearest(phrasing, shipped_vectors()[place], "peeve")
    assert near is None or near.aspect.startswith("peeve:")


def test_vectors_of_another_inventory_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = sum(len(aspect.phrasings) for aspect in inventory().values())
    monkeypatch.setattr(anchors, "digest", lambda: "another")
    write(tmp_path / FILE, np.zeros((size, 384), np.float32))
    monkeypatch.undo()
    with pytest.raises(ModelError, match=r"another inventory.*nlp\.training\.aspects"):
        Anchors(tmp_path)


def test_missing_vectors_are_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot be read.*Install Rapport anew"):
        Anchors(tmp_path)
