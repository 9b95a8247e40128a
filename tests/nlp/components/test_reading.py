# ruff: noqa: RUF001 - people write these quotation marks
from __future__ import annotations

from nlp.analysis import TopicHit
from nlp.catalogue import Catalogue, Topic
from nlp.components.linker import Link
from nlp.components.reading import LONGEST_SENTENCE, Reading
from nlp.components.topics import TopicFinder


def test_the_masked_text_is_as_long_as_the_text() -> None:
    text = "İt’s my Moka in İstanbul \U000f0000 \ue000"
    reading = Reading(text, (Link(8, 12, "moka", "moka", "alias", 1.0),))
    assert len(reading.masked) == len(text)
    assert reading.link_at(8).entry == "moka"
    assert [link.entry for link in reading.links_in(0, len(text))] == ["moka"]


def test_sentences_are_cut_where_people_end_them() -> None:
    text = "Nice, e.g. the lid. Really?! Is it 3.5 bar?\nYes (I think so.) … ok"
    sentences = Reading(text, ()).sentences
    assert [sentence.text.strip() for sentence in sentences] == [
        "nice, e.g. the lid.",
        "really?!",
        "is it 3.5 bar?",
        "yes (i think so.)",
        "…",
        "ok",
    ]
    assert [sentence.is_question for sentence in sentences] == [False, False, True, False, False, False]
    assert not Reading("what!?", ()).sentences[0].is_question


def test_quoted_lines_and_what_is_forwarded_are_another_message() -> None:
    text = "> old\nmine\nOn Mon, Lou wrote:\n> more\nmine too\n-----Original Message-----\nall old"
    assert [sentence.text.strip() for sentence in Reading(text, ()).sentences if not sentence.quoted] == [
        "mine",
        "mine too",
    ]


def test_words_in_quotation_marks_are_spoken_by_others() -> None:
    reading = Reading('they said "we cannot help you" about my "premium" lid', ())
    assert reading.is_spoken_by_others(15)
    assert not reading.is_spoken_by_others(42)


def test_an_endless_sentence_is_cut() -> None:
    for text in ("word " * 1000, "x" * 5000):
        sentences = Reading(text, ()).sentences
        assert max(len(sentence.text) for sentence in sentences) <= LONGEST_SENTENCE
        assert "".join(sentence.text for sentence in sentences) == text


def topics(text: str) -> list[tuple[str, str]]:
    found: tuple[TopicHit, ...] = TopicFinder(
        Catalogue(
            topics=(
                Topic("noise", "Noise", terms=("loud",)),
                Topic("descale", "Descaling", terms=("descale light", "limescale")),
                Topic("price", "Price"),
            )
        )
    ).topics(text)
    return [(hit.topic, text[hit.span.start : hit.span.end]) for hit in found]


def test_topics_are_found_in_any_regular_form() -> None:
    assert topics("The descaling lights, so LOUD! descaled; prices, pricing") == [
        ("descale", "descaling lights"),
        ("noise", "LOUD"),
        ("price", "prices"),
    ]
    assert topics("descale. Light is fine") == [("descale", "descale")]
    assert TopicFinder(Catalogue()).topics("loud") == ()


def test_what_is_passed_on_is_anothers_and_what_stands_before_it_the_authors() -> None:
    text = "So true! RT @carl: avoid the Brevo\nat all costs"
    reading = Reading(text, ())
    assert reading.own == "So true! " + " " * (len(text) - 9)
    assert not reading.is_own(text.index("Brevo"))
    assert reading.is_own(0)
    assert Reading("my START @home", ()).own == "my START @home"


def test_the_authors_own_words_are_those_outside_of_quotation_marks() -> None:
    text = '"The Brevo is the worst" - my dad, with his "golden" Moka'
    reading = Reading(text, ())
    assert reading.own == " " * 24 + text[24:]
    assert [reading.is_own(text.index(name)) for name in ("Brevo", "Moka")] == [False, True]


def test_of_an_article_what_it_quotes_in_a_line_is_its_own() -> None:
    text = '"The Brevo is the worst," said the minister.\n> quoted'
    reading = Reading(text, (), is_article=True)
    assert reading.own == text[:45] + " " * 8
    assert reading.is_own(text.index("Brevo"))
    assert not reading.is_own(len(text) - 1)


def test_what_is_quoted_twice_over_is_blank_once() -> None:
    text = '> he said "it is all quite broken" today\nmine "a bc de fg"'
    line = text.index("\n")
    assert Reading(text, ()).own == " " * line + "\nmine " + " " * 12
