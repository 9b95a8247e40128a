"""What came of advice about a brand in; sentences about it out."""

from __future__ import annotations

from dataclasses import dataclass

from api.reports import figures
from api.reports.brief import Brief, caution
from api.reports.document import Block, Figure, Points, Words
from api.reports.words import counted, days, points, share, share_between, signed
from graph.model import FactKind
from graph.questions.advocacy import Voice, Voices
from graph.questions.at_risk import AtRisk
from graph.questions.chains import Chains
from graph.questions.intervals import leaves_out_zero
from graph.questions.switching import Flow, Switches

NAMED = 3


@dataclass(frozen=True, slots=True)
class Found:
    """The answers that the report is made of."""

    brief: Brief
    advocates: Voices
    detractors: Voices
    chains: Chains
    warned: Chains
    switches: Switches
    risk: AtRisk


def summary(found: Found) -> list[Block]:
    """Plain sentences; first what is thin. Where all answers lack the same, as with an empty window, that alone."""
    answers = (found.advocates, found.detractors, found.chains, found.warned, found.switches, found.risk)
    lacking = {one.missing for one in answers}
    if len(lacking) == 1 and (reason := lacking.pop()) is not None:
        return [caution(reason)]
    thin = found.advocates.effect.thin and found.chains.advised > 0
    note = "Few people were advised by name here: shares and intervals say so; lean on single stories, not on rates."
    items = [
        _advised(found, found.chains),
        _effect(found),
        _best(found, found.advocates, "for"),
        _passed_on(found),
        _advised(found, found.warned),
        _best(found, found.detractors, "against"),
        _moves(found),
        _risk(found),
    ]
    return [*([caution(note)] if thin else []), Points(tuple(item for item in items if item))]


def _advised(found: Found, told: Chains) -> Words:
    """How often, and how often upon it."""
    brand, warns = found.brief.brand.name, told.kind is FactKind.WARNS
    verb = f"warned of {brand}" if warns else f"recommended {brand}"
    if not told.advised:
        return (
            f"Nobody {verb} to anybody by name."
            if not warns
            else f"Nobody warned anybody of {brand} by name.",
        )
    score = told.conversion
    about = f"{'Warnings' if warns else 'Recommendations'}, and what was done upon them"
    acted = Figure(counted(told.links, "time"), told.links, score.evidence, about)
    told_by = (
        f"; {counted(told.credited, 'of them says', 'of them say')} whose word it was"
        if told.credited
        else ""
    )
    times = counted(told.advised, "time")
    head = (
        f"Customers {verb} to one another by name {times}"
        if not warns
        else f"Customers warned one another of {brand} by name {times}"
    )
    deed = "left it or decided to" if warns else "moved to it or decided to"
    rate: Figure = figures.shared(score, about)
    return (
        f"{head}; upon it the other {deed} ",
        acted,
        " (",
        rate,
        f", {share_between(told.interval)}){told_by}.",
    )


def _effect(found: Found) -> Words:
    effect = found.advocates.effect
    if effect.rate is None or effect.baseline is None or effect.difference is None:
        return ()
    sure = effect.interval is not None and leaves_out_zero(effect.interval)
    verdict = "more than chance" if sure else "which may be chance"
    between = "" if effect.interval is None else f" (95\u00a0%: {points(effect.interval)})"
    return (
        (
            f"Of those advised, {share(effect.rate)} acted within 60 days; of people alike who were not advised, "
            f"{share(effect.baseline)} did: a difference of {signed(effect.difference * 100, 0)} points{between}, {verdict}. "
            "What made them friends may be part of it."
        ),
    )


def _best(found: Found, spoken: Voices, side: str) -> Words:
    """Whose word moved people; where nobody's did, who says most."""
    if not spoken.voices:
        return ()
    moving = [voice for voice in spoken.voices if voice.conversion is not None and voice.conversion.acted]
    brand = found.brief.brand.name
    begin = (
        f"Whose word {side} {brand} people act upon: "
        if moving
        else f"Nobody is known to have been moved; most is said {side} {brand} by "
    )
    top = (moving or list(spoken.voices))[:NAMED]
    parts: list[str | Figure] = [begin]
    for place, voice in enumerate(top):
        joint = "" if place == 0 else " and " if place == len(top) - 1 else ", "
        parts += [f"{joint}{found.brief.naming.of(voice.person)} (", _weight(found, voice), ")"]
    return (*parts, ".")


def _weight(found: Found, voice: Voice) -> Figure:
    acted = 0 if voice.conversion is None else voice.conversion.acted
    words = (
        f"{voice.advised} advised, {acted} acted"
        if voice.advised
        else counted(voice.mentions + voice.public, "message")
    )
    about = f"What {found.brief.naming.of(voice.person)} says of the brand"
    return Figure(words, acted, voice.score.evidence, about, voice.score.thin)


def _passed_on(found: Found) -> Words:
    told = found.chains
    if not told.chains or told.delays is None:
        return ()
    deepest = max(chain.depth for chain in told.chains)
    on = (
        f"the longest chain went on over {deepest} people in a row"
        if deepest > 1
        else "nobody who acted is known to have moved others in turn"
    )
    return (f"Half of those who acted did so within {days(told.delays.median)}; {on}.",)


def _moves(found: Found) -> Words:
    """Done moves to the brand and away from it."""
    brand = found.brief.brand
    came = [
        flow for flow in found.switches.flows if flow.moved_to is not None and flow.moved_to.id == brand.id
    ]
    went = [flow for flow in found.switches.flows if flow.left is not None and flow.left.id == brand.id]
    if not came and not went:
        return ()
    return (f"{_moved(came)} to {brand.name}; {_moved(went)} away from it.",)


def _moved(flows: list[Flow]) -> str:
    done, planned = sum(flow.done for flow in flows), sum(flow.intended for flow in flows)
    more = f", and {planned} decided to move," if planned else ""
    return f"{counted(done, 'person', 'people')} moved{more}"


def _risk(found: Found) -> Words:
    risk, brand = found.risk, found.brief.brand.name
    if not risk.total:
        return (f"Nobody shows signs of drifting away from {brand}.",)
    reachable = sum(bool(one.friends) for one in risk.people)
    shown = len(risk.people)
    evidence = risk.people[0].score.evidence
    figure = Figure(
        counted(risk.total, "person", "people"), risk.total, evidence, "What the person most at risk says"
    )
    listed = "Of them" if shown == risk.total else f"Of the {shown} most at risk"
    verb = "shows" if risk.total == 1 else "show"
    return (
        figure,
        f" {verb} signs of drifting away from {brand}. {listed}, {reachable} have had contact with somebody who likes it.",
    )
