from __future__ import annotations

import pytest

from nlp.components.lexicon import comparative_sign, phrases, stance_hits, tone, words_of
from tests.nlp.factories import analyse, stances

POS, NEU, NEG = "positive", "neutral", "negative"


@pytest.mark.parametrize(
    ("text", "feelings"),
    [
        ("The Moka is great, the Lumio is awful.", {"Moka": POS, "Lumio": NEG}),
        ("Moka and Lumio are both brilliant", {"Moka": POS, "Lumio": POS}),
        ("Terrible service from Verizon, unlike Monzo", {"Verizon": NEG, "Monzo": POS}),
        ("I can't fault my Moka", {"Moka": POS}),
        ("I don't think the Moka is any good", {"Moka": NEG}),
        ("The Moka has never leaked", {"Moka": POS}),
        ("The Moka is not only fast but quiet", {"Moka": POS}),
        ("I do not love the Moka", {"Moka": NEG}),
        ("The Moka arrived broken", {"Moka": NEG}),
        ("Moka refunded me in an hour", {"Moka": POS}),
        ("Moka opened a shop in Leeds", {"Moka": NEU}),
        ("My sister says the Moka is awful", {"Moka": NEU}),
        ("My sister says the Moka is awful, and she's right", {"Moka": NEG}),
        ("Everyone loves Moka. Not me.", {"Moka": NEG}),
        ("My brother loves his Moka. So do I.", {"Moka": POS}),
        ("They said the Moka would be great but it is rubbish", {"Moka": NEG}),
        ("I would love the Moka if it had a timer", {"Moka": NEU}),
        ("I used to love my Moka", {"Moka": NEG}),
        ("Is the Moka any good?", {"Moka": NEU}),
        ("> Moka is awful\nI have a Moka too", {"Moka": NEU}),
        ("Love how my Moka leaks every morning", {"Moka": NEG}),
        ("Thanks Moka, my order is lost again", {"Moka": NEG}),
        ("Great work Moka, another outage", {"Moka": NEG}),
        ("The shop was helpful, Moka was not.", {"Moka": NEG}),
        ("Got a Moka last week. It is lovely.", {"Moka": POS}),
        ("So disappointed, Moka", {"Moka": NEG}),
        ("Replaced my Brevo with a Moka. So quiet.", {"Brevo": NEU, "Moka": POS}),
        ("Cancelled Brevo. Couldn't be happier.", {"Brevo": NEU}),
        ("Brevo is cheaper than Moka", {"Brevo": POS, "Moka": NEU}),
        ("Brevo is way worse than Moka", {"Brevo": NEG, "Moka": NEU}),
        ("Brevo beats Moka hands down", {"Brevo": POS, "Moka": NEG}),
        ("The coffee from my Moka is good but the app is bad", {"Moka": NEU}),
        ("Thanks @anna for the tip about the Moka", {"Moka": NEU}),
        ("looks like a Moka", {"Moka": NEU}),
        ("I really like the Moka", {"Moka": POS}),
        ("Moka 😍😍", {"Moka": POS}),
        ("the Moka 👎", {"Moka": NEG}),
        ('The ad calls the Moka "the best machine ever made"', {"Moka": NEU}),
    ],
)
def test_stance_is_the_authors_toward_that_thing(text: str, feelings: dict[str, str]) -> None:
    assert stances(analyse(text)) == feelings


def test_all_occurrences_share_one_stance_but_quoted_ones() -> None:
    found = analyse("> the Moka is bad\nI love my Moka. The Moka rocks.")
    assert [mention.sentiment.value for mention in found.mentions] == [NEU, POS, POS]


def test_evidence_are_the_words_and_confidence_grows_with_them() -> None:
    text = "My Moka is awful, broken and useless"
    strong, weak = analyse(text).mentions[0], analyse("My Moka is bad").mentions[0]
    assert {"awful", "broken", "useless"} <= {text[span.start : span.end] for span in strong.evidence}
    assert strong.confidence > weak.confidence
    assert strong.polarity < weak.polarity < 0


def test_the_lexicon_is_large_and_well_formed() -> None:
    known = phrases()
    weights = [weight for rest in known.values() for _, weight in rest]
    assert len(weights) > 800
    assert all(-3 <= weight <= 3 for weight in weights)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("very good", 1),
        ("not good", -1),
        ("not bad at all", 1),
        ("never let me down", 1),
        ("stopped working", -1),
        ("chair", 0),
    ],
)
def test_tone_follows_negation_and_phrases(text: str, sign: int) -> None:
    weight = tone(text)
    assert (weight > 0) - (weight < 0) == sign


def test_intensity_counts() -> None:
    assert tone("really good") > tone("good") > tone("somewhat good")
    assert next(stance_hits(words_of("not helpful"))).negated


@pytest.mark.parametrize(
    ("comparative", "sign"),
    [
        ("better", 1),
        ("worse", -1),
        ("quieter", 1),
        ("louder", -1),
        ("more expensive", -1),
        ("less reliable", -1),
        ("less expensive", 1),
        ("more fun", 1),
    ],
)
def test_comparatives_have_a_side(comparative: str, sign: int) -> None:
    assert comparative_sign(comparative) == sign


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        ("I can't recommend the Moka enough", "positive"),
        ("cannot recommend Moka highly enough!", "positive"),
        ("couldn't recommend Moka more", "positive"),
        ("can't praise my Moka enough", "positive"),
        ("I can't recommend the Moka", "negative"),
    ],
)
@pytest.mark.parametrize("model", [False, True])
def test_superlatives_by_a_negated_verb_are_praise(text: str, sentiment: str, model: bool) -> None:
    assert stances(analyse(text, model=model)) == {"Moka": sentiment}
