from __future__ import annotations

from pathlib import Path

import pytest

from nlp.catalogue import BrandRole, TopicKind
from nlp.catalogue_file import dump, load, parse
from nlp.errors import CatalogueError, NlpError
from tests.nlp.factories import DATA

WHOLE = """
brands:
  - name: Brevo
    role: own
    aliases: [brevo coffee]
    handles: ["@brevo"]
    hashtags: ["#brevolove"]
    products:
      - Brevo Duo
      - {id: solo, name: Brevo Solo, aliases: [Solo], ambiguous: [{name: Solo, context: [coffee]}]}
    ambiguous: [Brevo]
  - {name: Ärger & Söhne, role: partner}
topics:
  - Noise
  - {name: No spare parts, kind: peeve, terms: [spare parts]}
dismissed: [D-Wave, "100"]
"""


def problems(text: str) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        parse(text, "c.yaml")
    assert isinstance(caught.value, NlpError)
    return list(caught.value.problems)


def test_a_catalogue_is_read_with_ids_from_names() -> None:
    catalogue = parse(WHOLE)
    brevo, partner = catalogue.brands
    assert (brevo.id, brevo.role, brevo.handles, brevo.hashtags) == (
        "brevo",
        BrandRole.OWN,
        ("brevo",),
        ("brevolove",),
    )
    assert [product.id for product in brevo.products] == ["brevo-duo", "solo"]
    assert brevo.products[1].ambiguous[0].context == ("coffee",)
    assert brevo.ambiguous[0].name == "Brevo"
    assert partner.id == "arger-sohne"
    assert [(topic.id, topic.kind) for topic in catalogue.topics] == [
        ("noise", TopicKind.TOPIC),
        ("no-spare-parts", TopicKind.PEEVE),
    ]


def test_dismissed_names_are_read_and_checked() -> None:
    assert parse(WHOLE).dismissed == ("D-Wave", "100")
    told = problems(
        "brands: [{name: Moka, role: own}]\ndismissed:\n  - moka\n  - Krups\n  - krups\n  - '-'\n"
    )
    assert [one.split(":")[1] for one in told] == ["3", "5", "6"]
    assert "watched as 'Moka'" in told[0]
    assert "dismissed already" in told[1]


def test_an_empty_file_is_an_empty_catalogue() -> None:
    assert parse("") == parse("brands:\ntopics: []\n")


def test_what_is_dumped_is_read_back_the_same() -> None:
    for catalogue in (parse(WHOLE), load(DATA / "catalogue.yaml"), parse("")):
        assert parse(dump(catalogue)) == catalogue


def test_words_that_yaml_takes_for_values_are_names_here() -> None:
    catalogue = parse("brands: [{name: No, role: own, aliases: [3, yes, 1.5]}]")
    assert catalogue.brands[0].name == "No"
    assert catalogue.brands[0].aliases == ("3", "yes", "1.5")


def test_all_problems_are_told_at_once_with_their_lines() -> None:
    found = problems(
        """brands:
  - name: Brevo
    role: own
    alises: [brevo coffee]
    handles: ["bre vo"]
  - name: Moka
    id: Mo ka
    aliases: [brevo]
  - role: competitr
    name: ""
topics:
  - {name: Loud, kind: peev}
"""
    )
    assert [problem.split(":")[1] for problem in found] == ["4", "5", "6", "7", "8", "9", "10", "12"]
    assert "did you mean 'aliases'?" in found[0]
    assert "use 'mo-ka'" in found[3]
    assert "taken by 'Brevo' (line 2)" in found[4]
    assert "did you mean 'competitor'?" in found[5]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("brands: [{name: A, role: own}, {name: B, role: own, id: a}]", "the id 'a' is taken by 'A'"),
        ("brands: [{name: A, role: own}]\ntopics: [A]", "the id 'a' is taken"),
        ("brands: [{role: own}]", "entry without a name"),
        ("brands: [{name: '!!', role: own}]", "no id can be made of the name"),
        ("brands: [{name: A, role: own, name: B}]", "given twice"),
        ("brands: [A]", "expected 'key: value' lines"),
        ("brands: {name: A}", "'brands' must be a list"),
        ("brands: [{name: [A], role: own}]", "expected a text"),
        ("brands: [{name: A, role: own, aliases: ['?!']}]", "an alias needs at least one letter"),
        ("brands: [{name: A, role: own, hashtags: ['a b']}]", "characters that end a hashtag"),
        (
            "brands: [{name: A, role: own, handles: [x]}, {name: B, role: own, handles: [X]}]",
            "the handle 'x' is taken",
        ),
        ("brands: [{name: A, role: own, ambiguous: [B]}]", "neither the name nor an alias"),
        (
            "brands: [{name: A, role: own, ambiguous: [{name: A, context: [x], against: [x]}]}]",
            "both for and against",
        ),
        ("brands: [{name: A, role: own, ambiguous: [{context: [x]}]}]", "no 'name'"),
        ("brands: [{name: A, role: own, ambiguous: [{name: A, context: ['-']}]}]", "a context word is empty"),
        ("topics: [{name: T, terms: ['..']}]", "a term needs at least one letter"),
        ("topics: [{name: T, terms: [x]}, {name: U, terms: [X]}]", "the term 'x' is taken"),
        ("brands: [{name: A, role: own, products: [A]}]", "is taken by 'A'"),
        ("brands:\n  - name: A\n    role: own\n    hashtags:\n      - #love", "a # starts a comment"),
        ("- just a list", "expected 'key: value' lines"),
    ],
)
def test_what_cannot_work_is_named(text: str, words: str) -> None:
    assert any(words in problem for problem in problems(text))


def test_broken_yaml_is_told_with_its_line() -> None:
    assert problems("brands:\n  - name: [A\n")[0].startswith("c.yaml:3:")
    assert "a handle needs quotes" in problems("brands:\n  - {name: A, role: own, handles: [@a]}")[0]


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        load(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"brands: [{name: Caf\xe9, role: own}]")
    with pytest.raises(CatalogueError, match="not UTF-8"):
        load(tmp_path / "latin.yaml")


def test_a_file_that_is_far_too_big_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.catalogue_file.MAX_BYTES", 10)
    (tmp_path / "big.yaml").write_text(WHOLE, encoding="utf-8")
    with pytest.raises(CatalogueError, match="check the path"):
        load(tmp_path / "big.yaml")


def test_the_error_reads_as_a_list() -> None:
    with pytest.raises(CatalogueError) as caught:
        parse("brands: [{name: A}]", "c.yaml")
    assert str(caught.value).splitlines()[1].strip().startswith("c.yaml:1: no role is given")
