"""What was found about a brand in; the plots of its report out."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from api.reports.course import Course, Stretch
from api.reports.document import Plot
from api.reports.figures import net_written
from api.reports.kinds.perception_tables import topic_name
from api.reports.plots.bars import Bar, bars
from api.reports.plots.intervals import Row, forest
from api.reports.plots.scale import Scale
from api.reports.plots.series import Point, Series, panels
from api.reports.words import counted, listed, share, signed
from graph.questions.peeves import Grievances
from graph.questions.perception import Perception, Stand

GRIEVANCES_DRAWN = 10
MOODS = Scale(-1.0, 1.0, (-1.0, -0.5, 0.0, 0.5, 1.0), lambda mark: signed(mark, 1))

STEPS = (0.1, 0.25, 0.5, 1.0)
"""Where the scale of shares may end: small shares would lie flat on a scale to 100 %."""


def standing(stands: tuple[Stand, ...]) -> Plot:
    """Net sentiment of every brand with its interval."""
    rows = [
        Row(
            stand.brand.name,
            stand.mood.net_sentiment.value,
            stand.mood.interval,
            net_written(stand.mood),
            stand.mood.net_sentiment.thin,
            own=place == 0,
        )
        for place, stand in enumerate(stands)
    ]
    alt = (
        "Net sentiment with its 95 % interval: "
        + "; ".join(f"{row.label} {row.written}" for row in rows)
        + "."
    )
    return Plot(
        "standing-plot",
        "Net sentiment and its 95 % interval (\u22121: only ill, +1: only well; hollow: few people)",
        alt,
        lambda width: forest(rows, MOODS, width, alt),
    )


def voice(stands: tuple[Stand, ...]) -> Plot:
    """Share of voice of every brand."""
    rows = [
        Bar(
            stand.brand.name,
            (0.0,) * (place > 0) + (stand.voice.people.value or 0.0,),
            share(stand.voice.people.value or 0.0),
        )
        for place, stand in enumerate(stands)
    ]
    alt = "Share of voice in people: " + ", ".join(f"{row.label} {row.written}" for row in rows) + "."
    return Plot("voice-plot", "Share of voice, in people", alt, lambda width: bars(rows, (), width, alt))


def moods(course: list[Course], parts: tuple[Stretch, ...], bucket: str) -> Plot:
    """Net sentiment of every brand over time, with intervals."""
    scale = Scale(-1.0, 1.0, (-1.0, 0.0, 1.0), lambda mark: signed(mark, 0) if mark else "0")
    series = [
        Series(
            one.brand.name,
            _points(
                one.answers,
                parts,
                lambda answer: Point(
                    0, answer.mood.net_sentiment.value, answer.mood.interval, answer.mood.net_sentiment.thin
                ),
            ),
        )
        for one in course
    ]
    alt = _told("Net sentiment", bucket, series, signed)
    caption = (
        f"Net sentiment by {bucket}, with its 95 % interval (hollow: fewer than ten people; gaps: nobody)"
    )
    return _over_time("moods-plot", caption, alt, series, scale, parts)


def voices(course: list[Course], parts: tuple[Stretch, ...], bucket: str) -> Plot:
    """Share of voice of every brand over time, with intervals."""
    series = [
        Series(
            one.brand.name,
            _points(
                one.answers,
                parts,
                lambda answer: Point(
                    0, answer.voice.people.value, answer.voice.people_interval, answer.voice.people.thin
                ),
            ),
        )
        for one in course
    ]
    highest = max((point.value or 0 for one in series for point in one.points), default=0)
    top = next(step for step in STEPS if highest <= step * 0.9 or step == STEPS[-1])
    scale = Scale(0.0, top, (0.0, top / 2, top), lambda mark: f"{mark * 100:g} %")
    alt = _told("Share of voice in people", bucket, series, share)
    caption = f"Share of voice by {bucket}, in people, with its 95 % interval (hollow: fewer than ten people)"
    return _over_time("voices-plot", caption, alt, series, scale, parts)


def _points(
    answers: tuple[Perception, ...], parts: tuple[Stretch, ...], point: Callable[[Perception], Point]
) -> tuple[Point, ...]:
    points = [point(answer) for answer in answers]
    return tuple(
        Point((part.since + part.until) // 2, one.value, one.interval, one.thin)
        for one, part in zip(points, parts, strict=True)
    )


def _over_time(
    id_: str, caption: str, alt: str, series: list[Series], scale: Scale, parts: tuple[Stretch, ...]
) -> Plot:
    span = parts[0].since, parts[-1].until

    def draw(width: float) -> Element:
        return panels(series, scale, span, width, alt)

    return Plot(id_, caption, alt, draw)


def _told(what: str, bucket: str, series: list[Series], written: Callable[[float], str]) -> str:
    """First, last, lowest and highest of each line: what an eye would take from it."""
    told = []
    for one in series:
        values = [point.value for point in one.points if point.value is not None]
        if values:
            told.append(
                f"{one.name} from {written(values[0])} to {written(values[-1])}, "
                f"lowest {written(min(values))}, highest {written(max(values))}"
            )
    return f"{what} by {bucket}: {'; '.join(told)}. The tables of the data have every value."


def grievances(found: Grievances, id_: str, verb: str) -> Plot:
    """What most people complain of or wish for."""
    groups = [group for group in found.groups if group.topic is not None][:GRIEVANCES_DRAWN] or list(
        found.groups
    )
    rows = [
        Bar(topic_name(group), (group.people,), counted(group.people, "person", "people")) for group in groups
    ]
    alt = (
        f"What customers of {found.brand.name} {verb}: "
        + listed([f"{row.label} {row.written}" for row in rows])
        + "."
    )
    return Plot(
        id_,
        f"What customers of {found.brand.name} {verb}, in people",
        alt,
        lambda width: bars(rows, (), width, alt),
    )
