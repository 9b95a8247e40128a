"""Scores and counts of answers in; figures of a report, each with what its messages are, out."""

from __future__ import annotations

from api.reports.document import QUOTED, Figure, Words
from api.reports.words import between, count, counted, points, share, signed
from graph.questions.answer import Evidence, Score
from graph.questions.catalogue_index import BrandRef
from graph.questions.changes import Shift
from graph.questions.mood import Change, Mood

NOTHING = "\u2013"
"""In the place of a number that there is nothing to compute from."""


def mentions(brand: BrandRef) -> str:
    """What the messages under a mood are."""
    return f"What customers say of {brand.name}"


def number(value: float, evidence: Evidence | None, about: str, *, quoted: int = QUOTED) -> Figure:
    """A count."""
    return Figure(count(value), value, evidence, about, quoted=quoted)


def people(amount: int, evidence: Evidence | None, about: str) -> Figure:
    """``12 people``."""
    return Figure(counted(amount, "person", "people"), amount, evidence, about)


def messages(amount: int, evidence: Evidence | None, about: str) -> Figure:
    """``40 messages``."""
    return Figure(counted(amount, "message"), amount, evidence, about)


def net(mood: Mood, about: str, *, quoted: int = QUOTED) -> Figure:
    """Net sentiment."""
    score = mood.net_sentiment
    written = NOTHING if score.value is None else signed(score.value)
    return Figure(written, score.value, score.evidence, about, score.thin and score.value is not None, quoted)


def net_written(mood: Mood) -> str:
    """Net sentiment with its interval, on one line."""
    value = mood.net_sentiment.value
    return "nobody" if value is None else f"{signed(value)} ({between(mood.interval)})"


def shared(score: Score, about: str, *, quoted: int = QUOTED) -> Figure:
    """A share of something, 0 to 1."""
    written = NOTHING if score.value is None else share(score.value)
    return Figure(written, score.value, score.evidence, about, score.thin and score.value is not None, quoted)


def change(moved: Change | None, about: str) -> Words:
    """How net sentiment moved, with its interval; plainly said where that may be chance."""
    if moved is None or moved.value is None:
        return (NOTHING,)
    figure = Figure(signed(moved.value), moved.value, moved.before.net_sentiment.evidence, about)
    return (figure, f" ({between(moved.interval)}{_verdict(significant=moved.significant)})")


def net_change(moved: Shift) -> Words:
    """How net sentiment moved, where the messages are shown beside it."""
    if moved.change is None:
        return (NOTHING,)
    verdict = _verdict(significant=moved.significant)
    return (f"{signed(moved.change)} ({between(moved.interval)}{verdict})",)


def share_change(moved: Shift | None) -> Words:
    """How a share moved, in points of a hundred."""
    if moved is None or moved.change is None or moved.interval is None:
        return (NOTHING,)
    verdict = _verdict(significant=moved.significant)
    return (f"{signed(moved.change * 100, 0)} points ({points(moved.interval)}{verdict})",)


def _verdict(*, significant: bool) -> str:
    return "" if significant else ", may be chance"
