"""What was found about a brand in; sentences for someone who reads nothing else out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.reports import figures
from api.reports.brief import Brief, caution
from api.reports.document import Block, Figure, Paragraph, Points, Words
from api.reports.words import between, day, points, share_between, signed
from graph.questions.changes import Shift
from graph.questions.emotions import Emotions
from graph.questions.intervals import leaves_out_zero
from graph.questions.peeves import Grievance, Grievances
from graph.questions.perception import Perception, Stand, Standing
from graph.questions.share_of_voice import ShareOfVoice

NAMED = 3
"""Complaints, and wishes, that a summary names."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answers that the report is made of."""

    brief: Brief
    stood: Standing
    seen: Perception
    heard: ShareOfVoice
    peeves: Mapping[str, Grievances]
    """By brand id: the brand's own and its greatest rivals'."""
    ideas: Grievances
    felt: Emotions

    @property
    def own(self) -> Stand:
        """The brand itself."""
        return self.stood.stands[0]


def summary(found: Found) -> list[Block]:
    """Plain sentences with their uncertainty; first what is missing or thin."""
    if found.seen.missing is not None:
        return [caution(found.seen.missing)]
    mood = found.own.mood
    if mood.net_sentiment.value is None:
        return [
            caution(f"No customer mentions {found.own.brand.name} in this window: only staff and bots do.")
        ]
    thin = [caution(_thin(found))] if mood.net_sentiment.thin else []
    items = [_mood(found), _rivals(found), _change(found), _voice(found), _complaints(found), _wishes(found)]
    return [*thin, Paragraph(_who(found)), Points(tuple(item for item in items if item))]


def _thin(found: Found) -> str:
    return (
        f"Only {found.own.mood.people} customers speak of {found.own.brand.name} in this window: too few to lean on. "
        "Read their messages instead."
    )


def _who(found: Found) -> Words:
    mood, about = found.own.mood, figures.mentions(found.own.brand)
    evidence = mood.net_sentiment.evidence
    return (
        figures.people(mood.people, evidence, about),
        f" mention {found.own.brand.name} in ",
        figures.messages(mood.messages, evidence, about),
        "; staff and bots are not counted.",
    )


def _mood(found: Found) -> Words:
    mood, about = found.own.mood, figures.mentions(found.own.brand)
    leaning = {part.name: int(part.value) for part in mood.net_sentiment.parts}
    return (
        f"They {_verdict(found.own)}: net sentiment is ",
        figures.net(mood, about),
        f" ({between(mood.interval)}) on a scale from \u22121 to +1. ",
        (
            f"{leaning['people for']} speak well of it on the whole, {leaning['people against']} ill, "
            f"{leaning['people undecided']} are undecided."
        ),
    )


def _verdict(stand: Stand) -> str:
    interval, name = stand.mood.interval, stand.brand.name
    if interval is None or not leaves_out_zero(interval):
        return f"speak neither clearly well nor clearly ill of {name}"
    return f"speak {'well' if interval.low > 0 else 'ill'} of {name} on the whole"


def _rivals(found: Found) -> Words:
    """Each rival that people say enough of, set against the brand."""
    better: list[Stand] = []
    worse: list[Stand] = []
    same: list[Stand] = []
    for stand in found.stood.stands[1:]:
        verdict = _against(stand)
        if verdict is not None:
            (same if verdict == 0 else better if verdict > 0 else worse).append(stand)
    parts: list[str | Figure] = []
    for group, words in (
        (better, "is seen better than"),
        (worse, "is seen worse than"),
        (same, "cannot be told apart from"),
    ):
        if group:
            parts.append(f"{'; it ' if parts else f'{found.own.brand.name} '}{words} ")
            parts.extend(_with_moods(group))
    return (*parts, ". What may be chance is not called a difference.") if parts else ()


def _against(rival: Stand) -> int | None:
    """1 where the brand is seen better by more than chance, -1 worse, 0 neither; None where too few speak."""
    apart = rival.apart
    if apart is None or apart.change is None or apart.interval is None:
        return None
    return 0 if not apart.significant else 1 if apart.change > 0 else -1


def _with_moods(stands: list[Stand]) -> list[str | Figure]:
    parts: list[str | Figure] = []
    for place, stand in enumerate(stands):
        joint = "" if place == 0 else " and " if place == len(stands) - 1 else ", "
        parts += [f"{joint}{stand.brand.name} (", figures.net(stand.mood, figures.mentions(stand.brand)), ")"]
    return parts


def _change(found: Found) -> Words:
    before, moved = found.stood.before, found.own.change
    if before is None or before.since is None or before.until is None:
        return (
            "Nothing is said of changes: the window has no beginning, so there is none before it to compare with.",
        )
    earlier = f"the window of the same length before ({day(before.since)} to {day(before.until - 1)})"
    if moved is None or moved.value is None:
        return (f"In {earlier} nobody spoke of {found.own.brand.name}, so no change can be told.",)
    figure = Figure(
        signed(moved.value),
        moved.value,
        moved.before.net_sentiment.evidence,
        f"{figures.mentions(found.own.brand)}, in the window before",
    )
    if not moved.significant:
        return (
            f"Since {earlier} it has not changed by more than chance (",
            figure,
            f", {between(moved.interval)}).",
        )
    way = "rose" if moved.value > 0 else "fell"
    return (f"Since {earlier} it {way}, by more than chance: ", figure, f" ({between(moved.interval)}).")


def _voice(found: Found) -> Words:
    voice, brand = found.own.voice, found.own.brand
    if voice.messages.value is None:
        return ()
    about = figures.mentions(brand)
    market = len(found.brief.view.catalogue.market(brand))
    return (
        f"Of all that customers say of the {market} brands compared, ",
        figures.shared(voice.messages, about),
        f" is about {brand.name}; counted in people it is ",
        figures.shared(voice.people, about),
        f" ({share_between(voice.people_interval)}).",
        _voice_change(found.own.voice_change),
    )


def _voice_change(moved: Shift | None) -> str:
    """Said only where it is more than chance: the table has the rest."""
    if moved is None or moved.change is None or not moved.significant:
        return ""
    way = "more" if moved.change > 0 else "less"
    return f" That is {way} than in the window before, by more than chance ({points(moved.interval)} points)."


def _complaints(found: Found) -> Words:
    own = found.peeves[found.own.brand.id]
    return _named(own.groups, "What annoys most: ", own.people, "people complain in all.")


def _wishes(found: Found) -> Words:
    return _named(
        found.ideas.groups,
        "What they wish for most: ",
        found.ideas.people,
        "people wish for something in all.",
    )


def _named(groups: tuple[Grievance, ...], begin: str, people: int, end: str) -> Words:
    topical = [group for group in groups if group.topic is not None][:NAMED]
    if not topical:
        return ()
    parts: list[str | Figure] = [begin]
    for place, group in enumerate(topical):
        name = group.topic.name if group.topic else ""
        joint = "" if place == 0 else " and " if place == len(topical) - 1 else ", "
        parts += [f"{joint}{name} (", figures.people(group.people, group.evidence, name), ")"]
    verb = (
        end
        if people != 1
        else end.replace("people complain", "person complains").replace("people wish", "person wishes")
    )
    return (*parts, f"; {people} {verb}")
