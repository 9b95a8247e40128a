"""Numbers, moments and other people's texts in; how a report writes them out."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta

from graph.model import DAY_US, Micros
from graph.questions.intervals import Interval
from graph.questions.windows import EPOCH

MINUS = "\u2212"
"""A true minus is as wide as a plus and is not taken for a dash."""

UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What XML forbids, and what would turn the text around it the other way (Unicode TR 36, bidirectional spoofing)."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""Not strftime's, which follow the machine's language."""


def plain(text: str) -> str:
    """Somebody's text without characters that no format may carry."""
    return unicodedata.normalize("NFC", UNPRINTABLE.sub("", text))


def line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain(text).split())


def clipped(text: str, longest: int) -> str:
    """The beginning of a text, cut at a word where it is too long."""
    if len(text) <= longest:
        return text
    kept = text[:longest].rstrip()
    cut = kept.rfind(" ")
    return (kept[:cut] if cut > longest // 2 else kept).rstrip(" ,.;:") + "…"


def count(number: float) -> str:
    """``1,234``."""
    return f"{number:,.0f}"


def counted(number: int, one: str, more: str | None = None) -> str:
    """``1 person``, ``2 people``."""
    return f"{count(number)} {one if number == 1 else more or f'{one}s'}"


def signed(value: float, digits: int = 2) -> str:
    """``+0.21``, ``0.00``, and a true minus before what is below."""
    text = f"{value:+.{digits}f}"
    bare = text.lstrip("+-")
    return bare if float(bare) == 0 else text.replace("-", MINUS)


def share(value: float) -> str:
    """``45 %``; what is above 0 and below 1 % says so."""
    percent = value * 100
    if 0 < percent < 1:
        return "under 1\u00a0%"
    return f"{percent:.0f}\u00a0%"


def decimal(value: float) -> str:
    """As many digits as say something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}".rstrip("0").rstrip(".")  # noqa: PLR2004 - three digits are enough


def between(interval: Interval | None) -> str:
    """``+0.05 to +0.36``."""
    return "" if interval is None else f"{signed(interval.low)} to {signed(interval.high)}"


def share_between(interval: Interval | None) -> str:
    """``40 to 51 %``."""
    return "" if interval is None else f"{interval.low * 100:.0f} to {interval.high * 100:.0f}\u00a0%"


def points(interval: Interval | None) -> str:
    """A difference of two shares, in points: ``+4 to +17``."""
    return "" if interval is None else f"{signed(interval.low * 100, 0)} to {signed(interval.high * 100, 0)}"


def date_of(at: Micros) -> datetime:
    """A moment as a date in UTC."""
    return EPOCH + timedelta(microseconds=at)


def day(at: Micros) -> str:
    """``3 March 2026``."""
    found = date_of(at)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def short_day(at: Micros) -> str:
    """``3 Mar 2026``."""
    found = date_of(at)
    return f"{found.day}\u00a0{MONTHS[found.month - 1][:3]}\u00a0{found.year}"


def days(length: Micros) -> str:
    """A delay: ``3 days``, ``less than a day``."""
    whole = round(length / DAY_US)
    return "less than a day" if length < DAY_US else counted(whole, "day")


def listed(names: list[str]) -> str:
    """``a, b and c``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def ordinal(number: int) -> str:
    """``1st``, ``12th``."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"
