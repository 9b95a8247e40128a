"""A pair in; what people labelled and what was predicted, as two sets of labels for each measure, out.

A label is a tuple: its class, then what else must agree (a span, names). Everything that is counted, resampled
and shown is worked out from these sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from nlp.analysis import ActKind, EntityKind, Sentiment, SwitchStatus
from nlp.evaluation.pairs import Pair
from nlp.labelled import Edge, LabelledAct, LabelledMention, Record
from nlp.prediction import GIVEN

Label: TypeAlias = tuple[object, ...]
Labels: TypeAlias = frozenset[Label]


class Average(StrEnum):
    """How the classes' counts become one number."""

    MACRO_F1 = "macro-F1"
    MICRO_F1 = "micro-F1"
    MACRO_RECALL = "macro-recall"
    ACCURACY = "accuracy"


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is scored."""

    name: str
    title: str
    classes: tuple[str, ...]
    """In the order in which they are shown; others that occur follow."""
    averages: tuple[Average, ...]
    """The first is the measure's own; the others are told beside it."""
    gold: Callable[[Pair], Labels | None]
    """None where nobody labelled it."""
    found: Callable[[Pair], Labels]
    predicts: Callable[[Pair], bool]
    """Whether the prediction says anything of the kind."""
    has_confusion: bool = False
    is_mistake: bool = True
    """Whether a wrong label is a mistake of its own, and not one that another measure counts too."""


def _labels(labels: Iterable[Label]) -> Labels:
    return frozenset(labels)


def _place(mention: LabelledMention) -> Label:
    return mention.span.start, mention.span.end


def _felt(mentions: Iterable[LabelledMention]) -> Labels:
    return _labels((one.sentiment.value, *_place(one)) for one in mentions if one.sentiment is not None)


def gold_stances(pair: Pair) -> Labels | None:
    """The sentiment of each mention that has one."""
    return _felt(pair.gold.mentions or ()) or None


def found_stances(pair: Pair) -> Labels:
    """The sentiment predicted for those mentions."""
    places = {label[1:] for label in gold_stances(pair) or ()}
    return _labels(label for label in _felt(pair.predicted.mentions or ()) if label[1:] in places)


def gold_opposite(pair: Pair) -> Labels | None:
    """One label where the message is positive about one thing and negative about another."""
    signs = {label[0] for label in gold_stances(pair) or ()}
    return _labels([(ALL_RIGHT,)]) if {"positive", "negative"} <= signs else None


def found_opposite(pair: Pair) -> Labels:
    """The same label where every mention is right."""
    return _labels([(ALL_RIGHT,)] if found_stances(pair) == gold_stances(pair) else [])


ALL_RIGHT = "all mentions right"


def _acts(record: Record) -> tuple[LabelledAct, ...]:
    return record.acts or ()


def _kinds(acts: Iterable[LabelledAct]) -> Labels:
    return _labels((act.kind.value,) for act in acts)


def _edges(acts: Iterable[LabelledAct]) -> Labels:
    return _labels(act.edge for act in acts)


def gold_acts(pair: Pair) -> Labels | None:
    """Which acts the message performs."""
    return None if pair.gold.acts is None else _kinds(pair.gold.acts)


def gold_edges(pair: Pair) -> Labels | None:
    """The acts with the names in their slots."""
    return None if pair.gold.acts is None else _edges(pair.gold.acts)


def _common(pair: Pair) -> frozenset[Edge]:
    """Edges that gold and prediction agree on; only there it can be asked to whom, and whether done."""
    gold = {act.edge for act in _acts(pair.gold)}
    return frozenset(gold & {act.edge for act in _acts(pair.predicted)})


def _advised(pair: Pair, record: Record) -> Labels:
    """Whom each common piece of advice is for; handles are compared without @ and case."""
    common = _common(pair)
    advice = [act for act in _acts(record) if act.kind in ADVICE and act.edge in common]
    return _labels((TO_SOMEONE if act.to else TO_ALL, act.edge, _handle(act.to)) for act in advice)


ADVICE = frozenset({ActKind.RECOMMENDS, ActKind.WARNS})
TO_SOMEONE, TO_ALL = "a person", "the public"


def _handle(to: str | None) -> str:
    return (to or "").removeprefix("@").casefold()


def _moved(pair: Pair, record: Record) -> Labels:
    """The status of each common switch that has one in the gold."""
    asked = {act.edge for act in _acts(pair.gold) if act.status is not None} & _common(pair)
    return _labels(
        (act.status.value, act.edge) for act in _acts(record) if act.status is not None and act.edge in asked
    )


def _spans(record: Record) -> Labels:
    return _labels((MENTION, *_place(one)) for one in record.mentions or ())


