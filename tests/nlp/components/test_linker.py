# ruff: noqa: RUF001 - people write these quotation marks
from __future__ import annotations

import time

import pytest

from nlp.catalogue import AmbiguousName, Brand, Catalogue, Product
from nlp.components.fuzzy import OneEdit, is_one_edit
from nlp.components.linker import Linker
from nlp.components.names import surfaces
from nlp.words.everyday import is_everyday, is_everyday_name
from tests.nlp.factories import links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("my brevo leaks", [("brevo", "brevo", "alias")]),
        ("BREVO COFFEE", [("BREVO COFFEE", "brevo", "alias")]),
        ("the Brevo Duo and the Brevo", [("Brevo Duo", "brevo-duo", "alias"), ("Brevo", "brevo", "alias")]),
        ("a Tesla Model Y", [("Tesla Model Y", "model-y", "alias")]),
        ("two Tesla Model Ys", [("Tesla Model Ys", "model-y", "alias")]),
        ("Mokas beat Lumio's", [("Mokas", "moka", "alias"), ("Lumio", "lumio", "alias")]),
        (
            "T Mobile, TMobile, t-mobile",
            [
                ("T Mobile", "t-mobile", "alias"),
                ("TMobile", "t-mobile", "alias"),
                ("t-mobile", "t-mobile", "alias"),
            ],
        ),
        ("Hello Fresh", [("Hello Fresh", "hellofresh", "alias")]),
        ("thanks @Brevo_Support!", [("Brevo_Support", "brevo", "handle")]),
        ("@netflix help", [("netflix", "netflix", "handle")]),
        ("@brevofan hi", []),
        ("#Brevo #brevolovers", [("Brevo", "brevo", "hashtag"), ("brevolovers", "brevo", "hashtag")]),
        ("#lovemyBrevo", [("lovemyBrevo", "brevo", "hashtag")]),
        ("#lovemybrevo", [("lovemybrevo", "brevo", "hashtag")]),
        ("#SwitchToMoka", [("SwitchToMoka", "moka", "hashtag")]),
        ("#BrevoVsMoka", [("Brevo", "brevo", "hashtag"), ("Moka", "moka", "hashtag")]),
        ("#mokaxyzzy #brevoish", []),
        ("#" + "love" * 30 + "moka", []),
        ("my Brevvo and my Lumoi", [("Brevvo", "brevo", "fuzzy"), ("Lumoi", "lumio", "fuzzy")]),
        ("spotfy is down", [("spotfy", "spotify", "fuzzy")]),
        ("Bravo, what a breve", []),
        ("https://brevo.com me@moka.com", []),
        ("a mocha for me", []),
        ("私はBrevoが好き、Moka也好", [("Brevo", "brevo", "alias"), ("Moka", "moka", "alias")]),
        ("Brevoом", [("Brevo", "brevo", "alias")]),
        ("my Bre\u00advo, ＭＯＫＡ", [("Bre\u00advo", "brevo", "alias"), ("ＭＯＫＡ", "moka", "alias")]),
        ("Brevo" * 20_000, []),
    ],
)
def test_names_are_found_with_their_spans(text: str, found: list[tuple[str, str, str]]) -> None:
    assert links(text) == found


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("I ate an apple with cider", []),
        ("Apple pie is best", []),
        ("the Apple store lost my mac", ["apple"]),
        ("apple fixed my iphone", ["apple", "iphone"]),
        ("cut me some slack", []),
        ("our slack channel is dead", ["slack"]),
        ("the teams met to discuss the notion", []),
        ("we use Teams at work", ["ms-teams"]),
        ("Notion beats Evernote", ["notion", "evernote"]),
        ("moved from slack to teams, unlike Monzo", ["slack", "ms-teams", "monzo"]),
        ("Teams of three.", []),
        ("Delta flight late again", ["delta"]),
        ("the delta variant", []),
    ],
)
def test_names_that_are_words_are_told_by_context(text: str, entries: list[str]) -> None:
    assert [entry for _, entry, _ in links(text)] == entries


def test_names_with_signs_in_them_are_found_as_written() -> None:
    linker = Linker(Catalogue((Brand("att", "AT&T"), Brand("hm", "H&M"), Brand("mcd", "McDonald's"))))
    found = [(link.start, link.entry) for link in linker.links("AT&T, at t, H & M, McDonalds and McDonald’s")]
    assert found == [(0, "att"), (12, "hm"), (19, "mcd"), (33, "mcd")]


