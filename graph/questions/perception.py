"""A brand and a window in; how people feel about it and its rivals, by channel and over time, out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model import Micros
from graph.questions.answer import Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.intervals import Interval
from graph.questions.view import View


@dataclass(frozen=True, slots=True)
class Mood:
    """Customers' stance toward a brand: messages counted by stance, people scored one by one."""

    positive: int
    neutral: int
    negative: int
    """Messages of customers."""
    people: int
    """Distinct customers who wrote them."""
    net_sentiment: Score
    """Mean over people of (positive - negative) / messages of each: -1..1."""
    interval: Interval | None

    @property
    def messages(self) -> int:
        """Messages of customers, whatever their stance."""
        return self.positive + self.neutral + self.negative


@dataclass(frozen=True, slots=True)
class VoiceShare:
    """A brand's part of all talk about own and competitor brands, by customers."""

    messages: Score
    people: Score
    """Values 0..1; None where nobody talks about any of these brands."""


@dataclass(frozen=True, slots=True)
class ChannelMood:
    """Mood on one channel."""

    channel: str
    mood: Mood


class Bucket(StrEnum):
    """How finely a timeline is cut. UTC; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Moment:
    """One bucket of a timeline; buckets without messages are there too."""

    since: Micros
    until: Micros
    """Exclusive."""
    mood: Mood


@dataclass(frozen=True, slots=True)
class Perception:
    """How customers see one brand."""

    brand: BrandRef
    window: Window
    mood: Mood
    voice: VoiceShare
    channels: tuple[ChannelMood, ...]
    """Most messages first."""
    company_messages: int
    """Messages that mention it by staff and bots, left out of everything else."""
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The difference to the window of the same length before."""

    before: Mood
    value: float | None
    """Of net sentiment; None where one of the windows has nobody."""
    interval: Interval | None
    significant: bool
    """The interval leaves 0 out."""


@dataclass(frozen=True, slots=True)
class Stand:
    """One brand in the comparison."""

    brand: BrandRef
    mood: Mood
    voice: VoiceShare
    change: Change | None
    """None where the window has no beginning, so that there is none before it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A brand beside its rivals."""

    brand: BrandRef
    window: Window
    before: Window | None
    stands: tuple[Stand, ...]
    """The brand itself first, then the rivals, most messages first."""
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Mood over time."""

    brand: BrandRef
    window: Window
    bucket: Bucket
    moments: tuple[Moment, ...]
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """What the list of brands shows of one."""

    brand: BrandRef
    messages: int
    people: int
    """Customers."""
    net_sentiment: Score
    recommendations: int
    warnings: int
    complaints: int


@dataclass(frozen=True, slots=True)
class Brands:
    """Every brand of the catalogue."""

    window: Window
    brands: tuple[Headline, ...]
    """Own first, then competitors, partners, others; most messages first."""
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class ChannelVoice:
    """Who talks about a brand on one channel (or, with channel None, anywhere)."""

    channel: str | None
    messages: int
    people: int
    company_messages: int
    company_people: int
    """Staff and bots apart."""
    voice: VoiceShare


@dataclass(frozen=True, slots=True)
class ShareOfVoice:
    """Who talks about a brand, where, beside whom."""

    brand: BrandRef
    window: Window
    total: ChannelVoice
    channels: tuple[ChannelVoice, ...]
    """Most messages first."""
    missing: str | None = None


async def perception(view: View, brand: str, window: Window) -> Perception:
    """How customers feel about this brand, and how much of the talk is about it."""
    raise NotImplementedError


async def timeline(view: View, brand: str, window: Window, bucket: Bucket = Bucket.WEEK) -> Timeline:
    """How the mood about this brand went over time."""
    raise NotImplementedError


async def standing(view: View, brand: str, window: Window) -> Standing:
    """How people feel about this brand and each rival, and what changed since the window before."""
    raise NotImplementedError


async def brands(view: View, window: Window) -> Brands:
    """Which brands are watched, and how much is said about each."""
    raise NotImplementedError


async def share_of_voice(view: View, brand: str, window: Window) -> ShareOfVoice:
    """Who talks about this brand, on which channels, unique people beside messages."""
    raise NotImplementedError
