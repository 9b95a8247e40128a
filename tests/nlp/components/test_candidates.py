# ruff: noqa: RUF001 - people write these quotation marks
from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.item import Author, ItemMention, Role
from nlp.analysis import Candidate, Entity, EntityKind, Parent, Span
from nlp.candidate_names import folded, name_key, singular
from nlp.catalogue import Brand, Catalogue
from nlp.components.candidates import SURE, candidates
from nlp.components.linker import Linker
from nlp.pipeline import Pipeline
from tests.nlp.factories import item
from tests.nlp.naming import COMPONENTS

LINKER = Linker(Catalogue((Brand("moka", "Moka"),)))


def tagged(
    text: str, *names: str, kind: EntityKind = EntityKind.ORGANISATION, sure: float = 0.9
) -> list[Entity]:
    """Entities at the first place of each name."""
    return [Entity(Span(text.index(name), text.index(name) + len(name)), kind, sure) for name in names]


def found(text: str, *names: str, **how: object) -> list[tuple[str, list[str]]]:
    made = candidates(text, LINKER.links(text), tagged(text, *names, **how))  # type: ignore[arg-type]
    return [(one.name, [text[span.start : span.end] for span in one.spans]) for one in made]


@pytest.mark.parametrize(
    ("text", "tags", "expected"),
    [
        ("I prefer Philips to Moka", ("Philips", "Moka"), [("philips", ["Philips"])]),
        (
            "my Philips's tank and PHILIPS support",
            ("Philips's", "PHILIPS"),
            [("philips", ["Philips", "PHILIPS"])],
        ),
        ("Philips’s pump", ("Philips’s",), [("philips", ["Philips"])]),
        ("a D-Wave machine", ("D",), [("d-wave", ["D-Wave"])]),
        ("Rigetti Computing wrote", ("Rigetti", "Computing"), [("rigetti computing", ["Rigetti Computing"])]),
        ("try «Krups».", ("«Krups».",), [("krups", ["Krups"])]),
        ("#krups is fine", ("krups",), [("krups", ["krups"])]),
        ("ask @krups about it", ("krups",), []),
        ("see https://krups.example", ("krups",), []),
        ("the steam is hot", ("steam",), []),
        ("the 9000", ("9000",), []),
        ("x" * 70, ("x" * 70,), []),
        ("Moka One for all", ("Moka One",), []),
    ],
)
def test_a_candidate_is_a_name_that_no_link_covers(
    text: str, tags: tuple[str, ...], expected: list[tuple[str, list[str]]]
) -> None:
    assert found(text, *tags) == expected


@pytest.mark.parametrize("kind", [EntityKind.PERSON, EntityKind.PLACE, EntityKind.WORK])
def test_people_places_and_works_are_none(kind: EntityKind) -> None:
    assert found("Krups rang", "Krups", kind=kind) == []


def test_what_is_not_sure_is_none() -> None:
    assert found("Krups rang", "Krups", sure=SURE - 0.01) == []
    assert found("Krups rang", "Krups", sure=SURE) != []


def test_the_surest_place_says_the_kind() -> None:
    text = "Krups or krups"
    product = Entity(Span(9, 14), EntityKind.PRODUCT, 0.95)
    (one,) = candidates(text, (), [*tagged(text, "Krups"), product])
    assert one == Candidate("krups", EntityKind.PRODUCT, (Span(0, 5), Span(9, 14)), 0.95)


def test_who_talks_is_no_candidate() -> None:
    pipeline = Pipeline(Catalogue(), COMPONENTS)
    plain = item("Krups said so")
    by_krups = replace(plain, author=Author("1", "Krups"))
    marked = replace(item("@Krups said: Krups"), mentions=(ItemMention(0, 6, "krups"),))
    answer = pipeline.analyse([(plain, Parent("test:t:0", "krups", "hello"))])[0]
    assert [pipeline.analyse([(one, None)])[0].candidates for one in (by_krups, marked)] == [(), ()]
    assert answer.candidates == ()
    assert [one.name for one in pipeline.analyse([(plain, None)])[0].candidates] == ["krups"]


def test_companies_and_bots_name_none() -> None:
    pipeline = Pipeline(Catalogue(), COMPONENTS)
    staff = replace(item("Krups is our rival"), author=Author("1", "sam", role=Role.STAFF))
    bot = replace(item("Krups is on sale"), author=Author("1", "sam", is_bot=True))
    assert [pipeline.analyse([(one, None)])[0].candidates for one in (staff, bot)] == [(), ()]


def test_a_name_in_the_title_counts_and_has_no_place_in_the_text() -> None:
    pipeline = Pipeline(Catalogue(), COMPONENTS)
    (one,) = pipeline.analyse([(item("It leaks.", title="My Krups"), None)])[0].candidates
    assert (one.name, one.spans) == ("krups", ())
    (other,) = pipeline.analyse([(item("My Krups leaks.", title="My Krups"), None)])[0].candidates
    assert other.spans == (Span(3, 8),)


def test_spellings_of_one_name_fold_together() -> None:
    assert name_key(" The  Body Shop’s ") == "the body shop"
    assert {folded(name) for name in ("D-Wave", "d wave", "DWave's")} == {"dwave"}
    assert singular("mokas", {"moka"}) == "moka"
    assert singular("mercedes", {"moka"}) == "mercedes"
    assert singular("aws", {"aw"}) == "aws"