def test_a_declared_name_needs_its_context() -> None:
    code = Product("p4", "P4", ambiguous=(AmbiguousName("P4", ("pump", "milk foam"), ("page",)),))
    linker = Linker(Catalogue((Brand("moka", "Moka", products=(code,)),)))
    assert [link.entry for link in linker.links("the p4 needs a pump")] == ["p4"]
    assert [link.entry for link in linker.links("more milk foam from the p4")] == ["p4"]
    assert linker.links("see P4 of this page") == ()
    assert linker.links("see p4") == ()


def test_names_do_not_run_over_sentences_and_lines() -> None:
    linker = Linker(Catalogue((Brand("my", "Model Y"),)))
    assert linker.links("I like this Model. Y is a letter") == ()
    assert linker.links("Model\n\nY") == ()
    assert len(linker.links("a Model\nY")) == 1


def test_the_cost_does_not_grow_with_the_catalogue() -> None:
    small = Linker(Catalogue((Brand("moka", "Moka"),)))
    many = tuple(
        Brand(f"b{n}", f"Zor{n:05d}a", aliases=(f"zora brand {n}", f"Qu{n:05d}i")) for n in range(4_000)
    )
    large = Linker(Catalogue((Brand("moka", "Moka"), *many)))
    texts = [f"Message {n}: my old Moka went to the tip and I ride a zebra to town now" for n in range(1_500)]

    def seconds(linker: Linker) -> float:
        start = time.process_time()
        assert all(linker.links(text)[0].entry == "moka" for text in texts)
        return time.process_time() - start

    seconds(large), seconds(small)
    assert min(seconds(large) for _ in range(3)) < 3 * min(seconds(small) for _ in range(3))
    assert [link.entry for link in large.links("a zora brand 3999")] == ["b3999"]


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        ("brevo", "brevvo", True),
        ("brevo", "brvo", True),
        ("brevo", "brevi", True),
        ("brevo", "breov", True),
        ("brevo", "brevo", False),
        ("brevo", "bervoo", False),
        ("brevo", "brave", False),
        ("abcd", "acbe", False),
    ],
)
def test_one_edit_is_an_insertion_deletion_change_or_swap(left: str, right: str, near: bool) -> None:
    assert is_one_edit(left, right) is near
    assert is_one_edit(right, left) is near


def test_a_word_near_two_names_is_neither() -> None:
    index = OneEdit(surfaces(Catalogue((Brand("a", "Zorvia"), Brand("b", "Zorvio")))))
    assert index.match("zorviu") is None
    assert index.match("zorvias") is not None
    assert index.match("xorvia") is None
    assert index.match("zorv1a") is None


@pytest.mark.parametrize("written", ["Café Noir", "Cafe\u0301 Noir", "CAFE NOIR", "#cafénoir", "@café_noir"])
@pytest.mark.parametrize("name", ["Café Noir", "Cafe\u0301 Noir", "Cafe Noir"])
def test_accents_are_written_or_not(name: str, written: str) -> None:
    found = Linker(Catalogue((Brand("cafe-noir", name, handles=("café_noir",)),))).links(
        f"at {written} today"
    )
    assert [f"at {written} today"[one.start : one.end] for one in found] == [written.lstrip("#@")]


def test_names_without_gaps_between_words_are_found_among_others() -> None:
    linker = Linker(Catalogue((Brand("brevo", "ブレボ"), Brand("xiaomi", "小米"))))
    assert [one.entry for one in linker.links("私のブレボコーヒーは小米より良い")] == ["brevo", "xiaomi"]


def test_the_memory_of_misspellings_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.components.fuzzy.CACHED_WORDS", 3)
    index = OneEdit(surfaces(Catalogue((Brand("a", "Zorvia"),))))
    assert [index.match(f"zorvi{letter}") is not None for letter in "abcdefgh"] == [False] + [True] * 7


@pytest.mark.parametrize(
    "word", ["running", "stopped", "happier", "boxes", "stories", "making", "badly", "we"]
)
def test_forms_of_everyday_words_are_known(word: str) -> None:
    assert is_everyday(word)


def test_a_derived_word_can_be_a_name() -> None:
    assert is_everyday("hostly")
    assert not is_everyday_name("hostly")
    assert is_everyday_name("teams")
    assert not is_everyday("lumio")
