"""A brand and a window in; how people feel about it and its rivals, by channel, out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.changes import Shift, net_shift
from graph.questions.mood import Change, Mood, change_of, mood_of
from graph.questions.stances import Stances, person_means, split, stances_of
from graph.questions.view import View
from graph.questions.voice import Market, VoiceShare, market_of, voice_share, voice_shift
from graph.questions.windows import missing, rows_in, window_before


@dataclass(frozen=True, slots=True)
class ChannelMood:
    """Mood on one channel."""

    channel: str
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
class Stand:
    """One brand in the comparison."""

    brand: BrandRef
    mood: Mood
    voice: VoiceShare
    change: Change | None
    """None where the window has no beginning, so that there is none before it."""
    voice_change: Shift | None
    """Of the share of voice in people; None likewise."""
    apart: Shift | None
    """Net sentiment toward the brand asked about (`now`) against this one's (`before`); None for the brand itself."""


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
class Talk:
    """Who mentions one brand in a window: customers, and staff and bots."""

    customers: Stances
    company: Stances


def talk_about(view: View, brands: Iterable[BrandRef], window: Window) -> dict[str, Talk]:
    """Each brand's mentions in the window, a row a message."""
    projection = view.projection
    mentions = rows_in(projection, FactKind.MENTIONS, window)
    found = {}
    for brand in brands:
        about = mentions.pick(mentions.object == projection.names.brands.code(brand.id))
        found[brand.id] = _talk(view, about)
    return found


def _talk(view: View, mentions: Columns) -> Talk:
    customers, company = split(view.projection, mentions)
    return Talk(stances_of(view.projection, customers), stances_of(view.projection, company))


async def perception(view: View, brand: str, window: Window) -> Perception:
    """How customers feel about this brand, and how much of the talk is about it."""
    return await asyncio.to_thread(_perception, view, view.catalogue.brand(brand), window)


def _perception(view: View, ref: BrandRef, window: Window) -> Perception:
    talk = talk_about(view, view.catalogue.market(ref), window)
    own = talk[ref.id]
    nothing = not len(own.customers) and not len(own.company)
    market = market_of(view.projection, of_customers(talk))
    return Perception(
        brand=ref,
        window=window,
        mood=mood_of(view.projection, own.customers),
        voice=voice_share(view.projection, ref.id, market, own.customers.source),
        channels=_channels(view, own.customers),
        company_messages=len(own.company),
        missing=missing(view, window, f"mentions {ref.name}") if nothing else None,
    )


def of_customers(talk: Mapping[str, Talk]) -> dict[str, Stances]:
    """What customers say of each brand."""
    return {brand: said.customers for brand, said in talk.items()}


def _channels(view: View, stances: Stances) -> tuple[ChannelMood, ...]:
    channels = view.projection.channel_of_message[stances.source]
    moods = [
        ChannelMood(
            view.projection.names.channels.name(code),
            mood_of(view.projection, stances.pick(channels == code)),
        )
        for code in np.unique(channels).tolist()
    ]
    return tuple(sorted(moods, key=lambda one: (-one.mood.messages, one.channel)))


async def standing(view: View, brand: str, window: Window) -> Standing:
    """How people feel about this brand and each rival, and what changed since the window before."""
    ref = view.catalogue.brand(brand)
    compared = (ref, *view.catalogue.rivals(ref))
    key = ("standing", window, compared)
    return await asyncio.to_thread(view.projection.kept, key, lambda: _standing(view, ref, compared, window))


def _standing(view: View, ref: BrandRef, compared: tuple[BrandRef, ...], window: Window) -> Standing:
    before = window_before(view.projection, window)
    now = _told(view, ref, window)
    earlier = None if before is None else _told(view, ref, before)
    stands = [_stand(view, one, ref, now, earlier) for one in compared]
    rivals = sorted(stands[1:], key=lambda stand: (-stand.mood.messages, stand.brand.id))
    silent = not any(stand.mood.messages for stand in stands)
    return Standing(
        brand=ref,
        window=window,
        before=before,
        stands=(stands[0], *rivals),
        missing=missing(view, window, f"mentions {ref.name} or a rival") if silent else None,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What customers say of the market in one window."""

    said: Mapping[str, Stances]
    market: Market


def _told(view: View, brand: BrandRef, window: Window) -> _Told:
    """Of the market and of the brand's rivals, all of whom are in it."""
    said = of_customers(talk_about(view, view.catalogue.market(brand), window))
    return _Told(said, market_of(view.projection, said))


def _stand(view: View, brand: BrandRef, asked: BrandRef, now: _Told, earlier: _Told | None) -> Stand:
    projection, said = view.projection, now.said[brand.id]
    return Stand(
        brand=brand,
        mood=mood_of(projection, said),
        voice=voice_share(projection, brand.id, now.market, said.source),
        change=None if earlier is None else change_of(projection, said, earlier.said[brand.id]),
        voice_change=None if earlier is None else voice_shift(brand.id, now.market, earlier.market),
        apart=None if brand == asked else _apart(projection, now.said[asked.id], said),
    )


def _apart(projection: Projection, own: Stances, rival: Stances) -> Shift:
    """Net sentiment toward the brand asked about less that toward a rival; who speaks of both is drawn with both."""
    return net_shift(*(person_means(projection, one.person, one.value) for one in (own, rival)))
