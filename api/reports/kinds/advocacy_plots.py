"""What came of advice about a brand in; the plots of it out."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from api.reports.brief import Brief
from api.reports.document import Plot
from api.reports.kinds.advocacy_summary import Found
from api.reports.kinds.advocacy_tables import brand_name, deed
from api.reports.plots.bars import Bar, bars
from api.reports.plots.tree import Branch, tree
from api.reports.words import counted, days, listed, share
from graph.model import FactKind
from graph.questions.advocacy import Voice, Voices
from graph.questions.chains import Chain, Chains

PEOPLE_DRAWN = 12
FLOWS_DRAWN = 10
ROWS_DRAWN = 36
"""Of chains: a page's worth."""


def effect(found: Found) -> Plot:
    """Those advised beside people alike."""
    told = found.advocates.effect
    rate, baseline = told.rate or 0.0, told.baseline or 0.0
    rows = [
        Bar("Advised by name", (rate,), share(rate)),
        Bar("People alike, not advised", (0.0, baseline), share(baseline)),
    ]
    alt = f"Acted within 60 days: {share(rate)} of those advised by name, {share(baseline)} of people alike who were not."
    return Plot(
        "effect-plot",
        f"Moved to {found.brief.brand.name} or decided to, within 60 days",
        alt,
        lambda width: bars(rows, (), width, alt),
    )


def voices(brief: Brief, spoken: Voices, id_: str) -> Plot | None:
    """Of those advised by name, who acted; None where nobody was advised by name."""
    heard = [voice for voice in spoken.voices if voice.conversion is not None][:PEOPLE_DRAWN]
    if not heard:
        return None
    rows = [_bar(brief, voice) for voice in heard]
    legend = ("acted, and say whose word it was", "acted", "did not act, as far as is known")
    alt = "People advised by name: " + listed([f"{row.label} {row.written}" for row in rows]) + "."

    def draw(width: float) -> Element:
        return bars(rows, legend, width, alt, ("f0", "f1", "rest"))

    return Plot(f"{id_}-plot", "Of those advised by name, who acted upon it", alt, draw)


def _bar(brief: Brief, voice: Voice) -> Bar:
    told = voice.conversion
    advised, acted, credited = (told.advised, told.acted, told.credited) if told else (0, 0, 0)
    parts = (float(credited), float(acted - credited), float(max(advised - acted, 0)))
    return Bar(brief.naming.of(voice.person), parts, f"{advised} advised, {acted} acted")


def chains(brief: Brief, told: Chains) -> Plot:
    """The largest chains, as far as a page goes."""
    grown: list[Branch] = []
    for chain in told.chains:
        branch = _grown(brief, told, chain)
        if grown and sum(one.rows for one in grown) + branch.rows > ROWS_DRAWN:
            break
        grown.append(_cut(branch, ROWS_DRAWN))
    verb = "warning" if told.kind is FactKind.WARNS else "recommendation"
    alt = (
        f"The {counted(len(grown), f'largest {verb} chain')} of {told.total}: "
        + "; ".join(
            f"{brief.naming.of(chain.beginner)} moved {counted(chain.people, 'person', 'people')}"
            + (f", {chain.depth} in a row" if chain.depth > 1 else "")
            for chain in told.chains[: len(grown)]
        )
        + ". The table has every link."
    )

    def draw(width: float) -> Element:
        return tree(grown, width, alt)

    return Plot(f"chains-{told.kind.value.lower()}", "Who moved whom, and after how long", alt, draw)


def _grown(brief: Brief, told: Chains, chain: Chain) -> Branch:
    """The links of a chain as a tree; a link whose giver is not in it yet hangs on the beginner."""
    root = Branch(brief.naming.of(chain.beginner))
    branches = {chain.beginner.id: root}
    for link in chain.links:
        note = f"{deed(told, link)} after {days(link.outcome.delay)}"
        branch = Branch(brief.naming.of(link.receiver), note, moved=True)
        branches.get(link.giver.id, root).children.append(branch)
        branches.setdefault(link.receiver.id, branch)
    return root


def _cut(branch: Branch, rows: int) -> Branch:
    """As many of its rows as there is room for, those of the first children."""
    kept = Branch(branch.label, branch.note, moved=branch.moved)
    left = rows - 1
    for child in branch.children:
        if left <= 0:
            break
        kept.children.append(_cut(child, left))
        left -= kept.children[-1].rows
    return kept


def flows(found: Found) -> Plot:
    """Moves to and from the brand."""
    rows = [
        Bar(
            f"{brand_name(flow.left)} \u2192 {brand_name(flow.moved_to)}",
            (float(flow.done), float(flow.intended)),
            f"{flow.done} moved, {flow.intended} decided to",
        )
        for flow in found.switches.flows[:FLOWS_DRAWN]
    ]
    alt = "Moves: " + "; ".join(f"{row.label} {row.written}" for row in rows) + "."
    return Plot(
        "flows-plot",
        "Moves between brands, in people",
        alt,
        lambda width: bars(rows, ("moved", "decided to"), width, alt),
    )
