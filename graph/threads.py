"""Messages and what they answer in; the conversation of each out, the same for any order of arrival.

A message points at its thread root where the channel names one, else at the message it answers. Its
conversation is the last message along those pointers that is known or at least named.
"""

from __future__ import annotations

from collections.abc import Mapping

from graph.model import Message
from graph.store import Store


def pointer(message: Message) -> str | None:
    """The message through which this one belongs to a thread; None for the first of a thread."""
    target = message.thread_root or message.in_reply_to
    return None if target == message.uid else target


async def conversations(
    store: Store, arrived: Mapping[str, Message], near: Mapping[str, Message]
) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """The conversation of each arrived message, and the (old, new) labels that stored messages must change.

    `near` holds the stored messages that the arrived ones point at. Cost: for a ring of replies (broken
    data) one lookup a member, else none.
    """
    labels = {uid: message.conversation for uid, message in near.items()}
    found = {uid: _follow(uid, arrived, labels) for uid in arrived}
    relabelled = {}
    for uid, message in arrived.items():
        if pointer(message) is not None and found[uid] == uid:
            found[uid] = await _ring_head(store, message, arrived)
        if found[uid] != uid:
            relabelled[uid] = found[uid]
    final = {uid: _settle(label, relabelled) for uid, label in found.items()}
    return final, tuple((old, _settle(new, relabelled)) for old, new in sorted(relabelled.items()))


def _follow(uid: str, arrived: Mapping[str, Message], labels: Mapping[str, str]) -> str:
    """Walk the pointers among the arrived messages, and end with the stored label or the last name."""
    seen: dict[str, None] = {}
    while uid in arrived and uid not in seen:
        seen[uid] = None
        target = pointer(arrived[uid])
        if target is None:
            return uid
        uid = target
    if uid in seen:  # a ring of replies: its smallest member stands for all
        way = list(seen)
        return min(way[way.index(uid) :])
    return labels.get(uid, uid)


def _settle(label: str, relabelled: Mapping[str, str]) -> str:
    """Follow relabellings to their end; a ring of them ends at its smallest member."""
    seen = [label]
    while label in relabelled:
        label = relabelled[label]
        if label in seen:
            return min(seen[seen.index(label) :])
        seen.append(label)
    return label


async def _ring_head(store: Store, message: Message, arrived: Mapping[str, Message]) -> str:
    """The smallest uid of the ring of replies that this message closes."""
    ring: list[str] = []
    current: Message | None = message
    while current is not None and current.uid not in ring:
        ring.append(current.uid)
        target = pointer(current)
        if target is None:
            break
        current = arrived.get(target) or (await store.messages([target])).get(target)
    return min(ring)
