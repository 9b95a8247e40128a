"""Gold records and our own pipeline in; pairs of each with what the pipeline says of it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.evaluation.pairs import Pair
from nlp.labelled import LabelledMention, LabelledParent, Record
from nlp.pipeline import Pipeline
from nlp.prediction import predict
from nlp.prediction_lines import BATCH


def predicted_pairs(pipeline: Pipeline, gold: Sequence[Record]) -> Iterator[Pair]:
    """Told the mentions; where the catalogue has names to look for, once more without."""
    for start in range(0, len(gold), BATCH):
        batch = gold[start : start + BATCH]
        told = predict(pipeline, [unlabelled(record) for record in batch])
        unaided: Sequence[Record | None] = [None] * len(batch)
        if pipeline.catalogue.brands:
            unaided = predict(pipeline, [without_mentions(record) for record in batch])
        for record, aided, alone in zip(batch, told, unaided, strict=True):
            yield Pair(record, aided, alone)


def unlabelled(record: Record) -> Record:
    """The message without what people say of it; which names it has, and where, stays."""
    bare = replace(record, acts=None, entities=None, sentiment=None, emotions=None, language=None)
    if record.mentions is None:
        return bare
    return replace(bare, mentions=tuple(_named(mention) for mention in record.mentions))


def without_mentions(record: Record) -> Record:
    """The message alone, and the text that it answers."""
    bare = replace(unlabelled(record), mentions=None)
    return bare if bare.parent is None else replace(bare, parent=_text_only(bare.parent))


def _named(mention: LabelledMention) -> LabelledMention:
    return LabelledMention(mention.span, mention.name, mention.type)


def _text_only(parent: LabelledParent) -> LabelledParent:
    return replace(parent, mentions=None)
