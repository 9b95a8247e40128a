"""What came of advice about a brand in; tables of effects, links, moves and risks out."""

from __future__ import annotations

from api.reports import figures
from api.reports.brief import Brief
from api.reports.document import Column, Figure, Table, Words
from api.reports.figures import NOTHING
from api.reports.kinds.advocacy_summary import Found
from api.reports.words import counted, days, decimal, points, share, short_day, signed
from graph.model import FactKind
from graph.questions.answer import Evidence
from graph.questions.at_risk import Drifter, Friend
from graph.questions.catalogue_index import BrandRef
from graph.questions.chains import ChainLink, Chains
from graph.questions.effects import Effect
from graph.questions.outcomes import OutcomeKind
from graph.questions.switching import Flow

LINKS_LISTED = 40
FLOWS_LISTED = 12
FRIENDS_NAMED = 3

DEEDS = {
    FactKind.RECOMMENDS: {
        OutcomeKind.SWITCHED: "moved to it",
        OutcomeKind.INTENDS: "decided on it",
        OutcomeKind.AGREED: "spoke well of it",
        OutcomeKind.ASKED: "asked about it",
    },
    FactKind.WARNS: {
        OutcomeKind.SWITCHED: "left it",
        OutcomeKind.INTENDS: "decided to leave",
        OutcomeKind.AGREED: "spoke ill of it",
        OutcomeKind.ASKED: "asked about it",
    },
}

RISKS = {
    "leaving": "says that they will leave",
    "decline": "their feeling sank",
    "complaints": "complains",
    "drawn": "plans to buy from a rival",
}


def effects(found: Found) -> Table:
    """Advised against people alike, for both kinds of advice."""
    return Table(
        "effects-table",
        "People advised by name against people alike who were not",
        (
            Column("Advice"),
            Column("People advised", number=True),
            Column("People alike", number=True),
            Column("Acted", number=True),
            Column("would have anyway", number=True),
            Column("Difference in points (95 %)", number=True),
        ),
        (
            _effect(f"to take {found.brief.brand.name}", found.advocates.effect),
            _effect(f"against {found.brief.brand.name}", found.detractors.effect),
        ),
    )


def _effect(name: str, effect: Effect) -> tuple[Words, ...]:
    if effect.rate is None or effect.baseline is None or effect.difference is None:
        return ((name,), (str(effect.people),), (str(effect.compared),), (NOTHING,), (NOTHING,), (NOTHING,))
    between = "" if effect.interval is None else f" ({points(effect.interval)})"
    difference = Figure(f"{signed(effect.difference * 100, 0)}", effect.difference, thin=effect.thin)
    return (
        (name,),
        (str(effect.people),),
        (str(effect.compared),),
        (Figure(share(effect.rate), effect.rate),),
        (Figure(share(effect.baseline), effect.baseline),),
        (difference, between),
    )


def links(brief: Brief, told: Chains) -> Table:
    """Every link of the chains shown: both messages."""
    rows = [
        row
        for number, chain in enumerate(told.chains, start=1)
        for row in (_link(brief, told, number, link) for link in chain.links)
    ]
    return Table(
        f"links-{told.kind.value.lower()}",
        "Who was moved by whom, chain by chain",
        (
            Column("Adviser"),
            Column("Chain", number=True),
            Column("Advised"),
            Column("On"),
            Column("What they did"),
            Column("After"),
            Column("Say whose word"),
        ),
        tuple(rows[:LINKS_LISTED]),
        told.links,
    )


def _link(brief: Brief, told: Chains, number: int, link: ChainLink) -> tuple[Words, ...]:
    giver, receiver = brief.naming.of(link.giver), brief.naming.of(link.receiver)
    outcome = link.outcome
    return (
        (giver,),
        (str(number),),
        (receiver,),
        (_message(short_day(link.advised_at), link.advice, f"{giver}'s advice to {receiver}"),),
        (_message(deed(told, link), outcome.message, f"What {receiver} did after {giver}'s advice"),),
        (days(outcome.delay),),
        ("yes" if link.credited else "no",),
    )


def _message(text: str, uid: str, about: str) -> Figure:
    return Figure(text, None, Evidence(1, (uid,)), about)


def deed(told: Chains, link: ChainLink) -> str:
    """What somebody did, in words."""
    return DEEDS[told.kind][link.outcome.kind]


def flows(found: Found) -> Table:
    """Who moves from where to where."""
    rows = [_flow(flow) for flow in found.switches.flows[:FLOWS_LISTED]]
    return Table(
        "flows-table",
        "Moves to and from the brand, most people first",
        (
            Column("From"),
            Column("To"),
            Column("Moved", number=True),
            Column("decided to", number=True),
            Column("Messages", number=True),
        ),
        tuple(rows),
        len(found.switches.flows),
    )


def _flow(flow: Flow) -> tuple[Words, ...]:
    left, moved_to = brand_name(flow.left), brand_name(flow.moved_to)
    about = f"Moves from {left} to {moved_to}"
    evidence = flow.evidence
    return (
        (left,),
        (moved_to,),
        (figures.number(flow.done, evidence, about),),
        (figures.number(flow.intended, evidence, about),),
        (figures.number(evidence.total, evidence, about),),
    )


def brand_name(brand: BrandRef | None) -> str:
    """A side of a move; nobody may have named it."""
    return "not said" if brand is None else brand.name


def risk(found: Found) -> Table:
    """Who may leave, why, and who could talk to them."""
    return Table(
        "risk-table",
        f"People drifting away from {found.brief.brand.name}, most at risk first",
        (
            Column("Person"),
            Column("Risk", number=True),
            Column("Why"),
            Column("Last word"),
            Column("Who could talk to them"),
        ),
        tuple(_drifter(found.brief, one) for one in found.risk.people),
        found.risk.total,
    )


def _drifter(brief: Brief, one: Drifter) -> tuple[Words, ...]:
    name = brief.naming.of(one.person)
    score = one.score
    why = ", ".join(RISKS.get(part.name, part.name) for part in score.parts if part.value > 0)
    figure = Figure(
        decimal(score.value or 0), score.value, score.evidence, f"Signs that {name} may leave", score.thin
    )
    return ((name,), (figure,), (why,), (short_day(one.last_at),), _friends(brief, one))


def _friends(brief: Brief, one: Drifter) -> Words:
    if not one.friends:
        return ("nobody that we see",)
    parts: list[str | Figure] = []
    for friend in one.friends[:FRIENDS_NAMED]:
        parts += [f"{', ' if parts else ''}{brief.naming.of(friend.person)} (", _liking(brief, friend), ")"]
    return tuple(parts)


def _liking(brief: Brief, friend: Friend) -> Figure:
    about = f"What {brief.naming.of(friend.person)} says for the brand"
    return Figure(counted(friend.contacts, "contact"), friend.contacts, friend.evidence, about)