def _links(record: Record) -> Labels:
    return _labels((MENTION, *_place(one), one.name) for one in record.mentions or ())


MENTION = "mention"


def _finds_mentions(pair: Pair) -> bool:
    return any(one.method != GIVEN for one in pair.finder.mentions or ())


def _entities(record: Record) -> Labels:
    return _labels((one.kind.value, one.span.start, one.span.end) for one in record.entities or ())


def _mood(record: Record) -> Labels:
    return _labels([] if record.sentiment is None else [(record.sentiment.value,)])


def _emotions(record: Record) -> Labels:
    return _labels((one.name,) for one in record.emotions or ())


def _says_acts(pair: Pair) -> bool:
    return pair.predicted.acts is not None


SENTIMENTS = tuple(sentiment.value for sentiment in Sentiment)
ACTS = tuple(kind.value for kind in ActKind)

MEASURES: tuple[Measure, ...] = (
    Measure(
        name="sentiment",
        title="Sentiment toward mentions",
        classes=SENTIMENTS,
        averages=(Average.MACRO_F1, Average.ACCURACY),
        gold=gold_stances,
        found=found_stances,
        predicts=lambda pair: any(one.sentiment for one in pair.predicted.mentions or ()),
        has_confusion=True,
    ),
    Measure(
        name="opposite",
        title="Opposite feelings, all right",
        classes=(ALL_RIGHT,),
        averages=(Average.ACCURACY,),
        gold=gold_opposite,
        found=found_opposite,
        predicts=lambda pair: any(one.sentiment for one in pair.predicted.mentions or ()),
        is_mistake=False,
    ),
    Measure(
        name="acts",
        title="Acts of a message",
        classes=ACTS,
        averages=(Average.MACRO_F1, Average.MICRO_F1),
        gold=gold_acts,
        found=lambda pair: _kinds(_acts(pair.predicted)),
        predicts=_says_acts,
        has_confusion=True,
        is_mistake=False,
    ),
    Measure(
        name="edges",
        title="Typed edges",
        classes=ACTS,
        averages=(Average.MICRO_F1, Average.MACRO_F1),
        gold=gold_edges,
        found=lambda pair: _edges(_acts(pair.predicted)),
        predicts=_says_acts,
    ),
    Measure(
        name="to",
        title="Whom advice is for",
        classes=(TO_SOMEONE, TO_ALL),
        averages=(Average.ACCURACY,),
        gold=lambda pair: _advised(pair, pair.gold) or None,
        found=lambda pair: _advised(pair, pair.predicted),
        predicts=_says_acts,
    ),
    Measure(
        name="status",
        title="Switches done or intended",
        classes=tuple(status.value for status in SwitchStatus),
        averages=(Average.ACCURACY,),
        gold=lambda pair: _moved(pair, pair.gold) or None,
        found=lambda pair: _moved(pair, pair.predicted),
        predicts=_says_acts,
    ),
    Measure(
        name="mentions",
        title="Mentions found (span)",
        classes=(MENTION,),
        averages=(Average.MICRO_F1,),
        gold=lambda pair: None if pair.gold.mentions is None else _spans(pair.gold),
        found=lambda pair: _spans(pair.finder),
        predicts=_finds_mentions,
        is_mistake=False,
    ),
    Measure(
        name="links",
        title="Mentions linked (span, name)",
        classes=(MENTION,),
        averages=(Average.MICRO_F1,),
        gold=lambda pair: None if pair.gold.mentions is None else _links(pair.gold),
        found=lambda pair: _links(pair.finder),
        predicts=_finds_mentions,
    ),
    Measure(
        name="entities",
        title="Entities (span and type)",
        classes=tuple(kind.value for kind in EntityKind),
        averages=(Average.MICRO_F1, Average.MACRO_F1),
        gold=lambda pair: None if pair.gold.entities is None else _entities(pair.gold),
        found=lambda pair: _entities(pair.predicted),
        predicts=lambda pair: bool(pair.predicted.entities),
        has_confusion=True,
    ),
    Measure(
        name="mood",
        title="Sentiment of the message",
        classes=SENTIMENTS,
        averages=(Average.MACRO_RECALL, Average.MACRO_F1),
        gold=lambda pair: _mood(pair.gold) or None,
        found=lambda pair: _mood(pair.predicted),
        predicts=lambda pair: pair.predicted.sentiment is not None,
        has_confusion=True,
    ),
    Measure(
        name="emotions",
        title="Emotions of the message",
        classes=(),
        averages=(Average.MACRO_F1, Average.MICRO_F1),
        gold=lambda pair: None if pair.gold.emotions is None else _emotions(pair.gold),
        found=lambda pair: _emotions(pair.predicted),
        predicts=lambda pair: bool(pair.predicted.emotions),
    ),
)
