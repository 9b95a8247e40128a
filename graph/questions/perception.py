"""A brand and a window in; how people feel about it and its rivals, by channel, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from graph.model import FactKind
from graph.projection.columns import Columns
from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.changes import net_change
from graph.questions.intervals import leaves_out_zero
from graph.questions.mood import Change, Heard, Mood, VoiceShare, change_of, heard, mood_of, voice_share
from graph.questions.stances import Stances, split, stances_of
from graph.questions.view import View
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
    ref = view.catalogue.brand(brand)
    talk = talk_about(view, view.catalogue.market(ref), window)
    own = talk[ref.id]
    nothing = not len(own.customers) and not len(own.company)
    return Perception(
        brand=ref,
        window=window,
        mood=mood_of(view.projection, own.customers),
        voice=voice_share(view.projection, ref.id, market_of(view, talk), own.customers.source),
        channels=_channels(view, own.customers),
        company_messages=len(own.company),
        missing=missing(view, window, f"mentions {ref.name}") if nothing else None,
    )


def market_of(view: View, talk: Mapping[str, Talk]) -> dict[str, Heard]:
    """How much customers say of each brand."""
    return {brand: heard(view.projection, said.customers) for brand, said in talk.items()}


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
    before = window_before(view.projection, window)
    talk = talk_about(view, view.catalogue.market(ref), window)
    market = market_of(view, talk)
    earlier = None if before is None else talk_about(view, compared, before)
    stands = [_stand(view, one, talk, market, earlier) for one in compared]
    rivals = sorted(stands[1:], key=lambda stand: (-stand.mood.messages, stand.brand.id))
    silent = not any(stand.mood.messages for stand in stands)
    return Standing(
        brand=ref,
        window=window,
        before=before,
        stands=(stands[0], *rivals),
        missing=missing(view, window, f"mentions {ref.name} or a rival") if silent else None,
    )


def _stand(
    view: View,
    brand: BrandRef,
    talk: Mapping[str, Talk],
    market: Mapping[str, Heard],
    earlier: Mapping[str, Talk] | None,
) -> Stand:
    said = talk[brand.id].customers
    mood = mood_of(view.projection, said)
    change = None
    if earlier is not None:
        change = _changed(view, mood, said, earlier[brand.id].customers)
    return Stand(brand, mood, voice_share(view.projection, brand.id, market, said.source), change)


def _changed(view: View, mood: Mood, said: Stances, earlier: Stances) -> Change:
    """By drawing people anew, who may speak in both windows; by Newcombe's interval where they are too few."""
    change = change_of(mood, mood_of(view.projection, earlier))
    between = net_change(view.projection, said, earlier)
    if between is None:
        return change
    return replace(change, interval=between, significant=leaves_out_zero(between))
