"""A window in; for each channel, whom and what we would lose if it died today, and where its people are reachable otherwise, out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from graph.questions.answer import Evidence, Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.channel_loss import Draft, drafts, read
from graph.questions.intervals import Interval
from graph.questions.people import PersonRef, people_of
from graph.questions.view import View
from graph.questions.windows import missing


@dataclass(frozen=True, slots=True)
class Through:
    """Someone who has contact with a person and can be reached on another channel."""

    person: PersonRef
    channels: tuple[str, ...]
    """The other channels."""
    contacts: int
    """Messages and interactions between the two."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Stranded:
    """A person who can be reached on this channel only."""

    person: PersonRef
    score: Score
    """Their part of all attention among customers, 0..1; evidence: what they wrote here."""
    through: tuple[Through, ...]
    """Most contacts first; empty: nobody whom we can reach otherwise has contact with them."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another channel, and how many of this one's people can be reached there too."""

    channel: str
    people: int


@dataclass(frozen=True, slots=True)
class ChannelLoss:
    """One channel, as if it died today."""

    channel: str
    people: int
    """Active customers who can be reached on it."""
    only_here: Score
    """Share of these who can be reached nowhere else, 0..1."""
    interval: Interval | None
    """95 %, of that share."""
    cut_off: int
    """Of those, the ones with no contact to anybody who can be reached elsewhere."""
    attention: float
    """Part of all attention among customers that people reachable only here get, 0..1."""
    ties: Score
    """Share of all pairs of customers in contact who met on this channel only, 0..1."""
    conversations: Score
    """Share of all conversations between customers that were held on it, 0..1."""
    voice: Score | None
    """Of the brand asked about: share of its customers' messages about it that were written here, 0..1."""
    share_of_voice: float | None
    share_of_voice_without: float | None
    """The brand's part of the market's messages with this channel and without it."""
    elsewhere: tuple[Elsewhere, ...]
    """Most people first."""
    lost: tuple[Stranded, ...]
    """Those reachable only here, most influential first."""


@dataclass(frozen=True, slots=True)
class ChannelDependence:
    """Channels by the number of people who can be reached on nothing else, most first."""

    brand: BrandRef | None
    window: Window
    people: int
    """Customers who did anything in the window."""
    one_channel: int
    """Of these, reachable on a single channel."""
    channels: tuple[ChannelLoss, ...]
    missing: str | None = None


async def channel_dependence(
    view: View, window: Window, brand: str | None = None, first: int = 20
) -> ChannelDependence:
    """Whom would we lose if a channel died today. `first` bounds the people of each channel."""
    ref = view.catalogue.optional_brand(brand)
    people, losses = await asyncio.to_thread(_worked_out, view, ref, window, first)
    named = await people_of(view, {person for loss in losses for person in loss.people_named})
    return ChannelDependence(
        brand=ref,
        window=window,
        people=people,
        one_channel=sum(loss.lost_people for loss in losses),
        channels=tuple(_named(loss, named) for loss in losses),
        missing=None if losses else missing(view, window, "is by a customer"),
    )


def _worked_out(
    view: View, ref: BrandRef | None, window: Window, first: int
) -> tuple[int, tuple[Draft, ...]]:
    """Active customers, and the channels."""

    def work() -> tuple[int, tuple[Draft, ...]]:
        reading = read(view, ref, window)
        return int(reading.presence.active.sum()), drafts(reading, first)

    return view.projection.kept(("channel-dependence", window, ref and ref.id, first), work)


def _named(loss: Draft, named: Mapping[int, PersonRef]) -> ChannelLoss:
    return ChannelLoss(
        channel=loss.channel,
        people=loss.people,
        only_here=loss.only_here,
        interval=loss.interval,
        cut_off=loss.cut_off,
        attention=loss.attention,
        ties=loss.ties,
        conversations=loss.conversations,
        voice=loss.voice,
        share_of_voice=loss.share_of_voice,
        share_of_voice_without=loss.share_of_voice_without,
        elsewhere=tuple(Elsewhere(channel, people) for channel, people in loss.elsewhere),
        lost=tuple(
            Stranded(
                named[one.person],
                one.score,
                tuple(
                    Through(named[peer.person], peer.channels, peer.contacts, peer.evidence)
                    for peer in one.through
                ),
            )
            for one in loss.lost
        ),
    )
