"""The model's folder in; how its numbers become decisions and confidences out, as fitted on held-back messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import orjson

from nlp.errors import ModelError

FILE = "calibration.json"


@dataclass(frozen=True, slots=True)
class ActWeights:
    """Log odds that a message does an act: bias + the weighted evidence."""

    bias: float = 0.0
    message: float = 1.0
    """Of the network's log odds that the message does it."""
    slot: float = 0.0
    """Of its highest log odds that a name fills a slot of it; 0 where nothing is named."""
    rule: float = 1.0
    """Of a rule's finding the act."""
    nameless: float = 0.0
    """Of nothing's being named."""


@dataclass(frozen=True, slots=True)
class FillingWeights:
    """Log odds that, the act given, its slots are filled in one way: bias + the weighted evidence (`acts/fillings.py`)."""

    bias: float = 0.0
    rule: float = 1.0
    least: float = 1.0
    ahead: float = 0.0
    open: float = 0.0
    opposite: float = 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Temperatures (Guo et al. 2017, section 4.2) and the weights of acts and of their slots."""

    version: str = "uncalibrated"
    sentiment: float = 1.0
    mood: float = 1.0
    emotion: float = 0.3
    """Probability from which an emotion is reported."""
    by_words: dict[str, list[float]] = field(default_factory=dict)
    """By the sentiment that the lexicon finds, where it finds one: what it adds to the log odds of SENTIMENTS."""
    contrast: float = 0.0
    """What praise of another name in a text adds to the log odds of blame of this one, and the reverse."""
    acts: dict[str, ActWeights] = field(default_factory=dict)
    """By kind of act."""
    fillings: dict[str, FillingWeights] = field(default_factory=dict)
    """By kind and the sides that are named."""

    @classmethod
    def read(cls, folder: Path) -> Calibration:
        """From the model's folder. Raises ModelError where it cannot be read."""
        path = folder / FILE
        try:
            told = orjson.loads(path.read_bytes())
            return cls(
                **{name: told[name] for name in ("version", "sentiment", "mood", "emotion", "by_words")},
                contrast=told.get("contrast", 0.0),
                acts={kind: ActWeights(**weights) for kind, weights in told["acts"].items()},
                fillings={form: FillingWeights(**weights) for form, weights in told["fillings"].items()},
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"{path} cannot be read: {error!r}.",
                "It belongs beside reader.onnx; install Rapport anew, or train again (docs/language.md).",
            ) from error

    def write(self, folder: Path) -> None:
        """Into the model's folder."""
        options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
        (folder / FILE).write_bytes(orjson.dumps(self, option=options))
