"""Names that are words: sentences of our own, of which every third pair was held back while the evidence was weighed."""

from __future__ import annotations

from functools import cache

import orjson
import pytest

from nlp.catalogue import AmbiguousName, Brand, Catalogue
from nlp.components.homonyms import NO_SENSES, senses_of
from nlp.components.linker import Linker
from tests.nlp.factories import DATA

ROWS = [orjson.loads(line) for line in (DATA / "ambiguous.jsonl").read_bytes().splitlines()]
LEAST_RIGHT = 0.9


@cache
def linker() -> Linker:
    names = sorted({row["name"] for row in ROWS})
    return Linker(Catalogue(tuple(Brand(name.lower(), name) for name in names)))


def is_told(row: dict[str, object]) -> bool:
    linked = {link.entry for link in linker().links(str(row["text"]))}
    return (str(row["name"]).lower() in linked) is row["brand"]


@pytest.mark.parametrize("held", [False, True])
def test_nine_names_in_ten_are_told_from_words(held: bool) -> None:
    rows = [row for row in ROWS if row["held"] is held]
    assert len(rows) >= 36
    assert sum(map(is_told, rows)) / len(rows) >= LEAST_RIGHT


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Don't slack off", set()),
        ("steam the milk", set()),
        ("a visa for India", set()),
        ("my gap year", set()),
        ("the target audience", set()),
        ("an apple pie", set()),
        ("I cancelled my slack", {"slack"}),
        ("bought it at target", {"target"}),
        ("paid by visa", {"visa"}),
        ("these gap jeans", {"gap"}),
        ("it is cheaper on steam", {"steam"}),
        ("apple care refused", {"apple"}),
        ("my visa for my visa card", {"visa"}),
        ("Target is a mess", {"target"}),
        ("Notion, let us export to a file", {"notion"}),
        ("Steam is hot", set()),
        ("slack is needed in a rope", set()),
    ],
)
def test_the_commonest_phrases_are_told_apart(text: str, entries: set[str]) -> None:
    assert {link.entry for link in linker().links(text)} == entries


def test_what_the_catalogue_declares_comes_before_what_everybody_knows() -> None:
    own = Brand("apple", "Apple", ambiguous=(AmbiguousName("Apple", ("pie",), ("iphone",)),))
    found = Linker(Catalogue((own,)))
    assert found.links("an apple pie")
    assert not found.links("the Apple iPhone")


def test_a_name_without_a_second_meaning_has_no_senses() -> None:
    assert senses_of("brevo") is NO_SENSES
    assert "juic" in senses_of("apple").word
