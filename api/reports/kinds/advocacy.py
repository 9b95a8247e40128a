"""Who speaks for a brand and against it, who acts upon their word, who moves where, and who could be kept."""

from __future__ import annotations

from api.reports.brief import PEOPLE_LISTED, Brief
from api.reports.document import Block, Document, Paragraph, Section
from api.reports.kinds import advocacy_plots as plots
from api.reports.kinds import advocacy_tables as tables
from api.reports.kinds import advocacy_voices as voices
from api.reports.kinds.advocacy_summary import Found, summary
from api.reports.method import method, note_empty
from graph.model import FactKind
from graph.questions.advocacy import Voices, advocates, detractors
from graph.questions.at_risk import at_risk
from graph.questions.chains import Chains, chains
from graph.questions.switching import switches

TITLE = "Who speaks for {brand}, and who acts upon it"

FORMULAS = (
    (
        "Advice counts where one person recommends the brand (or warns of it) to another by name or in reply. It is put down "
        "as acted upon where the person advised later says that they moved to the brand or decided to (after a warning: away "
        "from it): where their own words turn to the adviser, for certain; else to the last adviser of the 60 days before."
    ),
    (
        "Would have anyway: people advised are compared with people alike in what can be seen until then (what they had written, "
        "felt, complained of and asked, and whom they knew) who were not advised, watched equally long: dynamic matched "
        "sampling (Aral, Muchnik and Sundararajan, PNAS 106, 2009). Its interval draws people anew, not messages (Davison and "
        "Hinkley 1997, section 3.8)."
    ),
    (
        "Share moved: of those whom an adviser advised by name, the people who were moved, drawn toward everybody's share as "
        "ten more people would (Efron and Morris 1975): two of two is no sure thing."
    ),
    "A chain: somebody acts upon advice and then advises others, who act in turn.",
    (
        "Drifting: the sum of saying that one will leave (0.5), a feeling that sank (0.25), complaints (0.15) and plans to buy "
        "from a rival (0.1). Who could talk them out of it: people they have had contact with, who like the brand and stay."
    ),
)


async def make(brief: Brief) -> Document:
    """Ask, and write down."""
    found = await _ask(brief)
    sections = [
        Section("works", "Does advice move people?", _works(found)),
        Section("advocates", "Advocates", _voices(found, found.advocates, "advocates")),
        Section("chains", "Recommendation chains", _chains(found, found.chains)),
        Section("detractors", "Detractors", _voices(found, found.detractors, "detractors")),
        Section("warnings", "Warning chains", _chains(found, found.warned)),
        Section("switching", "Who moves where", _switching(found)),
        Section("risk", "Who is drifting away", _risk(found)),
    ]
    counts = await brief.view.store.counts()
    formulas = (*FORMULAS, found.advocates.caution)
    title = TITLE.format(brand=brief.brand.name)
    return brief.document("advocacy", title, summary(found), sections, method(brief, counts, formulas))


async def _ask(brief: Brief) -> Found:
    view, brand, window = brief.view, brief.brand.id, brief.window
    brief.step(f"Who speaks for {brief.brand.name}")
    praising = await advocates(view, brand, window, PEOPLE_LISTED)
    recommended = await chains(view, brand, window)
    brief.step(f"Who speaks against {brief.brand.name}")
    against = await detractors(view, brand, window, PEOPLE_LISTED)
    warned = await chains(view, brand, window, kind=FactKind.WARNS)
    brief.step("Who moves where, and who is drifting away")
    return Found(
        brief=brief,
        advocates=praising,
        detractors=against,
        chains=recommended,
        warned=warned,
        switches=await switches(view, window, brand, PEOPLE_LISTED),
        risk=await at_risk(view, brand, window, PEOPLE_LISTED),
    )


def _works(found: Found) -> tuple[Block, ...]:
    effect = found.advocates.effect
    if effect.rate is None:
        return (
            Paragraph(("Too few people were advised by name to compare them with others.",), caution=True),
        )
    return plots.effect(found), Paragraph((found.advocates.caution,)), tables.effects(found)


def _voices(found: Found, spoken: Voices, id_: str) -> tuple[Block, ...]:
    if not spoken.voices:
        return note_empty(spoken.missing)
    drawn = plots.voices(found.brief, spoken, id_)
    return (*((drawn,) if drawn else ()), voices.table(found.brief, spoken, id_))


def _chains(found: Found, told: Chains) -> tuple[Block, ...]:
    if not told.chains:
        return note_empty(told.missing)
    return plots.chains(found.brief, told), tables.links(found.brief, told)


def _switching(found: Found) -> tuple[Block, ...]:
    if not found.switches.flows:
        return note_empty(found.switches.missing)
    return plots.flows(found), tables.flows(found)


def _risk(found: Found) -> tuple[Block, ...]:
    if not found.risk.people:
        return note_empty(found.risk.missing)
    return (tables.risk(found),)
