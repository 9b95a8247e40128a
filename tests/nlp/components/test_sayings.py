from __future__ import annotations

from nlp.analysis import Span
from nlp.components.linker import Link
from nlp.components.reading import Reading
from nlp.components.sayings import before_and_after, others, sayings, with_marks, with_pronouns


def reading(text: str, *names: str) -> Reading:
    places = ((text.index(name), name) for name in names)
    links = (Link(at, at + len(name), name.lower(), name.lower(), "alias", 1.0) for at, name in places)
    return Reading(text, tuple(links))


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_names_are_masked() -> None:
    text = "The Moka's lid is broken."
    (saying,) = sayings(reading(text, "Moka"), span(text, "is broken"))
    assert with_pronouns(saying) == "the it's lid is broken."
    assert with_marks(saying) == "the ¤ lid is broken."


def test_a_short_sentence_is_read_whole_and_its_neighbours_are_not() -> None:
    text = "I bought it in May. The lid broke, sadly. Never mind."
    assert [one.strip() for one in sayings(reading(text), span(text, "broke"))] == ["the lid broke, sadly."]


def test_other_sentences_are_those_about_the_same_thing() -> None:
    text = "Moka again. I bought the Moka in May. The lid broke. My Brevo never did. Five weeks without coffee now."
    told = others(reading(text, "Moka", "Brevo"), [span(text, "broke")], "moka")
    assert [text[place.start : place.end] for _, place in told] == [
        "I bought the Moka in May.",
        "Five weeks without coffee now.",
    ]


def test_of_a_long_sentence_the_clauses_around_the_evidence_are_read() -> None:
    text = (
        "We drove all the way up to my sister's in the rain with the dog and the three children, "
        "and when we finally got there the lid was broken, so we sat in the kitchen "
        "and had a cup of tea with her neighbour from across the road"
    )
    (saying,) = sayings(reading(text), span(text, "was broken"))
    assert "the lid was broken" in saying
    assert "sister" not in saying
    assert "neighbour" not in saying


def test_quoted_lines_are_not_the_authors() -> None:
    text = "> the lid broke\nWhat a pity."
    assert list(sayings(reading(text), span(text, "broke"))) == []


def test_a_whole_sentence_among_others_points_at_no_word() -> None:
    text = "The lid broke. I want my money back."
    assert before_and_after(reading(text), span(text, "The lid broke.")) is None
    told = before_and_after(reading(text), span(text, "broke"))
    assert told is not None
    assert (told[0].strip(), told[1].strip()) == ("the lid broke", "broke.")
    alone = "The lid broke."
    assert before_and_after(reading(alone), Span(0, len(alone))) is not None
