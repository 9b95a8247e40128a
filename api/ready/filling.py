"""A ready question and the graph at hand in; variables with real names out."""

from __future__ import annotations

from typing import Any, TypeAlias

from api.live import LiveGraph
from api.ready.questions import PickerKind, ReadyQuestion, ready_questions
from graph.questions.answer import Window
from graph.questions.talkers import talkers
from graph.questions.view import View
from nlp.catalogue import BrandRole

Variables: TypeAlias = dict[str, Any]

NOTHING_YET = ""
"""What a picker shows before anything was ingested: it stands for no brand and nobody."""


async def fill(question: ReadyQuestion, view: View) -> Variables:
    """The question's variables: the own brand, the person who talks most, all time."""
    kinds = {picker.kind for picker in question.pickers}
    brand = own_brand(view) if PickerKind.BRAND in kinds else None
    person = await talker(view) if PickerKind.PERSON in kinds else None
    values = {PickerKind.BRAND: brand, PickerKind.PERSON: person, PickerKind.WINDOW: None}
    return {picker.variable: values[picker.kind] for picker in question.pickers}


async def filled(graph: LiveGraph) -> list[dict[str, Any]]:
    """All ready questions as the explorer takes them."""
    view = await graph.view()
    return [_shown(question, await fill(question, view)) for question in ready_questions()]


def own_brand(view: View) -> str:
    """The first own brand of the catalogue, else its first brand."""
    brands = view.catalogue.brands.values()
    own = [brand.id for brand in brands if brand.role is BrandRole.OWN]
    return next(iter([*own, *(brand.id for brand in brands)]), NOTHING_YET)


async def talker(view: View) -> str:
    """The person who wrote the most."""
    found = await talkers(view, Window(), 1)
    return found[0].id if found else NOTHING_YET


def _shown(question: ReadyQuestion, variables: Variables) -> dict[str, Any]:
    return {
        "name": question.name,
        "title": question.title,
        "description": question.description,
        "document": question.document,
        "variables": variables,
        "pickers": [
            {"variable": picker.variable, "kind": picker.kind.value, "label": picker.label}
            for picker in question.pickers
        ],
    }
