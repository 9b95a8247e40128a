"""Communities in; the tables of their report out."""

from __future__ import annotations

from api.reports import figures
from api.reports.document import Block, Column, Figure, Table, Words
from api.reports.figures import NOTHING
from api.reports.kinds.communities_summary import Groups
from api.reports.words import between, counted, decimal, listed, share
from graph.questions.answer import Score
from graph.questions.catalogue_index import BrandRef
from graph.questions.community import Community, CommunityTopic

BRANDS_SHOWN = 5
TIES_SHOWN = 15


def subjects(groups: Groups) -> tuple[Block, ...]:
    """Size, cohesion and what members talk about."""
    if not groups.answer.communities:
        return ()
    return (
        Table(
            "communities-table",
            "Communities, largest first",
            (
                Column("Community"),
                Column("Members", number=True),
                Column("Cohesion", number=True),
                Column("What they talk about more than others do (\u00d7: times the others' share)"),
            ),
            tuple(_subjects(groups, one) for one in groups.answer.communities),
            groups.answer.total,
        ),
    )


def _subjects(groups: Groups, one: Community) -> tuple[Words, ...]:
    name = groups.names[one.id]
    topics: list[str | Figure] = []
    for place, topic in enumerate(one.topics):
        topics += [", " if place else "", f"{topic.topic.name} (", _topic(topic, name), ")"]
    return (
        (name,),
        (figures.number(one.size, one.messages, f"Messages of the members of {name}"),),
        (figures.shared(one.cohesion, f"Contacts between members of {name}"),),
        tuple(topics) or ("nothing that stands out",),
    )


def _topic(topic: CommunityTopic, name: str) -> Figure:
    value = topic.score.value
    often = "only they" if value is None else f"{decimal(round(value, 1))}\u00d7"
    return Figure(often, value, topic.score.evidence, f"{topic.topic.name}, in {name}")


def moods(groups: Groups) -> tuple[Block, ...]:
    """Net sentiment by community and brand."""
    brands = _brands(groups)
    rows = tuple(_moods(groups, one, brands) for one in groups.answer.communities)
    if not brands or not rows:
        return ()
    columns = (
        Column("Community"),
        Column(f"Members who mention {groups.brief.brand.name}", number=True),
        *(Column(brand.name) for brand in brands),
    )
    caption = "Net sentiment toward each brand with its 95 % interval"
    return (Table("moods-table", caption, columns, rows),)


def _brands(groups: Groups) -> list[BrandRef]:
    """The brand itself, then its rivals, most people first."""
    people: dict[BrandRef, int] = {}
    for one in groups.answer.communities:
        for mood in one.moods:
            people[mood.brand] = people.get(mood.brand, 0) + mood.mood.people
    own = groups.brief.brand
    rivals = sorted(people.keys() - {own}, key=lambda brand: (-people[brand], brand.id))
    return [own, *rivals[: BRANDS_SHOWN - 1]] if people else []


def _moods(groups: Groups, one: Community, brands: list[BrandRef]) -> tuple[Words, ...]:
    found = {mood.brand.id: mood for mood in one.moods}
    name, own = groups.names[one.id], groups.mood(one)
    cells: list[Words] = [(name,), (share(own.aware if own else 0.0),)]
    for brand in brands:
        mood = found.get(brand.id)
        if mood is None:
            cells.append(("silent",))
            continue
        about = f"{figures.mentions(brand)}, in {name}"
        cells.append((figures.net(mood.mood, about), f" ({between(mood.mood.interval)})"))
    return tuple(cells)


def people(groups: Groups) -> tuple[Block, ...]:
    """Central people and bridges."""
    central, bridges = [], []
    for one in groups.answer.communities:
        name = groups.names[one.id]
        for member in one.central[:3]:
            who = groups.brief.naming.of(member.person)
            about = f"Contacts of {who} inside {name}"
            members = _part(member.score, "members")
            central.append(
                ((who,), (name,), (figures.shared(member.score, about),), (_counted(members, "member"),))
            )
        for bridge in one.bridges[:3]:
            who = groups.brief.naming.of(bridge.person)
            figure = Figure(
                decimal(bridge.score.value or 0),
                bridge.score.value,
                bridge.score.evidence,
                f"Contacts of {who} with other communities",
                bridge.score.thin,
            )
            reaches = _counted(_part(bridge.score, "communities"), "community", "communities")
            spread = share(_part(bridge.score, "spread"))
            bridges.append(((who,), (name,), (figure,), (reaches,), (spread,)))
    found: list[Block] = []
    if central:
        found.append(
            Table(
                "central-table",
                "Whom members turn to most: up to three of each community",
                (
                    Column("Person"),
                    Column("Community"),
                    Column("Part of its contact", number=True),
                    Column("In touch with", number=True),
                ),
                tuple(central),
            )
        )
    if bridges:
        found.append(
            Table(
                "bridges-table",
                "Who connects each community with others: up to three of each",
                (
                    Column("Person"),
                    Column("Community"),
                    Column("Score", number=True),
                    Column("Contacts in", number=True),
                    Column("How widely spread", number=True),
                ),
                tuple(bridges),
            )
        )
    return tuple(found)


def _part(score: Score, name: str) -> float:
    return next((part.value for part in score.parts if part.name == name), 0.0)


def _counted(number: float, one: str, more: str | None = None) -> str:
    return counted(int(number), one, more)


def ties(groups: Groups) -> tuple[Block, ...]:
    """Contact between communities."""
    rows = []
    for tie in groups.ties[:TIES_SHOWN]:
        one, other = groups.names[tie.one], groups.names[tie.other]
        evidence = tie.score.evidence
        about = f"Contacts between {one} and {other}"
        figure = Figure(decimal(tie.score.value or 0), tie.score.value, evidence, about)
        rows.append(((one,), (other,), (figure,), (figures.number(evidence.total, evidence, about),)))
    if not rows:
        return ()
    columns = (
        Column("Community"),
        Column("with"),
        Column("Weight", number=True),
        Column("Messages", number=True),
    )
    return (
        Table(
            "ties-table", "Contact between communities, most first", columns, tuple(rows), len(groups.ties)
        ),
    )


def history(groups: Groups) -> tuple[Block, ...]:
    """What happened since the window before."""
    rows: list[tuple[Words, ...]] = [
        (
            (groups.names[one.id],),
            (one.change.event.value,),
            (str(one.change.size_before) if one.change.before else NOTHING,),
            (str(one.size),),
        )
        for one in groups.answer.communities
        if one.change is not None
    ]
    gone = [str(one.size) for one in groups.answer.dissolved[:TIES_SHOWN]]
    if gone:
        rows.append(
            (
                ("Communities of the window before that go on in none",),
                ("dissolved",),
                (listed(gone),),
                (NOTHING,),
            )
        )
    if not rows:
        return ()
    columns = (
        Column("Community"),
        Column("What happened"),
        Column("Members then", number=True),
        Column("now", number=True),
    )
    return (Table("history-table", "Since the window of the same length before", columns, tuple(rows)),)
