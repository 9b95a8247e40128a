"""Counts of a store in; what the schema shows of them out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types.scalars import DateTime, moment


@strawberry.type(description="How many facts of one kind there are.")
class KindCount:
    """Of graph.model.Counts.facts_by_kind."""

    kind: str = strawberry.field(description="What the facts say: POSTED, MENTIONS, RECOMMENDS…")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="A source, and how far it was read.")
class Source:
    """Of graph.model.Checkpoint."""

    name: str = strawberry.field(description="Its name.")
    items: int = strawberry.field(description="Records read.")
    rejects: int = strawberry.field(description="Records set aside.")
    done: bool = strawberry.field(description="Whether it was read to its end.")
    updated_at: DateTime = strawberry.field(description="When it was last read.")


@strawberry.type(description="What the graph holds.")
class Status:
    """Of graph.model.Counts and StoreState."""

    version: int = strawberry.field(description="Grows by one with every write.")
    analysis_version: str | None = strawberry.field(
        description="The language layer and catalogue that the facts come from; null for an empty graph."
    )
    messages: int = strawberry.field(description="Messages.")
    accounts: int = strawberry.field(description="Accounts.")
    people: int = strawberry.field(description="People.")
    conversations: int = strawberry.field(description="Conversations.")
    interactions: int = strawberry.field(description="Reactions, shares, follows and votes.")
    facts: int = strawberry.field(description="Facts, without who is who.")
    facts_by_kind: list[KindCount] = strawberry.field(description="The same by kind, most first.")
    brands: int = strawberry.field(description="Brands of the catalogue.")
    topics: int = strawberry.field(description="Topics of the catalogue.")
    rejects: int = strawberry.field(description="Records set aside.")
    sources: list[Source] = strawberry.field(description="What was read, by name.")


async def status(info: Info) -> Status:
    """Ask the store."""
    store = info.context.store
    state, counts, checkpoints = await store.state(), await store.counts(), await store.checkpoints()
    kinds = sorted(counts.facts_by_kind.items(), key=lambda one: (-one[1], one[0]))
    sources = [
        Source(
            name=one.source,
            items=one.items,
            rejects=one.rejects,
            done=one.done,
            updated_at=moment(one.updated_at),
        )
        for one in checkpoints
    ]
    return Status(
        version=state.version,
        analysis_version=state.analysis_version,
        messages=counts.messages,
        accounts=counts.accounts,
        people=counts.people,
        conversations=counts.conversations,
        interactions=counts.interactions,
        facts=counts.facts,
        facts_by_kind=[KindCount(kind=kind, count=count) for kind, count in kinds],
        brands=counts.brands,
        topics=counts.topics,
        rejects=counts.rejects,
        sources=sources,
    )
