"""Messages that wish or complain of something in; who sides with them and who against, with the messages that say so, out.

A person backs what a message says by saying the same (the same act toward the brand on the subject), by a reply
that does so too or opens with agreement (nlp.agreement), by passing the message on, or by a friendly reaction. A
reply that opens with disagreement, or an unfriendly reaction, is against it. To a complaint a reply that speaks
well of the brand is against it too. Each message and reaction counts once; who did more for than against sides
with it, and equals stand for neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind, Message
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.evidence import newest
from graph.questions.feelings import signals, spoken
from graph.questions.stances import split
from graph.questions.view import View
from graph.questions.windows import rows_in
from nlp.agreement import agreement

UNFRIENDLY = frozenset(
    {"dislike", "downvote", "down", "thumbsdown", "thumbs_down", "-1", "minus", "disagree"}
    | {"angry", "anger", "sad", "confused", "👎", "😡", "😠", "😢"}
)
"""Names of reactions that turn something down; every other reaction is friendly."""

NOTHING = np.empty(0, np.int32)

REPLIES_READ = 2_000
"""Replies whose text is looked up: the newest. More would take longer than anybody waits."""


@dataclass(frozen=True, slots=True)
class Signs:
    """One row a sign: who sides with (1) or against (-1) which message, by which message or reaction."""

    about: Codes
    """The message that wishes or complains."""
    person: Codes
    value: npt.NDArray[np.int8]
    source: Codes
    """What to show for it: a message of theirs, or the one reacted to."""

    def on(self, messages: Codes) -> Signs:
        """The signs on these messages."""
        return self.pick(np.isin(self.about, messages))

    def pick(self, rows: npt.NDArray[np.bool_]) -> Signs:
        """These rows."""
        return Signs(self.about[rows], self.person[rows], self.value[rows], self.source[rows])

    def sides(self, size: int) -> npt.NDArray[np.int64]:
        """(people) Above 0 for, below 0 against."""
        return np.rint(np.bincount(self.person, self.value, minlength=size)).astype(np.int64)


async def signs(view: View, kind: FactKind, acts: Columns, brand: str, window: Window) -> Signs:
    """Who sides with what these acts (all of the kind, by customers) say. One lookup of replies."""
    projection = view.projection
    wanted = np.zeros(projection.message_count, np.bool_)
    wanted[acts.source] = True
    replies = _on(projection, FactKind.REPLIES_TO, wanted, window)
    texts = await _texts(view, replies.source)
    praise = _praise(projection, brand, window) if kind is FactKind.COMPLAINS else NOTHING
    parts = [
        (acts.source, acts.actor, np.ones(len(acts), np.int8), acts.source),
        *(_passed_on(projection, kind, wanted, window) for kind in (FactKind.SHARES, FactKind.QUOTES)),
        _reactions(projection, wanted, window),
        _replies(replies, _agreeing(projection, acts, texts, praise)),
    ]
    about, actor, value, source = (np.concatenate(column) for column in zip(*parts, strict=True))
    person = projection.person_of(actor)
    known = (person >= 0) & (value != 0) & ~projection.of_company(person)
    return Signs(about[known], person[known], value[known], source[known])


Part = tuple[Codes, Codes, npt.NDArray[np.int8], Codes]


def _on(projection: Projection, kind: FactKind, wanted: npt.NDArray[np.bool_], window: Window) -> Columns:
    """Customers' facts about these messages, that are by somebody other than the author."""
    rows = split(projection, rows_in(projection, kind, window))[0]
    rows = rows.pick(wanted[rows.object])
    return rows.pick(projection.person_of(rows.actor) != projection.author_person_of(rows.object))


def _passed_on(projection: Projection, kind: FactKind, wanted: npt.NDArray[np.bool_], window: Window) -> Part:
    rows = _on(projection, kind, wanted, window)
    return rows.object, rows.actor, np.ones(len(rows), np.int8), rows.source


def _reactions(projection: Projection, wanted: npt.NDArray[np.bool_], window: Window) -> Part:
    rows = _on(projection, FactKind.REACTED, wanted, window)
    codes = [projection.names.statuses.code(name) for name in UNFRIENDLY]
    value = np.where(np.isin(rows.status, codes), -1, 1).astype(np.int8)
    return rows.object, rows.actor, value, rows.object


def _replies(replies: Columns, said: npt.NDArray[np.int8]) -> Part:
    return replies.object, replies.actor, said[replies.source], replies.source


async def _texts(view: View, replies: Codes) -> Mapping[str, Message]:
    uids = newest(view.projection, np.unique(replies), REPLIES_READ)
    return await view.store.messages(uids) if uids else {}


def _agreeing(
    projection: Projection, acts: Columns, texts: Mapping[str, Message], praise: Codes
) -> npt.NDArray[np.int8]:
    """(messages) What each reply says of what it answers: its opening words, else what it does."""
    said = np.zeros(projection.message_count, np.int8)
    said[praise] = -1
    said[acts.source] = 1
    for uid, message in texts.items():
        opening = agreement(message.text)
        if opening:
            said[projection.names.messages.code(uid)] = opening
    return said


def _praise(projection: Projection, brand: str, window: Window) -> Codes:
    """Messages that speak well of the brand."""
    stances = signals(projection, spoken(projection, window), brand)
    return stances.source[stances.value > 0]
