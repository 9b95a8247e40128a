"""Advocates or detractors in; the table of them, with their reasons, out."""

from __future__ import annotations

from api.reports.brief import Brief
from api.reports.document import Column, Figure, Table, Words
from api.reports.figures import NOTHING, number, shared
from api.reports.words import counted, decimal, share_between
from graph.questions.advocacy import Voice, Voices


def table(brief: Brief, spoken: Voices, id_: str) -> Table:
    """Who, what came of it, and why they are listed."""
    return Table(
        f"{id_}-table",
        "Those whose word moved most first, then by how much they say",
        (
            Column("Person"),
            Column("Advised by name", number=True),
            Column("Acted", number=True),
            Column("would have anyway", number=True),
            Column("Share moved (95 %)", number=True),
            Column("Why they are here"),
        ),
        tuple(_row(brief, voice) for voice in spoken.voices),
        spoken.total,
    )


def _row(brief: Brief, voice: Voice) -> tuple[Words, ...]:
    name = brief.naming.of(voice.person)
    conversion = voice.conversion
    about = f"What {name} says, and what was done upon it"
    if conversion is None:
        moved: tuple[Words, ...] = (("0",), (NOTHING,), (NOTHING,), (NOTHING,))
    else:
        evidence = conversion.pull.evidence
        moved = (
            (str(conversion.advised),),
            (number(conversion.acted, evidence, about),),
            (decimal(round(conversion.anyway, 1)),),
            (shared(conversion.pull, about), f" ({share_between(conversion.interval)})"),
        )
    return ((name,), *moved, _reasons(voice, name))


def _reasons(voice: Voice, name: str) -> Words:
    """In words, what the score is made of."""
    told = []
    if voice.public:
        told.append(f"advised the public {counted(voice.public, 'time')}")
    if voice.mentions:
        told.append(counted(voice.mentions, "message of that opinion", "messages of that opinion"))
    if voice.reach:
        told.append(f"answered by {counted(voice.reach, 'person', 'people')}")
    credited = 0 if voice.conversion is None else voice.conversion.credited
    if credited:
        told.insert(0, f"{counted(credited, 'person says', 'people say')} that it was their word")
    score = voice.score
    figure = Figure(
        decimal(score.value or 0), score.value, score.evidence, f"What {name} says of the brand", score.thin
    )
    return (f"{'; '.join(told)} (score " if told else "(score ", figure, ")")
