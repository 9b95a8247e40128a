"""What groups customers form: a map, their subjects, moods, central people and bridges, and what became of them."""

from __future__ import annotations

from api.reports.brief import Brief
from api.reports.document import Block, Document, Section
from api.reports.kinds import communities_tables as tables
from api.reports.kinds.communities_map import plot
from api.reports.kinds.communities_summary import Groups, numbered, summary
from api.reports.method import MOOD, method
from graph.questions.communities import LEAST_PEOPLE, communities
from graph.questions.community_map import community_ties

TITLE = "The communities around {brand}"

SHOWN = 20

FORMULAS = (
    (
        "A community is a set of people who turn to one another (reply, address, recommend, warn, share, react, follow) more "
        "than to anybody else. They are found by the Leiden algorithm (Traag, Waltman and van Eck, Scientific Reports 9, "
        "2019) with modularity, always with the same seed; each hangs together by itself."
    ),
    (
        "Modularity says how much more contact lies inside communities than chance would put there (Newman, Physical Review E "
        "69 and 70, 2004); above 0.3 they are real groups."
    ),
    (
        f"Groups of fewer than {LEAST_PEOPLE} people are counted, not listed. A community is named by what its members talk "
        "about more than others do (by more than chance), and by whom they turn to most."
    ),
    (
        "Cohesion is the part of its members' contact that stays among them. A bridge is a member whose contacts with other "
        "communities are many and spread widely (participation coefficient: Guimerà and Amaral, Nature 433, 2005)."
    ),
    "Communities of two windows are the same where they share enough members (Greene, Doyle and Cunningham, ASONAM 2010).",
)


async def make(brief: Brief) -> Document:
    """Ask, and write down."""
    brief.step("What groups customers form")
    answer = await communities(brief.view, brief.window, first=SHOWN)
    ids = tuple(one.id for one in answer.communities)
    ties = await community_ties(brief.view, brief.window, ids)
    groups = Groups(brief, answer, ties, numbered(brief, answer))
    sections = [
        Section("map", "Map", _map(groups)),
        Section("subjects", "Who they are and what they care about", tables.subjects(groups)),
        Section("moods", "How they feel about the brands", tables.moods(groups)),
        Section("people", "Whom they turn to, and who connects them", tables.people(groups)),
        Section("ties", "Which talk with which", tables.ties(groups)),
        Section("history", "What became of them", tables.history(groups)),
    ]
    counts = await brief.view.store.counts()
    return brief.document(
        "communities",
        TITLE.format(brand=brief.brand.name),
        summary(groups),
        sections,
        method(brief, counts, (*FORMULAS, MOOD)),
    )


def _map(groups: Groups) -> tuple[Block, ...]:
    return (plot(groups),) if groups.answer.communities else ()
