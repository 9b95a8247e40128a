"""Records in; the same records with what the pipeline finds in them out, in order. Mentions that are given stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ingest.item import Author, Item, ItemKind, Role
from nlp.analysis import Act, Analysis, Mention, Name, Names, Parent, Sentiment, Span
from nlp.given import GivenNames
from nlp.labelled import (
    LabelledAct,
    LabelledEmotion,
    LabelledEntity,
    LabelledMention,
    LabelledParent,
    Record,
)
from nlp.pipeline import Pipeline

PLACE = "labelled:file:"
"""Channel and instance of messages that come from no channel."""

SOMETIME = datetime(2000, 1, 1, tzinfo=UTC)
"""An item has a time, a record has none, and the language layer does not look at it."""

UNKNOWN_KIND = ItemKind.ARTICLE
"""Of a record that says none: nothing about who speaks in it is taken for granted."""

GIVEN = "given"


@dataclass(frozen=True, slots=True)
class _Question:
    """A record as the pipeline takes it."""

    record: Record
    given: GivenNames
    item: Item
    parent: Parent | None
    names: Names


def predict(pipeline: Pipeline, records: Sequence[Record]) -> list[Record]:
    """Each record with mentions, acts and all else that the pipeline says, in place of what it had."""
    asked = [_question(pipeline, record) for record in records]
    analyses = pipeline.analyse(
        [(one.item, one.parent) for one in asked], [one.names for one in asked], thorough=True
    )
    return [_answer(one, analysis) for one, analysis in zip(asked, analyses, strict=True)]


def _question(pipeline: Pipeline, record: Record) -> _Question:
    parent = record.parent
    texts = [(record.text, record.mentions or ())]
    if parent is not None:
        texts.append((parent.text, parent.mentions or ()))
    given = GivenNames(pipeline.index, texts)
    item = _item(record)
    if given.are_authors_of(item):
        item = replace(item, author=replace(item.author or Author(""), role=Role.STAFF))
    return _Question(
        record=record,
        given=given,
        item=item,
        parent=None if parent is None else _parent(pipeline, record, parent, given),
        names=None if record.mentions is None else given.names(record.text, record.mentions),
    )


def _item(record: Record) -> Item:
    author = None if record.author is None else Author(record.author, record.author)
    return Item(f"{PLACE}{record.id}", record.kind or UNKNOWN_KIND, author, record.text, SOMETIME)


def _parent(pipeline: Pipeline, record: Record, parent: LabelledParent, given: GivenNames) -> Parent:
    names: Names = None
    if parent.mentions is not None:
        names = given.names(parent.text, parent.mentions)
    elif record.mentions is not None:
        names = (*pipeline.names(parent.text), *given.occurrences(parent.text))
    return Parent(f"{PLACE}{parent.id or f'{record.id}^'}", parent.author, parent.text, names)


def _answer(asked: _Question, analysis: Analysis) -> Record:
    record, given = asked.record, asked.given
    return replace(
        record,
        mentions=_mentions(asked, analysis.mentions),
        acts=tuple(_act(act, given) for act in analysis.acts),
        entities=tuple(LabelledEntity(one.span, one.kind, one.confidence) for one in analysis.entities),
        sentiment=analysis.sentiment,
        emotions=tuple(LabelledEmotion(one.name, one.confidence) for one in analysis.emotions),
        language=analysis.language,
    )


def _mentions(asked: _Question, found: Sequence[Mention]) -> tuple[LabelledMention, ...]:
    """The given ones, each with its sentiment; or else those that the linker found."""
    record = asked.record
    if record.mentions is None or asked.names is None:
        return tuple(
            _labelled(LabelledMention(one.span, asked.given.name_of(one.entry), type="brand"), one)
            for one in found
        )
    by_span = {one.span: one for one in found}
    return tuple(
        _labelled(
            replace(mention, name=mention.name or asked.given.name_of(name.entry)),
            by_span.get(name.span) or _nearest(name, found),
        )
        for mention, name in zip(record.mentions, asked.names, strict=True)
    )


def _nearest(name: Name, found: Sequence[Mention]) -> Mention | None:
    """What speaks for a name that overlaps another or lies past what is read: its like, or what covers it."""
    alike = [one for one in found if one.entry == name.entry]
    covers = [one for one in found if one.span.start < name.span.end and name.span.start < one.span.end]
    return next(iter((*alike, *covers)), None)


def _labelled(mention: LabelledMention, found: Mention | None) -> LabelledMention:
    """A mention with what was found about it."""
    if found is None:
        return replace(mention, sentiment=Sentiment.NEUTRAL, method=GIVEN)
    return replace(
        mention,
        sentiment=found.sentiment,
        method=found.method,
        confidence=found.confidence,
        evidence=_shown(found.evidence),
    )


def _act(act: Act, given: GivenNames) -> LabelledAct:
    return LabelledAct(
        kind=act.kind,
        target=given.name_of(act.target),
        rival=given.name_of(act.rival),
        to=act.to,
        status=act.status,
        confidence=act.confidence,
        evidence=_shown(act.evidence),
    )


def _shown(evidence: Sequence[Span]) -> tuple[Span, ...]:
    """Without empty spans: a record's evidence can be pointed at."""
    return tuple(span for span in evidence if span.start < span.end)
