"""Communities and their ties in; the map of them out."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from api.reports.document import Plot
from api.reports.kinds.communities_summary import Groups
from api.reports.plots.layout import Link
from api.reports.plots.network import Node, network
from api.reports.words import counted, signed
from graph.questions.community_map import CommunityTie
from graph.questions.intervals import leaves_out_zero
from graph.questions.mood import Mood

TIES_DRAWN = 2
"""Of each community; one that is among the strongest of many others has more."""

MANY = 12
"""Communities from which on the map has room for one line of a name."""


def plot(groups: Groups) -> Plot:
    """A circle a community, a line where two talk with each other."""
    found = groups.answer.communities
    places = {one.id: place for place, one in enumerate(found)}
    nodes = []
    for one in found:
        mood = groups.mood(one)
        number, _, around = groups.names[one.id].partition(" ")
        lines = (groups.subjects(one), around.strip("()"))
        label = lines if len(found) <= MANY else (lines[0] or lines[1], "")
        nodes.append(Node(number, label, one.size, None if mood is None else _clear(mood.mood)))
    links = [Link(places[tie.one], places[tie.other], tie.score.value or 0.0) for tie in strongest(groups)]
    brand = groups.brief.brand.name
    alt = _told(groups, nodes)

    def draw(width: float) -> Element:
        return network(nodes, links, width, brand, alt)

    fewer = len(links) < len(groups.ties)
    drawn = "the strongest ties of each are drawn" if fewer else "a line says that two talk with each other"
    caption = f"Communities by size; {drawn}, the broader the more; colour is mood"
    return Plot("map-plot", caption, alt, draw)


def strongest(groups: Groups) -> list[CommunityTie]:
    """The heaviest ties of each community: where all talk with all, all of them would say nothing."""
    drawn: dict[str, int] = {}
    kept = []
    for tie in groups.ties:  # heaviest first
        if min(drawn.get(tie.one, 0), drawn.get(tie.other, 0)) < TIES_DRAWN:
            kept.append(tie)
            drawn[tie.one] = drawn.get(tie.one, 0) + 1
            drawn[tie.other] = drawn.get(tie.other, 0) + 1
    return kept


def _clear(mood: Mood) -> float:
    """Net sentiment where it is for or against by more than chance, else 0: a colour must not say what is not known."""
    value = mood.net_sentiment.value
    return 0.0 if value is None or mood.interval is None or not leaves_out_zero(mood.interval) else value


def _told(groups: Groups, nodes: list[Node]) -> str:
    sizes = ", ".join(
        f"{node.number} with {counted(node.size, 'member')}"
        + ("" if not node.mood else f" (mood toward {groups.brief.brand.name} {signed(node.mood)})")
        for node in nodes
    )
    strongest = groups.ties[0] if groups.ties else None
    tied = (
        "none of them talk with one another"
        if strongest is None
        else f"{groups.number(strongest.one)} and {groups.number(strongest.other)} talk with each other most"
    )
    return f"Map of {counted(len(nodes), 'community', 'communities')}: {sizes}; {tied}. The tables below have all of it."
