"""Tokens of one text in; the logits of the trained heads, or the vector of its meaning, out, by ONNX Runtime.

One text a run: the eight-bit weights meet activations whose scale is taken from all that is in a run, so a
text's result would depend on its neighbours in a batch. Alone it is the same in any batch, and needs no padding.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nlp.errors import ModelError
from nlp.model.outputs import ACTS, EMOTIONS, ROLES, SENTIMENTS
from nlp.model.tokens import Encoded

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Numbers = NDArray[np.float32]

FOLDER = Path(__file__).parent / "weights"
"""What is shipped: reader.onnx, meaning.onnx, tokenizer.json, calibration.json."""

MOVED, MOOD = len(ACTS), len(ACTS) + 1
MOOD_END = MOOD + len(SENTIMENTS)
MESSAGE_SIZE = MOOD_END + len(EMOTIONS)
NAME_SIZE = len(SENTIMENTS) + len(ROLES)


@dataclass(frozen=True, slots=True)
class Logits:
    """What the heads say of one text."""

    message: Numbers
    """(MESSAGE_SIZE,): acts, moved, mood, emotions."""
    names: Numbers
    """(names, NAME_SIZE): sentiment and roles of each name of the text and of its parent."""
    words: Numbers
    """(words, TAGS)."""

    @property
    def acts(self) -> Numbers:
        """(ACTS,): whether the message does it."""
        return self.message[:MOVED]

    @property
    def moved(self) -> float:
        """Whether a switch is done."""
        return float(self.message[MOVED])

    @property
    def mood(self) -> Numbers:
        """(SENTIMENTS,): of the whole message."""
        return self.message[MOOD:MOOD_END]

    @property
    def emotions(self) -> Numbers:
        """(EMOTIONS,): whether the author feels it."""
        return self.message[MOOD_END:]

    @property
    def sentiments(self) -> Numbers:
        """(names, SENTIMENTS): toward each name."""
        return self.names[:, : len(SENTIMENTS)]

    @property
    def roles(self) -> Numbers:
        """(names, ROLES): whether the name fills the slot."""
        return self.names[:, len(SENTIMENTS) :]


class Reader:
    """The trained model."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load it. Raises ModelError where there is none, or one of another shape."""
        self._session = session(folder / "reader.onnx")
        self._check(folder)

    def _check(self, folder: Path) -> None:
        found = self.read(Encoded([101, 1, 1000, 2, 102], [0] * 5, [1], [(2, 0, 1)]))
        if found.message.shape != (MESSAGE_SIZE,) or found.names.shape != (1, NAME_SIZE):
            raise ModelError(
                f"{folder / 'reader.onnx'} answers with {found.message.shape} and {found.names.shape}.",
                f"A reader gives ({MESSAGE_SIZE},) and (names, {NAME_SIZE}); see docs/language.md.",
            )

    def read(self, coded: Encoded) -> Logits:
        """What the heads say. A name beyond the tokens (mark 0) is read off the whole message."""
        message, names, words = run(
            self._session,
            {
                "ids": np.asarray(coded.ids, dtype=np.int64),
                "cases": np.asarray(coded.cases, dtype=np.int64),
                "marks": np.asarray(coded.marks, dtype=np.int64),
                "starts": np.asarray([place for place, _, _ in coded.words], dtype=np.int64),
            },
        )
        return Logits(message[0], names, words)


class Meaning:
    """The encoder as it was before training: near vectors mean like things."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load it. Raises ModelError where there is none."""
        self._session = session(folder / "meaning.onnx")

    def vector(self, coded: Encoded) -> Numbers:
        """(384,), of length 1; the cosine of two is their product."""
        ids = np.asarray(coded.ids, dtype=np.int64)
        return run(self._session, {"ids": ids, "cases": np.zeros_like(ids)})[0]


def run(model: InferenceSession, given: dict[str, NDArray[np.int64]]) -> list[Numbers]:
    """All outputs of a model, in its order."""
    found: Any = model.run(None, given)  # the library's type names forms that these models do not give
    return list(found)


def session(path: Path) -> InferenceSession:
    """A model that runs on one thread: messages are spread over cores by processes, not within one."""
    import onnxruntime  # noqa: PLC0415 - loaded with the model, not with this module

    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # longest text's memory would stay taken
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(
            f"The model {path} cannot be loaded: {error}",
            "Install Rapport anew, or name the folder of a model of your own (docs/language.md).",
        ) from error
