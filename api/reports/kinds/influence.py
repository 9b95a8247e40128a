"""Whom people listen to when a brand is the subject, and over all: several measures, each with how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from api.reports.brief import PEOPLE_LISTED, Brief, caution
from api.reports.document import Block, Document, Figure, Paragraph, Points, Section, Words
from api.reports.kinds import influence_tables as tables
from api.reports.kinds.influence_plots import attention
from api.reports.method import method, note_empty
from api.reports.words import counted, ordinal
from graph.questions.influence import Influence, Influencer, influence
from graph.questions.influence_measures import MEANINGS, Measure
from graph.questions.persuaders import Persuaders, persuaders

TITLE = "Whom people listen to about {brand}"

OVERALL_LISTED = 10
NAMED = 3

SOURCES = {
    Measure.ATTENTION: "Brin and Page 1998; a tie from each listener to whom they hear, recent contacts counting more",
    Measure.CROWD: "Haveliwala 2002: the same, with attention starting at the people who talk about the brand",
    Measure.BROKERAGE: "Freeman 1977, estimated from pivots after Brandes and Pich 2007",
    Measure.CORE: "Seidman 1983",
    Measure.REACH: "time-respecting paths, Holme and Saram\u00e4ki 2012; counted by HyperLogLog, Flajolet and others 2007",
}
PLACES = (
    "The places after a rank are those that the 95 % intervals of all people allow. For attention the interval comes of "
    "leaving out a tenth of the listeners in turn (the jackknife), for the others of each estimate's own error."
)
LISTENING = (
    "To reply to somebody, share, react to or follow them counts as listening to them. Influence is seen in who listens, "
    "which is not yet to say that anybody was moved: for that see who acted upon advice."
)


@dataclass(frozen=True, slots=True)
class Found:
    """The answers that the report is made of."""

    brief: Brief
    about: Influence
    overall: Influence
    movers: Persuaders


async def make(brief: Brief) -> Document:
    """Ask, and write down."""
    view, brand, window = brief.view, brief.brand, brief.window
    brief.step(f"Whom people listen to about {brand.name}")
    about = await influence(view, window, brand=brand.id, first=PEOPLE_LISTED)
    brief.step("Whom people listen to over all")
    overall = await influence(view, window, first=OVERALL_LISTED)
    brief.step("Whose word people act upon")
    movers = await persuaders(view, window, first=OVERALL_LISTED)
    found = Found(brief, about, overall, movers)
    sections = [
        Section("about", f"About {brand.name}", await _ranked(brief, about, "about")),
        Section("overall", "Over all subjects", await _ranked(brief, overall, "overall")),
        Section("movers", "Whose word people act upon", _movers(found)),
    ]
    counts = await view.store.counts()
    formulas = (
        LISTENING,
        *(f"{tables.NAMES[one]}: {MEANINGS[one]} ({SOURCES[one]})." for one in Measure),
        PLACES,
        movers.caution,
    )
    return brief.document(
        "influence",
        TITLE.format(brand=brand.name),
        _summary(found),
        sections,
        method(brief, counts, formulas),
    )


async def _ranked(brief: Brief, found: Influence, id_: str) -> tuple[Block, ...]:
    if not found.people:
        return note_empty(found.missing)
    return (
        attention(brief, found, id_),
        await tables.ranking(brief, found, id_),
        tables.measures(brief, found, id_),
    )


def _movers(found: Found) -> tuple[Block, ...]:
    if not found.movers.people:
        return note_empty(found.movers.missing)
    return Paragraph((found.movers.caution,)), tables.movers(found.brief, found.movers)


def _summary(found: Found) -> list[Block]:
    brand = found.brief.brand.name
    if not found.about.people and not found.overall.people:
        return [
            caution(
                found.about.missing or found.overall.missing or f"Nobody listens to anybody about {brand}."
            )
        ]
    thin = [] if not _all_thin(found.about) else [caution(_thin(found))]
    items = [
        _first(found, found.about, f"When {brand} is the subject"),
        _first(found, found.overall, "Over all subjects"),
    ]
    items += [_sure(found), _moved(found)]
    return [*thin, Points(tuple(item for item in items if item))]


def _all_thin(ranked: Influence) -> bool:
    return all(one.thin for one in ranked.people)


def _thin(found: Found) -> str:
    return (
        f"Hardly anybody answers anybody about {found.brief.brand.name} in this window: each of those listed is heard by "
        "one or two people. Take the ranking for a list of whom to read."
    )


def _first(found: Found, ranked: Influence, begin: str) -> Words:
    """Those at the top, and how many listen to each."""
    if not ranked.people:
        return ()
    parts: list[str | Figure] = [f"{begin}, people listen most to "]
    top = ranked.people[:NAMED]
    for place, one in enumerate(top):
        joint = "" if place == 0 else " and " if place == len(top) - 1 else ", "
        parts += [f"{joint}{found.brief.naming.of(one.person)} (", tables.listeners(found.brief, one), ")"]
    return (*parts, f", of {counted(ranked.total, 'customer')} with contacts.")


def _sure(found: Found) -> Words:
    """Whether the first place is anybody's for sure."""
    ranked = found.about if found.about.people else found.overall
    leader: Influencer = ranked.people[0]
    standing = next((one for one in leader.measures if one.measure is ranked.by), None)
    if standing is None:
        return ()
    name = found.brief.naming.of(leader.person)
    if standing.worst_rank == 1:
        return (f"{name} comes first for sure, as far as sampling goes.",)
    return (
        (
            f"How sure that is: {name} is ranked first, and could stand anywhere down to the "
            f"{ordinal(standing.worst_rank)} place of {standing.of} by chance alone."
        ),
    )


def _moved(found: Found) -> Words:
    if not found.movers.people:
        return ("Nobody says that they acted upon anybody's recommendation.",)
    one = found.movers.people[0]
    name = found.brief.naming.of(one.person)
    return (
        f"The word that people act upon most is {name}'s: of {one.advised} advised by name, ",
        tables.acted(found.brief, one),
        " acted, for whatever brand.",
    )
