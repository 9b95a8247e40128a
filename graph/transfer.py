"""One store in, the same graph in another store out. Safe to break off and start again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from graph.model import Batch, Fact, MessageFacts
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy wrote."""

    accounts: int
    messages: int
    interactions: int


async def copy(source: Store, target: Store, on_progress: Callable[[int], None] | None = None) -> Copied:
    """Write all of source into target; what target already has in the same state is passed over.

    The catalogue goes in last: a target without it is one that a copy has not finished with.
    """
    accounts = await _accounts(source, target)
    messages = interactions = 0
    async for units in source.stream_messages():
        messages += await _messages(target, units)
        if on_progress is not None:
            on_progress(messages)
    async for facts in source.stream_interactions():
        interactions += await _interactions(target, facts)
    await _rest(source, target)
    return Copied(accounts, messages, interactions)


async def _write(target: Store, batch: Batch) -> None:
    await target.write(replace(batch, expected_version=(await target.state()).version))


async def _accounts(source: Store, target: Store) -> int:
    count = 0
    async for accounts in source.stream_accounts():
        count += len(accounts)
        decisions = await source.identifications([account.key for account in accounts])
        await _write(target, Batch(0, accounts=tuple(accounts), identifications=tuple(decisions.values())))
    return count


async def _messages(target: Store, units: Sequence[MessageFacts]) -> int:
    known = await target.revisions([unit.message.uid for unit in units])
    new = tuple(unit for unit in units if unit.message.uid not in known)
    changed = tuple(
        unit for unit in units if known.get(unit.message.uid, "") not in ("", unit.message.revision)
    )
    if new or changed:
        await _write(target, Batch(0, new_messages=new, changed_messages=changed))
    return len(units)


async def _interactions(target: Store, facts: Sequence[Fact]) -> int:
    known = await target.revisions([fact.source for fact in facts])
    new = tuple(fact for fact in facts if fact.source not in known)
    if new:
        await _write(target, Batch(0, new_interactions=new))
    return len(facts)


async def _rest(source: Store, target: Store) -> None:
    for checkpoint in await source.checkpoints():
        await _write(target, Batch(0, checkpoint=checkpoint))
    state = await source.state()
    await _write(
        target,
        Batch(
            0,
            rejects=tuple(await source.rejects()),
            catalogue=await source.catalogue(),
            analysis_version=state.analysis_version,
        ),
    )
