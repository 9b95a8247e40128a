"""The model's folder in; how its numbers become decisions and confidences out, as fitted on held-back messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import orjson

from nlp.errors import ModelError

FILE = "calibration.json"


@dataclass(frozen=True, slots=True)
class ActWeights:
    """A logistic model of one kind of act: log odds = bias + the weighted evidence."""

    bias: float = 0.0
    message: float = 0.5
    """Of the log odds that the message does it."""
    role: float = 0.5
    """Of the log odds that the name fills the slot."""
    rule: float = 1.0
    """Of a rule's finding of it."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Temperatures (Guo et al. 2017, section 4.2) and the weights of acts."""

    version: str = "uncalibrated"
    sentiment: float = 1.0
    mood: float = 1.0
    emotion: float = 0.3
    """Probability from which an emotion is reported."""
    acts: dict[str, ActWeights] = field(default_factory=dict)
    """By kind; for compares and switches, of each side by its role."""
    nameless: dict[str, ActWeights] = field(default_factory=dict)
    """By kind, of an act in a message that names nothing; `role` is unused."""
    beside: dict[str, ActWeights] = field(default_factory=dict)
    """By kind, of an act about nothing named in a message that names something, or answers one that does."""

    @classmethod
    def read(cls, folder: Path) -> Calibration:
        """From the model's folder. Raises ModelError where it cannot be read."""
        path = folder / FILE
        try:
            told = orjson.loads(path.read_bytes())
            return cls(
                **{name: told[name] for name in ("version", "sentiment", "mood", "emotion")},
                acts=_weights(told["acts"]),
                nameless=_weights(told["nameless"]),
                beside=_weights(told["beside"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"{path} cannot be read: {error!r}.",
                "It belongs beside reader.onnx; install Rapport anew, or train again (docs/language.md).",
            ) from error

    def write(self, folder: Path) -> None:
        """Into the model's folder."""
        (folder / FILE).write_bytes(
            orjson.dumps(self, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"
        )


def _weights(told: dict[str, dict[str, float]]) -> dict[str, ActWeights]:
    return {kind: ActWeights(**weights) for kind, weights in told.items()}
