"""A brand and a window in; who talks about it on which channel, beside its rivals, out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.changes import Shift
from graph.questions.perception import Talk, of_customers, talk_about
from graph.questions.stances import Stances, count_people
from graph.questions.view import View
from graph.questions.voice import Market, VoiceShare, market_of, voice_share, voice_shift
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
    ref = view.catalogue.brand(brand)
    compared = view.catalogue.market(ref)
    key = ("share of voice of a brand", ref, compared, window)
    return await asyncio.to_thread(
        view.projection.kept, key, lambda: _share_of_voice(view, ref, compared, window)
    )


def _share_of_voice(
    view: View, ref: BrandRef, compared: tuple[BrandRef, ...], window: Window
) -> ShareOfVoice:
    places = view.projection.kept(
        ("share of voice", compared, window), lambda: _places(view, compared, window)
    )
    everywhere, *each = [_heard(view, ref, place) for place in places]
    return ShareOfVoice(
        brand=ref,
        window=window,
        before=window_before(view.projection, window),
        total=everywhere,
        channels=tuple(sorted(each, key=lambda one: (-one.messages, one.channel or ""))),
        missing=None if each else missing(view, window, f"mentions {ref.name} or a rival"),
    )


Talks = Mapping[str, Talk]


@dataclass(frozen=True, slots=True)
class _Place:
    """What is said of all brands that are compared on one channel, or anywhere."""

    channel: str | None
    talk: Talks
    market: Market
    market_before: Market | None


def _places(view: View, compared: Sequence[BrandRef], window: Window) -> list[_Place]:
    """Anywhere, then each channel on which anybody talks about one of them; the same for all brands of a market."""
    before = window_before(view.projection, window)
    talk = talk_about(view, compared, window)
    earlier = None if before is None else talk_about(view, compared, before)
    used = [
        view.projection.channel_of_message[stances.source]
        for said in talk.values()
        for stances in (said.customers, said.company)
    ]
    return [
        _place(view, None, talk, earlier),
        *(_on_channel(view, talk, earlier, code) for code in np.unique(np.concatenate(used)).tolist()),
    ]


def _on_channel(view: View, talk: Talks, earlier: Talks | None, channel: int) -> _Place:
    def here(stances: Stances) -> Stances:
        return stances.pick(view.projection.channel_of_message[stances.source] == channel)

    def there(talk: Talks) -> Talks:
        return {one: Talk(here(said.customers), here(said.company)) for one, said in talk.items()}

    name = view.projection.names.channels.name(channel)
    return _place(view, name, there(talk), None if earlier is None else there(earlier))


def _place(view: View, channel: str | None, talk: Talks, earlier: Talks | None) -> _Place:
    return _Place(
        channel=channel,
        talk=talk,
        market=market_of(view.projection, of_customers(talk)),
        market_before=None if earlier is None else market_of(view.projection, of_customers(earlier)),
    )


def _heard(view: View, brand: BrandRef, place: _Place) -> ChannelVoice:
    projection, own = view.projection, place.talk[brand.id]
    messages, people = place.market.heard(brand.id)
    return ChannelVoice(
        channel=place.channel,
        messages=messages,
        people=people,
        company_messages=len(own.company),
        company_people=count_people(projection, own.company.person),
        voice=voice_share(projection, brand.id, place.market, own.customers.source),
        change=voice_shift(brand.id, place.market, place.market_before),
    )
