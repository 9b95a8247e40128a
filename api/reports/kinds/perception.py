"""How people see a brand and its rivals: standing, emotions, share of voice, their course, channels, peeves and wishes."""

from __future__ import annotations

from api.reports import course as courses
from api.reports.brief import MOST_RIVALS, Brief
from api.reports.course import Course, Stretch
from api.reports.document import Block, Document, Section
from api.reports.kinds import perception_plots as plots
from api.reports.kinds import perception_tables as tables
from api.reports.kinds.perception_emotions import emotions
from api.reports.kinds.perception_summary import Found, summary
from api.reports.method import EMOTIONS, MOOD, VOICE, method, note_empty
from graph.questions.emotions import emotions as felt
from graph.questions.peeves import ideas, peeves
from graph.questions.perception import Stand, perception, standing
from graph.questions.share_of_voice import share_of_voice

TITLE = "How people see {brand}"


async def make(brief: Brief) -> Document:
    """Ask, and write down."""
    view, brand, window = brief.view, brief.brand, brief.window
    brief.step(f"How people feel about {brand.name} and its rivals")
    stood = await standing(view, brand.id, window)
    compared = (brand, *(stand.brand for stand in stood.stands[1 : 1 + MOST_RIVALS]))
    found = Found(
        brief=brief,
        stood=stood,
        seen=await perception(view, brand.id, window),
        heard=await share_of_voice(view, brand.id, window),
        peeves={one.id: await peeves(view, one.id, window) for one in compared},
        ideas=await ideas(view, brand.id, window),
        felt=await felt(view, brand.id, window),
    )
    brief.step("How that went over time")
    bucket, parts = await courses.stretches(brief)
    course = [await courses.course(brief, one, bucket, parts) for one in compared]
    sections = [
        Section("rivals", "Beside the rivals", _rivals(found)),
        Section("time", "Over time", _time(brief, course, parts, bucket.value)),
        Section("emotions", "What they feel", emotions(found.felt)),
        Section("voice", "Who is talked about", _voice(found)),
        Section("channels", "Where", (tables.channels(found),) if found.seen.channels else ()),
        Section("peeves", "What annoys people", _peeves(found)),
        Section("wishes", "What they wish for", _wishes(found)),
        Section("data", "Data behind the plots", tables.courses(course, parts)),
    ]
    counts = await view.store.counts()
    return brief.document(
        "perception",
        TITLE.format(brand=brand.name),
        summary(found),
        sections,
        method(brief, counts, (MOOD, EMOTIONS, VOICE)),
    )


def _rivals(found: Found) -> tuple[Block, ...]:
    if found.stood.missing is not None:
        return note_empty(found.stood.missing)
    return plots.standing(found.stood.stands), tables.standing(found.stood)


def _time(brief: Brief, course: list[Course], parts: tuple[Stretch, ...], bucket: str) -> tuple[Block, ...]:
    if brief.span is None or not any(answer.mood.people for one in course for answer in one.answers):
        return ()
    return plots.moods(course, parts, bucket), plots.voices(course, parts, bucket)


def _voice(found: Found) -> tuple[Block, ...]:
    stands: tuple[Stand, ...] = found.stood.stands
    if found.stood.missing is not None:
        return ()
    return plots.voice(stands), tables.voice(found)


def _peeves(found: Found) -> tuple[Block, ...]:
    own = found.peeves[found.brief.brand.id]
    if not own.groups:
        return note_empty(own.missing)
    return plots.grievances(own, "peeves-plot", "complain of"), tables.peeves(found)


def _wishes(found: Found) -> tuple[Block, ...]:
    if not found.ideas.groups:
        return note_empty(found.ideas.missing)
    return (tables.wishes(found.ideas),)
