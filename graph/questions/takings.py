"""Messages, answers and first mentions in; the log of who took up what when, which influence is learnt from, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.flows import Flows, flows_of
from graph.analytics.influence_calibration import Calibration, calibration
from graph.analytics.influence_learning import Actions, Learnt, actions, learnt
from graph.analytics.listening import Listening, listening
from graph.analytics.reach import Span
from graph.analytics.seeding import weighted_cascade
from graph.model import FactKind, Micros
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window

ANSWERS = (FactKind.REPLIES_TO, FactKind.SHARES, FactKind.QUOTES)
"""Taking up a message with words or by passing it on; a reaction is a nod."""

HELD_BACK = 0.25
"""The last part of the time, which the check of what was learnt on the rest is made on."""

LEAST_TRIALS = 50
"""Fewer teach nothing: probabilities are then assumed."""


@dataclass(frozen=True, slots=True)
class Influence:
    """How word passes along the ties of a window."""

    ties: Listening
    probability: npt.NDArray[np.float32]
    trials: int
    successes: int
    assumed: bool
    """Too little was observed: each person takes up word from one of those whom they hear, on average."""
    calibration: Calibration | None
    """None where nothing could be held back."""


def influence(projection: Projection, window: Window, brand: str | None) -> Influence:
    """What is learnt from a window, on a brand's messages or all; kept for the next asker."""
    key = ("influence", window.since, window.end, brand)
    return projection.kept(key, lambda: _influence(projection, window, brand))


def _influence(projection: Projection, window: Window, brand: str | None) -> Influence:
    flows = flows_of(projection)
    log = takings(projection, flows, window, brand)
    ties = listening(flows, Span(window.since, window.end))
    if not len(log.at):
        return Influence(ties, weighted_cascade(ties), 0, 0, assumed=True, calibration=None)
    found = learnt(ties, log, int(log.at.max()))
    trials, successes = int(found.trials.sum()), int(found.successes.sum())
    if trials < LEAST_TRIALS or not successes:
        return Influence(ties, weighted_cascade(ties), trials, successes, assumed=True, calibration=None)
    checked = _checked(flows, window, log)
    return Influence(ties, found.probability, trials, successes, assumed=False, calibration=checked)


def _checked(flows: Flows, window: Window, log: Actions) -> Calibration | None:
    """Learn on the earlier part, with the ties of that part, and look at the later."""
    first, last = int(log.at.min()), int(log.at.max())
    split = last - int((last - first) * HELD_BACK)
    ties = listening(flows, Span(window.since, split))
    before = log.at < split
    earlier = Actions(log.action[before], log.person[before], log.at[before])
    found: Learnt = learnt(ties, earlier, split)
    checked = calibration(ties, found, log, split, last)
    return checked if checked.chances else None


def takings(projection: Projection, flows: Flows, window: Window, brand: str | None) -> Actions:
    """Who wrote, answered or passed on each message, and who first spoke of each brand and topic, when."""
    end = window.end
    parts = [
        _written(projection, window),
        *(_answers(projection, projection.rows(kind).between(window.since, end)) for kind in ANSWERS),
        *_firsts(projection, end, brand),
    ]
    action = np.concatenate([part[0] for part in parts])
    person = np.concatenate([part[1] for part in parts])
    at = np.concatenate([part[2] for part in parts])
    keep = person >= 0
    if brand is not None:
        keep &= _about(projection, brand)[np.minimum(action, projection.message_count)]
    if window.since is not None:
        keep &= at >= window.since
    return actions(action[keep].astype(np.int64), flows.vertex[person[keep]], at[keep].astype(np.int64))


Part = tuple[npt.NDArray[np.int64], Codes, npt.NDArray[np.int64]]
"""(action, person, when): a message's code, or a number beyond all messages."""


def _written(projection: Projection, window: Window) -> Part:
    posted = projection.rows(FactKind.POSTED).between(window.since, window.end)
    return posted.object.astype(np.int64), projection.person_of(posted.actor), posted.at


def _answers(projection: Projection, rows: Columns) -> Part:
    return rows.object.astype(np.int64), projection.person_of(rows.actor), rows.at


def _firsts(projection: Projection, end: Micros | None, brand: str | None) -> list[Part]:
    """First mentions, whenever they were: `actions` keeps the first of each person, a later one is none."""
    base = projection.message_count
    mentions = projection.rows(FactKind.MENTIONS).between(None, end)
    if brand is not None:
        mentions = mentions.pick(mentions.object == projection.names.brands.code(brand))
    parts = [(mentions.object.astype(np.int64) + base, projection.person_of(mentions.actor), mentions.at)]
    if brand is None:
        about = projection.rows(FactKind.ABOUT).between(None, end)
        topics = about.object.astype(np.int64) + base + len(projection.names.brands)
        parts.append((topics, projection.person_of(about.actor), about.at))
    return [_first_each(part) for part in parts]


def _first_each(part: Part) -> Part:
    """The first row of each person and action."""
    action, person, at = part
    order = np.lexsort((at, person, action))
    new = np.ones(len(order), np.bool_)
    new[1:] = (action[order][1:] != action[order][:-1]) | (person[order][1:] != person[order][:-1])
    rows = order[new]
    return action[rows], person[rows], at[rows]


def _about(projection: Projection, brand: str) -> npt.NDArray[np.bool_]:
    """By message code: whether it mentions the brand; the last place stands for all actions that are no message."""
    mentions = projection.rows(FactKind.MENTIONS)
    marks = np.zeros(projection.message_count + 1, np.bool_)
    marks[mentions.source[mentions.object == projection.names.brands.code(brand)]] = True
    marks[-1] = True
    return marks


def taken_up(projection: Projection, window: Window, people: Codes) -> tuple[Codes, Codes]:
    """(author, message) of each answer to or sharing of a message of these people in the window."""
    rows = [projection.rows(kind).between(window.since, window.end) for kind in ANSWERS]
    messages = np.concatenate([some.object for some in rows])
    authors = projection.author_person_of(messages)
    chosen = np.isin(authors, people)
    return authors[chosen], messages[chosen]
