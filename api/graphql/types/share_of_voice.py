"""Who talks about a brand, where, beside whom, in; what the schema shows of it out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import brand as brands
from api.graphql.types.effect import Shift, shift
from api.graphql.types.mood import VoiceShare, voice
from api.graphql.types.relations import ABrand
from api.graphql.types.window import Window, shown_window
from graph.questions import answer
from graph.questions import share_of_voice as questions


@strawberry.type(description="Who talks about a brand on one channel.")
class ChannelVoice:
    """Of graph.questions.share_of_voice.ChannelVoice."""

    channel: str | None = strawberry.field(description="The channel's name; null: all channels.")
    messages: int = strawberry.field(description="Messages of customers.")
    people: int = strawberry.field(description="Distinct customers.")
    company_messages: int = strawberry.field(description="Messages of staff and bots.")
    company_people: int = strawberry.field(description="Distinct staff and bots.")
    voice: VoiceShare = strawberry.field(description="The brand's part of the talk there.")
    change: Shift = strawberry.field(
        description="How its share in people changed since the window before; empty where the window has no beginning."
    )


@strawberry.type(description="Who talks about a brand, where, beside whom.")
class ShareOfVoice:
    """Of graph.questions.share_of_voice.ShareOfVoice."""

    brand: ABrand = strawberry.field(description="The brand asked about.")
    window: Window = strawberry.field(description="The time it is about.")
    before: Window | None = strawberry.field(description="The window that changes are measured against.")
    total: ChannelVoice = strawberry.field(description="On all channels.")
    channels: list[ChannelVoice] = strawberry.field(description="By channel, most messages first.")
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )


def _channel(shown: questions.ChannelVoice) -> ChannelVoice:
    return ChannelVoice(
        channel=shown.channel,
        messages=shown.messages,
        people=shown.people,
        company_messages=shown.company_messages,
        company_people=shown.company_people,
        voice=voice(shown.voice),
        change=shift(shown.change),
    )


async def share_of_voice(info: Info, brand: str, window: answer.Window) -> ShareOfVoice:
    """Ask graph.questions.share_of_voice.share_of_voice."""
    found = await info.context.ask(questions.share_of_voice, brand, window)
    return ShareOfVoice(
        brand=brands.brand(found.brand, window),
        window=shown_window(found.window),
        before=None if found.before is None else shown_window(found.before),
        total=_channel(found.total),
        channels=[_channel(one) for one in found.channels],
        missing=found.missing,
    )
