"""A brand and a window in; who talks about it on which channel, beside its rivals, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.mood import VoiceShare, heard, voice_share
from graph.questions.perception import Talk, market_of, talk_about
from graph.questions.stances import Stances
from graph.questions.view import View
from graph.questions.windows import missing


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
    """Those on which anybody talks about a brand of the market; most messages first."""
    missing: str | None = None


async def share_of_voice(view: View, brand: str, window: Window) -> ShareOfVoice:
    """Who talks about this brand, on which channels, unique people beside messages."""
    ref = view.catalogue.brand(brand)
    talk = talk_about(view, view.catalogue.market(ref), window)
    channel_of = view.projection.channel_of_message
    used = [
        channel_of[stances.source] for said in talk.values() for stances in (said.customers, said.company)
    ]
    channels = [_on_channel(view, ref, talk, code) for code in np.unique(np.concatenate(used)).tolist()]
    channels.sort(key=lambda one: (-one.messages, one.channel or ""))
    return ShareOfVoice(
        brand=ref,
        window=window,
        total=_heard(view, ref, talk, None),
        channels=tuple(channels),
        missing=None if channels else missing(view, window, f"mentions {ref.name} or a rival"),
    )


def _on_channel(view: View, brand: BrandRef, talk: Mapping[str, Talk], channel: int) -> ChannelVoice:
    def here(stances: Stances) -> Stances:
        return stances.pick(view.projection.channel_of_message[stances.source] == channel)

    there = {one: Talk(here(said.customers), here(said.company)) for one, said in talk.items()}
    return _heard(view, brand, there, view.projection.names.channels.name(channel))


def _heard(view: View, brand: BrandRef, talk: Mapping[str, Talk], channel: str | None) -> ChannelVoice:
    customers = heard(view.projection, talk[brand.id].customers)
    company = heard(view.projection, talk[brand.id].company)
    return ChannelVoice(
        channel=channel,
        messages=customers.messages,
        people=customers.people,
        company_messages=company.messages,
        company_people=company.people,
        voice=voice_share(view.projection, brand.id, market_of(view, talk), talk[brand.id].customers.source),
    )
