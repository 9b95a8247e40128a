"""Gold and predicted records in few words."""

from __future__ import annotations

from nlp.analysis import Sentiment, Span
from nlp.evaluation.pairs import Pair
from nlp.labelled import LabelledMention, Record
from nlp.labelled_json import record_from_json

SIGNS = {"+": Sentiment.POSITIVE, "0": Sentiment.NEUTRAL, "-": Sentiment.NEGATIVE}
TEXT = "abcdefghij"


def said(**labels: object) -> Record:
    """A record of one text with the labels given as JSON."""
    return record_from_json({"id": "r", "text": TEXT, **labels})


def felt(signs: str) -> Record:
    """A record with a mention of one letter for each sign."""
    mentions = tuple(
        LabelledMention(Span(place, place + 1), TEXT[place], sentiment=SIGNS[sign], method="given")
        for place, sign in enumerate(signs)
        if sign in SIGNS
    )
    return Record("r", TEXT, mentions=mentions)


def feelings(*both: tuple[str, str]) -> list[Pair]:
    """Pairs by the signs of gold and prediction."""
    return [Pair(felt(gold), felt(found)) for gold, found in both]
