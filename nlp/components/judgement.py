"""A text with its links and its parent's mentions in; what the trained model says of each out, as probabilities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.analysis import Mention
from nlp.components.linker import Link
from nlp.components.reading import Reading
from nlp.model.calibration import Calibration
from nlp.model.encoder import FOLDER, Logits, Numbers, Reader
from nlp.model.pieces import pieces
from nlp.model.tokens import Encoded, Place, encode, tokenizer
from nlp.model.words import Spot, spans_of

MOST_PIECES = 24
"""Of one text: about 17,000 letters, more than any letter has; the rest of an article is not read closely."""

MOST_NAMES = 60
"""Names that are marked in one piece; a list of more is no utterance about each."""

Odds = NDArray[np.floating]

UNCALIBRATED = Calibration()


@dataclass(slots=True)
class Judgement:
    """What the model says of one message."""

    acts: Sequence[float]
    """(ACTS,): log odds that the message does it."""
    moved: float
    """Log odds that a switch is done."""
    said: Sequence[Logits] = ()
    """Of its pieces."""
    sentiments: dict[str, Sequence[float]] = field(default_factory=dict)
    """(SENTIMENTS,): log odds, each up to the same constant, for each entry named in the author's own words."""
    roles: dict[str, Sequence[float]] = field(default_factory=dict)
    """(ROLES,): log odds for each entry of the text and of its parent."""
    entities: tuple[Spot, ...] = ()
    calibration: Calibration = UNCALIBRATED

    @property
    def mood(self) -> Odds:
        """(SENTIMENTS,): probabilities; of its pieces together."""
        return _softmax(_mean([one.mood for one in self.said]) / self.calibration.mood)

    @property
    def emotions(self) -> Odds:
        """(EMOTIONS,): probabilities; what is felt in any piece."""
        return _sigmoid(_highest([one.emotions for one in self.said]))


class Judge:
    """The trained model with its vocabulary and calibration."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load it. Raises ModelError where it cannot be used."""
        self._reader = Reader(folder)
        self._vocabulary = tokenizer(folder)
        self.calibration = Calibration.read(folder)

    def judge(
        self,
        reading: Reading,
        parent: str | None = None,
        parent_mentions: Sequence[Mention] = (),
        *,
        entities: bool = False,
    ) -> Judgement:
        """What the model says of the author's own words. Words are only looked at where entities are asked for."""
        own = [link for link in reading.links if reading.is_own(link.start)]
        gathered = _Gathered(entities=entities and reading.own == reading.text)
        self._gather(gathered, reading.own, own, parent, parent_mentions)
        if entities and not gathered.entities:  # they are looked for in the words of others too
            whole = _Gathered(entities=True)
            self._gather(whole, reading.text, reading.links)
            gathered.spots = whole.spots
        return gathered.judgement(self.calibration)

    def _gather(
        self,
        gathered: _Gathered,
        text: str,
        links: Sequence[Link],
        parent: str | None = None,
        parent_mentions: Sequence[Mention] = (),
    ) -> None:
        """Read a text piece by piece; the first beside its parent."""
        for number, place in enumerate(
            pieces(text, [(link.start, link.end) for link in links])[:MOST_PIECES]
        ):
            here = [link for link in links if place[0] <= link.start < place[1]][:MOST_NAMES]
            beside = _apart(parent_mentions) if number == 0 else []
            coded = self._encoded(text, place, here, parent if number == 0 else None, beside)
            gathered.add(self._reader.read(coded), coded, place[0], here, beside)

    def _encoded(
        self,
        text: str,
        place: Place,
        links: Sequence[Link],
        parent: str | None,
        mentions: Sequence[Mention],
    ) -> Encoded:
        return encode(
            self._vocabulary,
            text[slice(*place)],
            [(link.start - place[0], min(link.end, place[1]) - place[0]) for link in links],
            parent,
            [(mention.span.start, mention.span.end) for mention in mentions],
        )


def _apart(mentions: Sequence[Mention]) -> list[Mention]:
    """In the order of the text, without those that only the title names."""
    real = [mention for mention in mentions if mention.span.start < mention.span.end]
    return sorted(real, key=lambda mention: mention.span.start)[:MOST_NAMES]


@dataclass(slots=True)
class _Gathered:
    """What the pieces of one text say together."""

    entities: bool
    pieces: list[Logits] = field(default_factory=list)
    sentiments: dict[str, list[Numbers]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[str, list[Numbers]] = field(default_factory=lambda: defaultdict(list))
    spots: list[Spot] = field(default_factory=list)

    def add(
        self, said: Logits, coded: Encoded, start: int, links: Sequence[Link], mentions: Sequence[Mention]
    ) -> None:
        self.pieces.append(said)
        for place, link in enumerate(links):
            if coded.marks[place]:
                self.sentiments[link.entry].append(said.sentiments[place])
                self.roles[link.entry].append(said.roles[place])
        for place, mention in enumerate(mentions, len(links)):
            if coded.marks[place]:
                self.roles[mention.entry].append(said.roles[place])
        if self.entities:
            found = spans_of(coded.words, _softmax(said.words))
            self.spots += [(first + start, last + start, kind, sure) for first, last, kind, sure in found]

    def judgement(self, calibration: Calibration) -> Judgement:
        """A message does what any piece of it does."""
        return Judgement(
            acts=_highest([one.acts for one in self.pieces]).tolist(),
            moved=max(one.moved for one in self.pieces),
            said=self.pieces,
            sentiments={
                entry: (_mean(said) / calibration.sentiment).tolist()
                for entry, said in self.sentiments.items()
            },
            roles={entry: _highest(said).tolist() for entry, said in self.roles.items()},
            entities=tuple(self.spots),
            calibration=calibration,
        )


def _highest(rows: Sequence[Numbers]) -> Numbers:
    """Most texts are one piece, and most names stand there once."""
    return rows[0] if len(rows) == 1 else np.max(rows, axis=0)


def _mean(rows: Sequence[Numbers]) -> Numbers:
    return rows[0] if len(rows) == 1 else np.mean(rows, axis=0)


def _softmax(logits: Odds) -> Odds:
    """Of small arrays: the functions are called by their own names, for the methods take as long again."""
    raised = np.exp(logits - np.maximum.reduce(logits, axis=-1, keepdims=True))
    return raised / np.add.reduce(raised, axis=-1, keepdims=True)


def _sigmoid(logits: Odds) -> Odds:
    return 1 / (1 + np.exp(-logits))
