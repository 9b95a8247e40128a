"""How customers see a brand, on the whole and by channel, in; what the schema shows of it out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import QUESTION, relation
from api.graphql.types import brand as brands
from api.graphql.types import emotions
from api.graphql.types.emotions import Emotions
from api.graphql.types.mood import Mood, VoiceShare, mood, voice
from api.graphql.types.relations import ABrand
from api.graphql.types.window import First, Window, shown_window
from graph.questions import answer
from graph.questions import perception as questions
from graph.questions.emotions import SHOWN


@strawberry.type(description="Mood on one channel.")
class ChannelMood:
    """Of graph.questions.perception.ChannelMood."""

    channel: str = strawberry.field(description="The channel's name.")
    mood: Mood = strawberry.field(description="The mood there.")


@strawberry.type(description="How customers see one brand.")
class Perception:
    """Of graph.questions.perception.Perception."""

    asked: strawberry.Private[tuple[str, answer.Window]]
    brand: ABrand = strawberry.field(description="The brand.")
    window: Window = strawberry.field(description="The time it is about.")
    mood: Mood = strawberry.field(description="How customers feel about it.")
    voice: VoiceShare = strawberry.field(description="How much of the talk is about it.")
    channels: list[ChannelMood] = strawberry.field(description="The same by channel, most messages first.")
    company_messages: int = strawberry.field(
        description="Messages of staff and bots that name it; they count nowhere else."
    )
    missing: str | None = strawberry.field(
        description="Why there is nothing to show, where there is nothing."
    )

    @relation(
        "Which emotions customers show toward the brand, beside each rival: the first so many, with counts of people, "
        "intervals, what changed, and the messages.",
        QUESTION,
    )
    async def emotions(self, info: Info, first: First = SHOWN) -> Emotions:
        """A question."""
        return await emotions.emotions(info, *self.asked, first)


async def perception(info: Info, brand: str, window: answer.Window) -> Perception:
    """Ask graph.questions.perception.perception."""
    found = await info.context.ask(questions.perception, brand, window)
    return Perception(
        asked=(found.brand.id, window),
        brand=brands.brand(found.brand, window),
        window=shown_window(found.window),
        mood=mood(found.mood),
        voice=voice(found.voice),
        channels=[ChannelMood(channel=one.channel, mood=mood(one.mood)) for one in found.channels],
        company_messages=found.company_messages,
        missing=found.missing,
    )
