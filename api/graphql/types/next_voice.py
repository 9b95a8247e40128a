"""Who could speak to a customer in; what the schema shows of them out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import person
from api.graphql.types.relations import APerson
from api.graphql.types.score import Score, score
from api.graphql.types.window import Window, page_size, shown_window
from graph.questions import answer
from graph.questions import next_voice as questions


@strawberry.type(description="A peer who could speak to the customer.")
class PeerVoice:
    """Of graph.questions.next_voice.Voice."""

    person: APerson = strawberry.field(description="Who it is.")
    score: Score = strawberry.field(
        description="How credible, 0 to 1, of closeness, experience, liking, having been followed before and being reachable."
    )
    channels: list[str] = strawberry.field(description="Channels that both are on.")
    feeling: float = strawberry.field(description="What they feel toward the subject: -1 to 1.")


@strawberry.type(description="Which peers a customer would believe about a subject, most credible first.")
class NextBestVoice:
    """Of graph.questions.next_voice.NextVoice."""

    window: Window = strawberry.field(description="The time it is about.")
    nodes: list[PeerVoice] = strawberry.field(
        description="The peers; no staff, and nobody who speaks ill of it."
    )
    critical: int = strawberry.field(description="Peers left out because they speak ill of it.")
    missing: str | None = strawberry.field(description="Why there is nobody to show, where there is nobody.")


async def next_best_voice(
    info: Info, who: str, subject: tuple[str | None, str | None], window: answer.Window, first: int
) -> NextBestVoice:
    """Ask graph.questions.next_voice.next_best_voice; `subject` is (brand, topic)."""
    found = await info.context.ask(questions.next_best_voice, who, window, *subject, page_size(first))
    return NextBestVoice(
        window=shown_window(found.window),
        nodes=[
            PeerVoice(
                person=person.person(one.person, window),
                score=score(one.score),
                channels=list(one.channels),
                feeling=one.feeling,
            )
            for one in found.voices
        ],
        critical=found.critical,
        missing=found.missing,
    )
