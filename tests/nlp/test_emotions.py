from __future__ import annotations

import pytest

from nlp.analysis import Analysis, Emotion, Mention, Sentiment, Span
from nlp.emotions import GOOD, ILL, MOST, emotions_by_brand, tone
from nlp.model.outputs import EMOTIONS

GOODS, ILLS, NONE = Sentiment.POSITIVE, Sentiment.NEGATIVE, Sentiment.NEUTRAL


def named(brand: str, sentiment: Sentiment = NONE, start: int = 0) -> Mention:
    return Mention(Span(start, start + 4), brand, brand, sentiment, 0.0, 0.9, "alias")


def felt(
    *emotions: str, mentions: tuple[Mention, ...], by_company: bool = False
) -> dict[str, tuple[str, ...]]:
    shown = tuple(Emotion(name, 0.9 - place / 10) for place, name in enumerate(emotions))
    return dict(emotions_by_brand(Analysis("m", mentions, emotions=shown, by_company=by_company)))


def test_the_one_brand_that_a_message_names_gets_its_emotions() -> None:
    assert felt("surprise", "joy", mentions=(named("moka", GOODS),)) == {"moka": ("joy", "surprise")}
    assert felt("anger", mentions=(named("moka"), named("moka", start=9))) == {"moka": ("anger",)}


def test_a_feeling_against_the_stance_is_toward_something_else() -> None:
    assert felt("sadness", "love", mentions=(named("moka", GOODS),)) == {"moka": ("love",)}
    assert felt("joy", mentions=(named("moka", ILLS),)) == {}


def test_of_several_brands_the_only_one_spoken_of_in_its_tone_gets_an_emotion() -> None:
    both = (named("moka", GOODS), named("brevo", ILLS, 9))
    assert felt("love", "anger", mentions=both) == {"moka": ("love",), "brevo": ("anger",)}
    assert felt("love", mentions=(named("moka", GOODS), named("brevo", GOODS, 9))) == {}
    assert felt("love", mentions=(named("moka"), named("brevo", ILLS, 9))) == {}
    assert felt("surprise", mentions=both) == {}


def test_the_surest_three_count_and_neutral_is_none() -> None:
    shown = felt("neutral", "joy", "love", "pride", "relief", mentions=(named("moka", GOODS),))
    assert shown == {"moka": ("joy", "love", "pride")}
    assert len(shown["moka"]) == MOST


def test_a_company_and_a_message_that_names_nothing_show_none() -> None:
    assert felt("joy", mentions=(named("moka", GOODS),), by_company=True) == {}
    assert felt("joy", mentions=()) == {}


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_every_emotion_of_the_model_has_one_tone(emotion: str) -> None:
    either = {"confusion", "curiosity", "realization", "surprise", "neutral"}
    assert (emotion in GOOD) + (emotion in ILL) + (emotion in either) == 1
    assert tone(emotion) == (emotion in GOOD) - (emotion in ILL)
