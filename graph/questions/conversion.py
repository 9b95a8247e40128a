"""Advice about a brand in; for every adviser how many acted on it, against how many would have anyway, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.analytics.past import Moments, Numbers, Places, past
from graph.model import FactKind, Micros
from graph.projection import Projection
from graph.projection.vocabulary import Codes
from graph.questions.answer import Part, Score, Window
from graph.questions.effects import Comparison, Effect, Moved, acted_upon, effect_of, pairs_of
from graph.questions.evidence import evidence_of
from graph.questions.intervals import Interval, wilson
from graph.questions.lives import lives_of
from graph.questions.persuasion import Links, NamedAdvice, links_of
from graph.questions.windows import known_by

PRIOR_PEOPLE = 10
"""Of everybody's advice, so many people advised are credited to each adviser: two who acted of two advised are
no sure thing (empirical Bayes with a beta prior: Efron and Morris 1975; Casella 1985)."""

LIKELY = 0.5
"""A deed that names nobody is put down to advice where more of them than not came of it."""

THIN_ADVISED = 5
"""Fewer people advised tell little of the adviser: most of the number is everybody's."""


@dataclass(frozen=True, slots=True)
class Conversions:
    """Arrays by person code: one adviser each."""

    projection: Projection
    advised: Numbers
    """Distinct people advised by name."""
    acted: Numbers
    """Of these, those whose deed is put down to this adviser."""
    credited: Numbers
    """Of those, the ones who say so."""
    anyway: Numbers
    """People of those advised who would have acted anyway, by people alike: a sum of chances."""
    silent: float
    """Of deeds that name no adviser, the share that advice made: see silent_share."""
    usual: float
    """Share of all people advised who acted."""
    usual_anyway: float
    advice: NamedAdvice
    """In the window."""
    links: Links
    """Upon advice in the window."""
    effect: Effect

    @property
    def likely(self) -> Links:
        """The links of which more than not came of the advice: who says so, and the silent ones where LIKELY."""
        return self.links.pick(self.links.credited | (self.silent > LIKELY))

    @property
    def conversion(self) -> Numbers:
        """Share of those advised who acted, drawn toward everybody's."""
        return np.asarray((self.acted + PRIOR_PEOPLE * self.usual) / (self.advised + PRIOR_PEOPLE))

    @property
    def baseline(self) -> Numbers:
        """Share who would have acted anyway, drawn likewise."""
        return np.asarray((self.anyway + PRIOR_PEOPLE * self.usual_anyway) / (self.advised + PRIOR_PEOPLE))

    @property
    def moved(self) -> Numbers:
        """People moved by each adviser: who says so, and of the silent ones the share that advice made."""
        return self.credited + self.silent * (self.acted - self.credited)

    @property
    def pull(self) -> Numbers:
        """People moved of those advised, drawn toward everybody's: what advisers are ranked by."""
        silent = float((self.acted - self.credited).sum())
        usual = (float(self.credited.sum()) + self.silent * silent) / max(float(self.advised.sum()), 1.0)
        return np.asarray((self.moved + PRIOR_PEOPLE * usual) / (self.advised + PRIOR_PEOPLE))


@dataclass(frozen=True, slots=True)
class Conversion:
    """One adviser's."""

    advised: int
    acted: int
    """Of those advised, the people whose deed is put down to this adviser."""
    credited: int
    """Of those, the people who say so themselves."""
    share: float
    """Of those advised, who acted: drawn toward everybody's share."""
    baseline: float
    """Share who would have acted anyway."""
    anyway: float
    """People, of those advised, who would have acted anyway."""
    moved: float
    """People moved: those who say so, and of the silent ones the share that advice made."""
    pull: Score
    """People moved, of those advised: drawn toward everybody's."""
    interval: Interval
    """Of the pull: Wilson's, with the people that were credited to everybody among them."""

    @property
    def lift(self) -> float:
        """How much more of them acted than would have anyway."""
        return self.share - self.baseline


def conversions(
    projection: Projection, kind: FactKind, brand: str, rivals: tuple[str, ...], window: Window
) -> Conversions:
    """Everybody's, of advice in the window, by what is known as of its `as_of`; kept for the next asker."""
    key = ("conversions", kind, brand, rivals, window)
    return projection.kept(key, lambda: _conversions(projection, kind, brand, rivals, window))


