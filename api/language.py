"""Settings in; what makes a language pipeline for a catalogue out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from api.settings import Settings
from nlp.catalogue import Catalogue

if TYPE_CHECKING:
    from nlp.pipeline import Pipeline

MakePipeline: TypeAlias = "Callable[[Catalogue], Pipeline]"


def pipeline_maker(settings: Settings) -> MakePipeline:
    """Pipelines with the components and the model that the settings name."""
    from nlp.model.encoder import FOLDER  # noqa: PLC0415 - numpy is loaded when a pipeline is made
    from nlp.pipeline import Pipeline  # noqa: PLC0415 - likewise

    return partial(Pipeline, components=settings.components, model=settings.model or FOLDER)
