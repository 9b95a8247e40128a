"""JSON objects in the format of docs/evaluate.md in, Records out; and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from ingest.item import ItemKind
from nlp.analysis import ActKind, EntityKind, Sentiment, Span, SwitchStatus
from nlp.errors import LabelError
from nlp.labelled import (
    LabelledAct,
    LabelledEmotion,
    LabelledEntity,
    LabelledMention,
    LabelledParent,
    Record,
)
from nlp.labelled_fields import SEE, Fields

Plain: TypeAlias = dict[str, Any]

PREDICTED = ("acts", "entities", "sentiment", "emotions", "language")
"""Fields of a record that are for the language layer to say."""
PREDICTED_OF_MENTION = ("sentiment", "confidence", "evidence", "emotions", "method")

SLOTS = {ActKind.COMPARES: ("winner", "loser"), ActKind.SWITCHES: ("to", "from")}
"""What target and rival are called in JSON; elsewhere the target is the target."""
ADVICE = frozenset({ActKind.RECOMMENDS, ActKind.WARNS})


def without_labels(raw: object) -> object:
    """What a record says of the message itself, so that no prediction can lean on the labels; names stay."""
    if not isinstance(raw, dict):
        return raw
    bare = {key: value for key, value in raw.items() if key not in PREDICTED}
    if isinstance(bare.get("mentions"), list):
        bare["mentions"] = [_bare_mention(mention) for mention in bare["mentions"]]
    return bare


def _bare_mention(raw: object) -> object:
    if not isinstance(raw, dict):
        return raw
    return {key: value for key, value in raw.items() if key not in PREDICTED_OF_MENTION}


def record_from_json(raw: object) -> Record:
    """The record that an object describes. Raises LabelError."""
    fields = Fields(raw, "")
    identity = fields.identity("id")
    if identity is None:
        raise LabelError("id is missing.", "Give every record an id of its own.")
    text = fields.needed_text("text")
    parent = fields.inner("parent")
    return Record(
        id=identity,
        text=text,
        kind=fields.choice("kind", ItemKind),
        author=fields.text("author"),
        to=fields.texts("to"),
        parent=None if parent is None else _parent(parent),
        mentions=_mentions(fields, text),
        acts=_acts(fields, text),
        entities=_entities(fields, text),
        sentiment=fields.choice("sentiment", Sentiment),
        emotions=_emotions(fields),
        language=fields.text("language"),
        rest=fields.rest(),
    )


def _parent(fields: Fields) -> LabelledParent:
    text = fields.needed_text("text")
    return LabelledParent(
        text=text,
        id=fields.identity("id"),
        author=fields.text("author"),
        mentions=_mentions(fields, text),
        rest=fields.rest(),
    )


def _mentions(fields: Fields, text: str) -> tuple[LabelledMention, ...] | None:
    found = fields.objects("mentions")
    return None if found is None else tuple(_mention(mention, text) for mention in found)


def _mention(fields: Fields, text: str) -> LabelledMention:
    return LabelledMention(
        span=_span(fields, text),
        name=fields.text("name"),
        type=fields.text("type"),
        sentiment=fields.choice("sentiment", Sentiment),
        method=fields.text("method"),
        confidence=fields.share("confidence"),
        evidence=_evidence(fields, text),
        rest=fields.rest(),
    )


def _span(fields: Fields, text: str) -> Span:
    span = Span(fields.count("start"), fields.count("end"))
    if span.start < span.end <= len(text):
        return span
    raise LabelError(
        f"{fields.where} goes from {span.start} to {span.end} in a text of {len(text)} code points.",
        "Count Unicode code points from 0; the end comes after the start and is not part of it.",
    )


def _evidence(fields: Fields, text: str) -> tuple[Span, ...]:
    return tuple(_span(span, text) for span in fields.objects("evidence") or ())


def _acts(fields: Fields, text: str) -> tuple[LabelledAct, ...] | None:
    found = fields.objects("acts")
    return None if found is None else tuple(_act(act, text) for act in found)


def _act(fields: Fields, text: str) -> LabelledAct:
    kind = fields.needed_choice("act", ActKind)
    target, rival = SLOTS.get(kind, ("target", None))
    return LabelledAct(
        kind=kind,
        target=fields.text(target),
        rival=None if rival is None else fields.text(rival),
        to=fields.text("to") if kind in ADVICE else None,
        status=fields.choice("status", SwitchStatus) if kind is ActKind.SWITCHES else None,
        confidence=fields.share("confidence"),
        evidence=_evidence(fields, text),
        rest=fields.rest(),
    )


def _entities(fields: Fields, text: str) -> tuple[LabelledEntity, ...] | None:
    found = fields.objects("entities")
    return None if found is None else tuple(_entity(entity, text) for entity in found)


def _entity(fields: Fields, text: str) -> LabelledEntity:
    span = _span(fields, text)
    kind = fields.needed_choice("type", EntityKind)
    return LabelledEntity(span, kind, fields.share("confidence"), fields.rest())


def _emotions(fields: Fields) -> tuple[LabelledEmotion, ...] | None:
    found = fields.members("emotions")
    return None if found is None else tuple(_emotion(raw, where) for raw, where in found)


def _emotion(raw: object, where: str) -> LabelledEmotion:
    """A bare word, or an object with a name."""
    if isinstance(raw, str):
        return LabelledEmotion(raw)
    if not isinstance(raw, dict):
        raise LabelError(f"{where} is {raw!r}, not a word or an object with a name.", SEE)
    fields = Fields(raw, where)
    return LabelledEmotion(fields.needed_text("name"), fields.share("confidence"))


def record_to_json(record: Record) -> Plain:
    """The object that describes a record; fields that it does not have are left out."""
    parent = record.parent
    return _known(
        id=record.id,
        kind=record.kind,
        text=record.text,
        author=record.author,
        to=_list(record.to),
        parent=None if parent is None else _parent_to_json(parent),
        mentions=_all(record.mentions, _mention_to_json),
        acts=_all(record.acts, _act_to_json),
        entities=_all(record.entities, _entity_to_json),
        sentiment=record.sentiment,
        emotions=_all(record.emotions, _emotion_to_json),
        language=record.language,
    ) | dict(record.rest)


def _known(**fields: object) -> Plain:
    return {key: value for key, value in fields.items() if value is not None}


def _list(values: Sequence[object] | None) -> list[object] | None:
    return None if values is None else list(values)


def _all(parts: Sequence[Any] | None, to_json: Any) -> list[Plain] | None:  # noqa: ANN401 - one for each sort of part
    return None if parts is None else [to_json(part) for part in parts]


def _parent_to_json(parent: LabelledParent) -> Plain:
    mentions = _all(parent.mentions, _mention_to_json)
    return _known(id=parent.id, author=parent.author, text=parent.text, mentions=mentions) | dict(parent.rest)


def _mention_to_json(mention: LabelledMention) -> Plain:
    known = _known(
        start=mention.span.start,
        end=mention.span.end,
        name=mention.name,
        type=mention.type,
        sentiment=mention.sentiment,
        method=mention.method,
        confidence=mention.confidence,
        evidence=_spans(mention.evidence),
    )
    return known | dict(mention.rest)


def _act_to_json(act: LabelledAct) -> Plain:
    target, rival = SLOTS.get(act.kind, ("target", None))
    slots: Plain = {target: act.target} if rival is None else {target: act.target, rival: act.rival}
    if act.kind in ADVICE:
        slots["to"] = act.to
    known = _known(status=act.status, confidence=act.confidence, evidence=_spans(act.evidence))
    return {"act": act.kind.value} | slots | known | dict(act.rest)


def _entity_to_json(entity: LabelledEntity) -> Plain:
    known = _known(
        start=entity.span.start, end=entity.span.end, type=entity.kind, confidence=entity.confidence
    )
    return known | dict(entity.rest)


def _emotion_to_json(emotion: LabelledEmotion) -> Plain:
    return _known(name=emotion.name, confidence=emotion.confidence)


def _spans(spans: Sequence[Span]) -> list[Plain] | None:
    return [{"start": span.start, "end": span.end} for span in spans] or None
