"""What was found about a brand in; the tables of its report out."""

from __future__ import annotations

from api.reports import figures
from api.reports.course import Course, Stretch
from api.reports.document import QUOTED_OF_MANY, Block, Column, Table, Words
from api.reports.figures import NOTHING
from api.reports.kinds.perception_summary import Found
from api.reports.words import between, count, share_between, short_day
from graph.questions.changes import Shift
from graph.questions.peeves import Grievance, Grievances
from graph.questions.perception import Perception, Stand, Standing

TOPICS_LISTED = 15


def standing(stood: Standing) -> Table:
    """Every brand with its mood and what changed."""
    columns = [
        Column("Brand"),
        Column("People", number=True),
        Column("for / undecided / against", number=True),
        Column("Net sentiment", number=True),
        Column("95 % interval", number=True),
    ]
    changes = stood.before is not None
    return Table(
        "standing",
        "Mood toward each brand, among customers who mention it",
        (*columns, *([Column("Change since the window before")] if changes else [])),
        tuple(_stand(stand, changes=changes) for stand in stood.stands),
    )


def _stand(stand: Stand, *, changes: bool) -> tuple[Words, ...]:
    mood, about = stand.mood, figures.mentions(stand.brand)
    evidence = mood.net_sentiment.evidence
    leaning = {part.name: count(part.value) for part in mood.net_sentiment.parts}
    cells: list[Words] = [
        (stand.brand.name,),
        (figures.number(mood.people, evidence, about),),
        (" / ".join(leaning[f"people {side}"] for side in ("for", "undecided", "against")),),
        (figures.net(mood, about),),
        (between(mood.interval) or NOTHING,),
    ]
    if changes:
        cells.append(figures.change(stand.change, f"{about}, in the window before"))
    return tuple(cells)


def voice(found: Found) -> Table:
    """How much is said of every brand."""
    changes = found.stood.before is not None
    return Table(
        "voice-table",
        "Share of voice: how much of what customers say is about each brand",
        (
            Column("Brand"),
            Column("Messages", number=True),
            Column("of all", number=True),
            Column("People", number=True),
            Column("of all", number=True),
            Column("95 % interval", number=True),
            *([Column("Change since the window before")] if changes else []),
        ),
        tuple(_voice(stand, changes=changes) for stand in found.stood.stands),
    )


def _voice(stand: Stand, *, changes: bool) -> tuple[Words, ...]:
    about, mood = figures.mentions(stand.brand), stand.mood
    evidence = mood.net_sentiment.evidence
    cells: list[Words] = [
        (stand.brand.name,),
        (figures.number(mood.messages, evidence, about),),
        (figures.shared(stand.voice.messages, about),),
        (figures.number(mood.people, evidence, about),),
        (figures.shared(stand.voice.people, about),),
        (share_between(stand.voice.people_interval) or NOTHING,),
    ]
    if changes:
        cells.append(figures.share_change(stand.voice_change))
    return tuple(cells)


def channels(found: Found) -> Table:
    """The brand on every channel."""
    voices = {one.channel: one for one in found.heard.channels}
    rows = []
    for one in found.seen.channels:
        about = f"{figures.mentions(found.own.brand)}, on the channel {one.channel}"
        evidence, heard = one.mood.net_sentiment.evidence, voices.get(one.channel)
        rows.append(
            (
                (one.channel,),
                (figures.number(one.mood.messages, evidence, about),),
                (figures.number(one.mood.people, evidence, about),),
                (figures.net(one.mood, about),),
                (between(one.mood.interval) or NOTHING,),
                (figures.shared(heard.voice.people, about) if heard else NOTHING,),
                (count(heard.company_messages) if heard else NOTHING,),
            )
        )
    return Table(
        "channels-table",
        f"{found.own.brand.name} on each channel",
        (
            Column("Channel"),
            Column("Messages", number=True),
            Column("People", number=True),
            Column("Net sentiment", number=True),
            Column("95 % interval", number=True),
            Column("Share of voice, in people", number=True),
            Column("Messages of staff and bots", number=True),
        ),
        tuple(rows),
    )


def peeves(found: Found) -> Table:
    """What is complained of, beside how many complain of the same with each rival."""
    own = found.peeves[found.own.brand.id]
    rivals = [one for one in found.peeves.values() if one.brand.id != own.brand.id]
    columns = (
        Column("Complaint"),
        Column(f"People, {own.brand.name}", number=True),
        *(Column(rival.brand.name, number=True) for rival in rivals),
        Column("Messages", number=True),
        Column("Last"),
    )
    rows = tuple(_peeve(own, group, rivals) for group in own.groups[:TOPICS_LISTED])
    return Table("peeves-table", "Complaints, most people first", columns, rows, len(own.groups))


def _peeve(own: Grievances, group: Grievance, rivals: list[Grievances]) -> tuple[Words, ...]:
    name, about = topic_name(group), f"{own.brand.name}: {topic_name(group)}"
    return (
        (name,),
        (figures.number(group.people, group.evidence, about),),
        *(_same(rival, group) for rival in rivals),
        (figures.number(group.messages, group.evidence, about),),
        (short_day(group.last_at),),
    )


def _same(rival: Grievances, group: Grievance) -> Words:
    for one in rival.groups:
        if one.topic == group.topic:
            return (figures.number(one.people, one.evidence, f"{rival.brand.name}: {topic_name(one)}"),)
    return ("0",)


def topic_name(group: Grievance) -> str:
    """What to call a group of complaints or wishes."""
    return "Other or unclear" if group.topic is None else group.topic.name


def wishes(ideas: Grievances) -> Table:
    """What is wished for."""
    return Table(
        "wishes-table",
        f"What customers suggest to {ideas.brand.name}, most people first",
        (
            Column("Wish"),
            Column("People", number=True),
            Column("Messages", number=True),
            Column("First"),
            Column("Last"),
        ),
        tuple(
            (
                (topic_name(group),),
                (figures.number(group.people, group.evidence, f"Wish: {topic_name(group)}"),),
                (figures.number(group.messages, group.evidence, f"Wish: {topic_name(group)}"),),
                (short_day(group.first_at),),
                (short_day(group.last_at),),
            )
            for group in ideas.groups[:TOPICS_LISTED]
        ),
        len(ideas.groups),
    )


def courses(course: list[Course], parts: tuple[Stretch, ...]) -> tuple[Block, ...]:
    """A table a brand: everything that the plots over time show."""
    return tuple(
        Table(
            f"course-{number}",
            f"{one.brand.name} over time",
            (
                Column("From"),
                Column("People", number=True),
                Column("Net sentiment", number=True),
                Column("95 % interval", number=True),
                Column("Change since the stretch before"),
                Column("Share of voice, in people", number=True),
                Column("95 % interval", number=True),
            ),
            tuple(map(_stretch, one.answers, parts, one.changes)),
        )
        for number, one in enumerate(course)
        if any(answer.mood.people for answer in one.answers)
    )


def _stretch(answer: Perception, part: Stretch, change: Shift) -> tuple[Words, ...]:
    about = f"{figures.mentions(answer.brand)}, {part.name}"
    mood, evidence = answer.mood, answer.mood.net_sentiment.evidence
    return (
        (part.name,),
        (figures.number(mood.people, evidence, about, quoted=QUOTED_OF_MANY),),
        (figures.net(mood, about, quoted=QUOTED_OF_MANY),),
        (between(mood.interval) or NOTHING,),
        figures.net_change(change),
        (figures.shared(answer.voice.people, about, quoted=QUOTED_OF_MANY),),
        (share_between(answer.voice.people_interval) or NOTHING,),
    )