def _conversions(
    projection: Projection, kind: FactKind, brand: str, rivals: tuple[str, ...], window: Window
) -> Conversions:
    end = known_by(window)
    everything = links_of(projection, kind, brand, end)
    advice = everything.advice.pick(_inside(everything.advice.at, window))
    links = everything.pick(_inside(everything.given, window))
    size = projection.person_count
    giver, receiver, first = _pairs(advice)
    found = _compared(projection, everything, Moved(receiver, advice.at[first]), brand, rivals, end)
    anyway, usual_anyway = _anyway(found, giver, size)
    advised = np.bincount(giver, minlength=size).astype(np.float64)
    acted = np.bincount(links.giver, minlength=size).astype(np.float64)
    effect = effect_of(found)
    return Conversions(
        projection=projection,
        advised=advised,
        acted=acted,
        credited=np.bincount(links.giver[links.credited], minlength=size).astype(np.float64),
        anyway=anyway,
        silent=silent_share(effect, len(giver), links),
        usual=float(acted.sum() / advised.sum()) if len(giver) else 0.0,
        usual_anyway=usual_anyway,
        advice=advice,
        links=links,
        effect=effect,
    )


def silent_share(effect: Effect, pairs: int, links: Links) -> float:
    """Of the deeds that name no adviser, the share that advice made, 0..1.

    People alike tell how many deeds there were beyond those that would have been anyway; what is left of them after
    the deeds that name an adviser are the silent ones that advice made. (Attributable fraction: Greenland and
    Robins 1988, American Journal of Epidemiology 128.)
    """
    told = int(np.count_nonzero(links.credited))
    silent = len(links) - told
    if not silent or effect.difference is None:
        return 0.0
    return float(np.clip((effect.difference * pairs - told) / silent, 0.0, 1.0))


def _inside(at: Moments, window: Window) -> npt.NDArray[np.bool_]:
    low = np.iinfo(np.int64).min if window.since is None else window.since
    high = np.iinfo(np.int64).max if window.end is None else window.end
    return (at >= low) & (at < high)


def _pairs(advice: NamedAdvice) -> tuple[Codes, Codes, Places]:
    """Each (giver, receiver) once, with the row of the first advice."""
    keys, first = np.unique((advice.giver.astype(np.int64) << 32) | advice.receiver, return_index=True)
    return (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32), first


def _compared(
    projection: Projection,
    links: Links,
    moved: Moved,
    brand: str,
    rivals: tuple[str, ...],
    end: Micros | None,
) -> Comparison:
    advice, acts = links.advice, links.acts
    lives = lives_of(projection, brand, rivals, end)
    exposures = past(advice.receiver, advice.at)
    pairs = pairs_of(projection, lives, moved, exposures)
    return acted_upon(lives, pairs, exposures, past(acts.person, acts.at))


def _anyway(found: Comparison, giver: Codes, size: int) -> tuple[Numbers, float]:
    """By adviser: the chances of those alike to the people advised, summed; and everybody's mean chance.

    Who was like nobody counts with everybody's.
    """
    chances = found.baselines()
    known = np.isfinite(chances)
    usual = float(chances[known].mean()) if known.any() else 0.0
    worth = np.where(known, chances, usual)
    return np.bincount(giver[found.pairs.order], worth, minlength=size).astype(np.float64), usual


def conversion_of(found: Conversions, person: int) -> Conversion | None:
    """One adviser's; None for somebody who advised nobody by name."""
    advised, acted = int(found.advised[person]), int(found.acted[person])
    if not advised:
        return None
    pull = float(found.pull[person])
    mine = found.links.giver == person
    evidence = np.concatenate(
        [found.links.advice.source[found.links.told[mine]], found.links.acts.source[found.links.act[mine]]]
    )
    return Conversion(
        advised=advised,
        acted=acted,
        credited=int(found.credited[person]),
        share=float(found.conversion[person]),
        baseline=float(found.baseline[person]),
        anyway=float(found.anyway[person]),
        moved=float(found.moved[person]),
        pull=Score(
            pull, _parts(found, person), evidence_of(found.projection, evidence), advised < THIN_ADVISED
        ),
        interval=wilson(pull, advised + PRIOR_PEOPLE),
    )


def _parts(found: Conversions, person: int) -> tuple[Part, ...]:
    silent = float(found.acted[person] - found.credited[person])
    return (
        Part(
            "credited",
            float(found.credited[person]),
            "people who acted and say that it was this person's word",
        ),
        Part(
            "silent",
            found.silent * silent,
            f"of {silent:g} who acted and name nobody, those whom advice moved",
        ),
        Part(
            "advised",
            float(found.advised[person]),
            f"people advised by name, beside {PRIOR_PEOPLE} usual ones",
        ),
    )
