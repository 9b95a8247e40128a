"""A brand and a window in; who talks about it on which channel, beside its rivals, out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.changes import Shift
from graph.questions.perception import Talk, of_customers, talk_about
from graph.questions.stances import Stances, count_people
from graph.questions.view import View
from graph.questions.voice import VoiceShare, market_of, voice_share, voice_shift
from graph.questions.windows import missing, window_before


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
    change: Shift
    """Of the share in people, since the window before; empty where there is none before."""


@dataclass(frozen=True, slots=True)
class ShareOfVoice:
    """Who talks about a brand, where, beside whom."""

    brand: BrandRef
    window: Window
    before: Window | None
    total: ChannelVoice
    channels: tuple[ChannelVoice, ...]
    """Those on which anybody talks about a brand of the market; most messages first."""
    missing: str | None = None


async def share_of_voice(view: View, brand: str, window: Window) -> ShareOfVoice:
    """Who talks about this brand, on which channels, unique people beside messages, and what changed."""
    return await asyncio.to_thread(_share_of_voice, view, view.catalogue.brand(brand), window)


def _share_of_voice(view: View, ref: BrandRef, window: Window) -> ShareOfVoice:
    compared, before = view.catalogue.market(ref), window_before(view.projection, window)
    talk = talk_about(view, compared, window)
    earlier = None if before is None else talk_about(view, compared, before)
    used = [
        view.projection.channel_of_message[stances.source]
        for said in talk.values()
        for stances in (said.customers, said.company)
    ]
    channels = [
        _on_channel(view, ref, talk, earlier, code) for code in np.unique(np.concatenate(used)).tolist()
    ]
    channels.sort(key=lambda one: (-one.messages, one.channel or ""))
    return ShareOfVoice(
        brand=ref,
        window=window,
        before=before,
        total=_heard(view, ref, talk, earlier, None),
        channels=tuple(channels),
        missing=None if channels else missing(view, window, f"mentions {ref.name} or a rival"),
    )


Talks = Mapping[str, Talk]


def _on_channel(
    view: View, brand: BrandRef, talk: Talks, earlier: Talks | None, channel: int
) -> ChannelVoice:
    def here(stances: Stances) -> Stances:
        return stances.pick(view.projection.channel_of_message[stances.source] == channel)

    def there(talk: Talks) -> Talks:
        return {one: Talk(here(said.customers), here(said.company)) for one, said in talk.items()}

    name = view.projection.names.channels.name(channel)
    return _heard(view, brand, there(talk), None if earlier is None else there(earlier), name)


def _heard(
    view: View, brand: BrandRef, talk: Talks, earlier: Talks | None, channel: str | None
) -> ChannelVoice:
    projection, own = view.projection, talk[brand.id]
    market = market_of(projection, of_customers(talk))
    market_before = None if earlier is None else market_of(projection, of_customers(earlier))
    messages, people = market.heard(brand.id)
    return ChannelVoice(
        channel=channel,
        messages=messages,
        people=people,
        company_messages=len(own.company),
        company_people=count_people(projection, own.company.person),
        voice=voice_share(projection, brand.id, market, own.customers.source),
        change=voice_shift(brand.id, market, market_before),
    )
