"""The graph and what a report used in; how its figures came about and where they end, in plain words, out."""

from __future__ import annotations

from api.reports.brief import Brief
from api.reports.document import Block, Column, Paragraph, Points, Section, Table
from api.reports.words import count, counted, day
from graph.model import Counts

PEOPLE = (
    "People, not messages, are counted wherever it matters: accounts that are proven to belong to one person "
    "(the same verified e-mail address, profiles that link to each other) are one person; everybody else is taken "
    "for as many people as accounts."
)
COMPANY = "Staff and bots are not customers. Their messages are left out of every figure, unless it says that it counts them."
MOOD = (
    "Net sentiment: for each customer, the messages that speak well of the brand less those that speak ill of it, over "
    "all that mention it; then the mean over customers (Liu, Sentiment Analysis, 2015, section 1). +1: everybody only "
    "speaks well of it; \u22121: everybody only ill. One loud person weighs no more than another."
)
INTERVAL = (
    "The range after a figure is a 95 % interval: in 95 of 100 such cases the true value lies in it, if those who wrote "
    "are like those who might have. For moods, shares of voice and their changes people are drawn anew a thousand times, each "
    "with all that they wrote, because one person's messages are not independent (cluster bootstrap, Field and Welsh 2007; "
    "ends by BCa, Efron 1987). Where fewer than ten people speak, or fewer than five differ from the rest, draws are too alike, "
    "and Wilson's interval (1927) and Newcombe's of a difference (1998, method 10) take their place, as they do for other "
    "shares of people. A change whose interval leaves out 0 is more than chance; of twenty comparisons in which nothing changed, one "
    "looks so."
)
EMOTIONS = (
    "Emotions are 27 kinds (GoEmotions: Demszky et al. 2020) that the language model reads in a message with enough certainty, "
    "three at most. One counts toward a brand where the message names no other brand, and of several only toward the one that "
    "is spoken of in its tone, well or ill; never against what is said of the brand. Shown is the share of the customers who "
    "mention the brand."
)
VOICE = (
    "Share of voice: the messages (or customers) that mention the brand, over those of all own and competing brands of "
    "the catalogue (Farris et al., Marketing Metrics, 2010). A message about two brands counts for both."
)
THIN = "† marks a figure that rests on few people or contacts (fewer than ten people for a mood): do not lean on it."
LANGUAGE = (
    "What a message means is read by software, which errs, most of all with irony and with what only the thread makes "
    "clear. Read some of the messages under a figure before acting on it. Sentiment, advice and complaints are read in "
    "English only; messages in other languages are kept and linked to brands, but take no side and give no advice."
)
WHO = (
    "Those who write are not those who buy: people who are pleased and silent are not in these figures, nor is anybody "
    "on a channel that was not ingested."
)


def method(brief: Brief, counts: Counts, formulas: tuple[str, ...]) -> Section:
    """How it was counted, from what, and what it cannot tell."""
    blocks: list[Block] = [
        Points(tuple((text,) for text in (*formulas, PEOPLE, COMPANY, INTERVAL, THIN))),
        _ingested(brief, counts),
        Points(tuple((text,) for text in (*_limits(brief, counts), LANGUAGE, WHO))),
    ]
    return Section("method", "Method and limits", tuple(blocks))


def _ingested(brief: Brief, counts: Counts) -> Table:
    span = brief.view.projection.span
    rows = [
        ("Messages", count(counts.messages)),
        ("Reactions, follows and other interactions", count(counts.interactions)),
        ("Accounts", count(counts.accounts)),
        ("People, after joining accounts of one person", count(counts.people)),
        ("Conversations", count(counts.conversations)),
        ("Sources read", count(counts.sources)),
        ("Records set aside as unreadable", count(counts.rejects)),
        ("From", "\u2013" if span is None else day(span[0])),
        ("To", "\u2013" if span is None else day(span[1])),
    ]
    return Table(
        "ingested",
        "What the graph holds, in all windows",
        (Column("What"), Column("How much", number=True)),
        tuple(((what,), (much,)) for what, much in rows),
    )


def _limits(brief: Brief, counts: Counts) -> list[str]:
    found = [f"The report is about {brief.brand.name} and this window: {brief.period()}"]
    if counts.rejects:
        left = counted(counts.rejects, "record")
        found.append(f"{left} could not be read and are in no figure: `rapport rejects list` says why.")
    if brief.naming.anonymous:
        found.append(
            "Names of people are replaced by numbers, handles and addresses are blotted out. The words that people wrote "
            "are their own: whoever searches a public channel for them can still find who wrote them, and people whom "
            "the report does not list may be named in them."
        )
    else:
        found.append(
            "Only people whom the report lists are named; the authors of other messages are called customers."
        )
    return found


def note_empty(missing: str | None) -> tuple[Paragraph, ...]:
    """What to say in the place of an answer that is empty."""
    return () if missing is None else (Paragraph((missing,), caution=True),)
