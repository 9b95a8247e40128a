"""What every store does, whatever its engine: pages, filters and search."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from graph.model import (
    Conversation,
    ConversationFilter,
    Fact,
    FactKind,
    Message,
    MessageFacts,
    MessageFilter,
    MessagePosition,
)
from graph.store import Store
from graph.stores.words import words
from tests.graph.factories import (
    NOON,
    SECOND,
    about,
    fact,
    interaction,
    key,
    mention,
    message,
    names,
    put,
    with_facts,
)

BRANDS = ("moka", "brevo", "crema")
ACTS = (FactKind.RECOMMENDS, FactKind.WARNS, FactKind.COMPLAINS, FactKind.ASKS)
WORDS = ("loud", "steam", "café", "Über", "grinder", "leaks", "love")


def world(size: int = 160) -> list[MessageFacts]:
    """Messages whose times often tie and whose features overlap in every way."""
    chance = random.Random(11)  # noqa: S311 - the same world every time
    return [_told(chance, number) for number in range(size)]


def _told(chance: random.Random, number: int) -> MessageFacts:
    channel = chance.choice(("forum:main", "mail:box", "forum:other"))
    thread = f"{channel}:{chance.randrange(12)}"
    author = None if chance.random() < 0.1 else f"{channel}:{chance.choice('abcdefg')}"
    one = message(
        f"{channel}:{number}",
        created_at=NOON + chance.randrange(25) * SECOND,
        author=author,
        kind=chance.choice(("post", "comment", "review")),
        title=chance.choice((None, "Loud!", "Steam")),
        text=" ".join(chance.sample(WORDS, 3)),
        conversation=thread,
        in_reply_to=chance.choice((None, thread)),
    )
    return with_facts(one, *_facts(chance))


def _facts(chance: random.Random) -> list[Fact]:
    found = [
        mention(brand, chance.choice(("positive", "neutral", "negative")), start)
        for start, brand in enumerate(chance.sample(BRANDS, chance.choice((0, 1, 1, 2))))
    ]
    if chance.random() < 0.4:
        found.append(fact(chance.choice(ACTS), chance.choice((*BRANDS, None))))
    if chance.random() < 0.2:
        found.append(fact(FactKind.SWITCHES, chance.choice((None, "moka")), rival="brevo", status="done"))
    if chance.random() < 0.3:
        found.append(about(chance.choice(("noise", "price"))))
    return found


def wanted(told: MessageFacts, where: MessageFilter) -> bool:
    """The filter in plain Python."""
    one, facts = told.message, told.facts
    acts = [each for each in facts if each.kind in {*ACTS, FactKind.SWITCHES}]
    mentions = [each for each in facts if each.kind is FactKind.MENTIONS]
    found = set(words(f"{one.title or ''} {one.text}"))
    named = {each.object for each in (*mentions, *acts)} | {each.rival for each in acts}
    checks = (
        where.text is None or (words(where.text) and found >= set(words(where.text))),
        where.brand is None or where.brand in named,
        where.sentiment is None
        or any(where.sentiment == each.sentiment and where.brand in (None, each.object) for each in mentions),
        where.act is None
        or any(where.act is each.kind and where.brand in (None, each.object, each.rival) for each in acts),
        where.topic is None
        or any(each.kind is FactKind.ABOUT and each.object == where.topic for each in facts),
        where.accounts is None or one.author in where.accounts,
        where.channel in (None, one.channel),
        where.conversation in (None, one.conversation),
        where.in_reply_to in (None, one.in_reply_to),
        where.kind in (None, one.kind),
        where.since is None or one.created_at >= where.since,
        where.until is None or one.created_at < where.until,
    )
    return all(checks)


def newest_first(messages: Iterable[Message]) -> list[Message]:
    return sorted(messages, key=lambda one: (one.created_at, one.uid), reverse=True)


async def all_pages(store: Store, where: MessageFilter, limit: int) -> list[Message]:
    found: list[Message] = []
    after = None
    while page := list(await store.page_messages(where, after, limit)):
        assert len(page) <= limit
        found += page
        after = MessagePosition(page[-1].created_at, page[-1].uid)
    return found


SINGLE: tuple[dict[str, Any], ...] = (
    {},
    {"text": "LOUD cafe"},
    {"text": "nothing"},
    {"brand": "brevo"},
    {"brand": "unheard-of"},
    {"sentiment": "negative"},
    {"act": FactKind.WARNS},
    {"act": FactKind.SWITCHES},
    {"topic": "noise"},
    {"topic": "brevo"},
    {"brand": "noise"},
    {"accounts": ("forum:main:a", "mail:box:c")},
    {"accounts": ()},
    {"accounts": ("forum:main:nobody",)},
    {"accounts": tuple(f"forum:main:{letter}{number}" for letter in "abcdefg" for number in ("", 1, 2, 3, 4, 5, 6, 7, 8))},
    {"channel": "forum"},
    {"channel": "mail"},
    {"channel": "nowhere"},
    {"conversation": "forum:main:3"},
    {"in_reply_to": "forum:main:3"},
    {"kind": "review"},
    {"kind": "article"},
    {"since": NOON + 5 * SECOND},
    {"until": NOON + 5 * SECOND},
    {"since": NOON + 5 * SECOND, "until": NOON + 6 * SECOND},
    {"since": NOON + 6 * SECOND, "until": NOON + 6 * SECOND},
)  # fmt: skip

COMBINED: tuple[dict[str, Any], ...] = (
    {"brand": "brevo", "sentiment": "negative"},
    {"brand": "brevo", "act": FactKind.SWITCHES},
    {"brand": "moka", "act": FactKind.SWITCHES, "sentiment": "positive"},
    {"brand": "moka", "topic": "noise", "since": NOON + 3 * SECOND},
    {"brand": "moka", "text": "loud", "channel": "forum"},
    {"accounts": ("forum:main:a", "mail:box:b", "mail:box:c"), "brand": "moka", "kind": "post"},
    {"conversation": "forum:main:3", "text": "steam"},
    {"act": FactKind.COMPLAINS, "sentiment": "negative", "channel": "mail"},
    {"text": "uber", "sentiment": "neutral", "topic": "price"},
)


@pytest.mark.parametrize("limit", [1, 7, 500])
async def test_pages_hold_what_the_filter_says_without_gaps_or_repeats(store: Store, limit: int) -> None:
    told = world()
    await put(store, *told)
    filters = [MessageFilter(**fields) for fields in (*SINGLE, *COMBINED)]
    for where in filters if limit > 1 else filters[::7]:
        expected = newest_first(one.message for one in told if wanted(one, where))
        assert await all_pages(store, where, limit) == expected, where


def test_the_filters_find_something_each() -> None:
    told = world()
    found = [sum(wanted(one, MessageFilter(**fields)) for one in told) for fields in COMBINED]
    assert min(found) > 0


async def test_random_combinations_of_filters_agree_with_plain_python(store: Store) -> None:
    told = world()
    await put(store, *told)
    chance = random.Random(5)  # noqa: S311
    for _ in range(60):
        chosen = chance.sample([fields for fields in SINGLE if fields], chance.choice((2, 3)))
        where = MessageFilter(**{name: value for fields in chosen for name, value in fields.items()})
        expected = newest_first(one.message for one in told if wanted(one, where))
        assert list(await store.page_messages(where, None, 500)) == expected, where


async def test_a_page_after_the_last_message_is_empty(store: Store) -> None:
    await put(store, message("m1"))
    assert list(await store.page_messages(MessageFilter(), MessagePosition(NOON, key("m1")), 10)) == []
    assert list(await store.page_messages(MessageFilter(), MessagePosition(NOON - 1, key("z")), 10)) == []


async def test_messages_written_between_pages_are_neither_repeated_nor_in_the_way(store: Store) -> None:
    await put(store, *(message(f"m{number}", created_at=NOON + number) for number in range(4)))
    first = await store.page_messages(MessageFilter(), None, 2)
    await put(store, message("newer", created_at=NOON + 9), message("older", created_at=NOON - 9))
    after = MessagePosition(first[-1].created_at, first[-1].uid)
    assert names(first) == ["m3", "m2"]
    assert names(await store.page_messages(MessageFilter(), after, 9)) == ["m1", "m0", "older"]


async def test_a_mention_without_a_stance_is_still_a_mention(store: Store) -> None:
    await put(store, with_facts(message("m1"), fact(FactKind.MENTIONS, "moka", start=0, end=4)))
    assert names(await store.page_messages(MessageFilter(brand="moka"), None, 9)) == ["m1"]
    assert names(await store.page_messages(MessageFilter(sentiment="neutral"), None, 9)) == []
    assert names(await store.page_messages(MessageFilter(sentiment="furious"), None, 9)) == []
    assert names(await store.page_messages(MessageFilter(act=FactKind.MENTIONS), None, 9)) == []


async def test_interactions_are_no_messages(store: Store) -> None:
    await put(store, message("m1"), new_interactions=(interaction("r1"),))
    assert names(await store.page_messages(MessageFilter(), None, 9)) == ["m1"]
    assert names(await store.page_messages(MessageFilter(accounts=(key("ben"),)), None, 9)) == []


def threads_of(
    told: Sequence[MessageFacts], keep: Callable[[list[MessageFacts]], bool]
) -> list[Conversation]:
    """Conversations in plain Python, newest first."""
    held: dict[str, list[MessageFacts]] = {}
    for one in told:
        held.setdefault(one.message.conversation, []).append(one)
    found = []
    for name, members in held.items():
        times = [one.message.created_at for one in members]
        if keep(members):
            found.append(
                Conversation(name, name.split(":", maxsplit=1)[0], len(members), min(times), max(times))
            )
    return sorted(found, key=lambda one: (one.last_at, one.key), reverse=True)


CONVERSATION_FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"channel": "mail"},
    {"channel": "nowhere"},
    {"brand": "crema"},
    {"brand": "unheard-of"},
    {"accounts": ("forum:main:a", "mail:box:b")},
    {"accounts": ()},
    {"accounts": tuple(f"forum:main:{letter}{number}" for letter in "abc" for number in ("", *range(20)))},
    {"since": NOON + 22 * SECOND},
    {"until": NOON + SECOND},
    {"since": NOON + 22 * SECOND, "until": NOON + 2 * SECOND},
    {"brand": "brevo", "channel": "forum", "accounts": ("forum:main:c",)},
)


@pytest.mark.parametrize("limit", [1, 500])
async def test_conversation_pages_hold_what_the_filter_says(store: Store, limit: int) -> None:
    told = world()
    await put(store, *told)
    for fields in CONVERSATION_FILTERS:
        where = ConversationFilter(**fields)

        def keep(members: list[MessageFacts], where: ConversationFilter = where) -> bool:
            times = [one.message.created_at for one in members]
            return (
                where.channel in (None, members[0].message.channel)
                and any(wanted(one, MessageFilter(brand=where.brand)) for one in members)
                and any(wanted(one, MessageFilter(accounts=where.accounts)) for one in members)
                and (where.since is None or max(times) >= where.since)
                and (where.until is None or min(times) < where.until)
            )

        found: list[Conversation] = []
        after = None
        while page := list(await store.page_conversations(where, after, limit)):
            found += page
            after = MessagePosition(page[-1].last_at, page[-1].key)
        assert found == threads_of(told, keep), fields


async def test_conversations_are_measured_from_their_messages(store: Store) -> None:
    told = world()
    for start in range(0, len(told), 50):
        await put(store, *told[start : start + 50])
    expected = {one.key: one for one in threads_of(told, lambda _: True)}
    assert dict(await store.conversations(sorted(expected))) == expected
    assert (await store.counts()).conversations == len(expected)
