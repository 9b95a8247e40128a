"""What every store does, whatever its engine: search in messages and names."""

from __future__ import annotations

from graph.model import (
    MessageFilter,
)
from graph.store import Store
from tests.graph.factories import (
    account,
    key,
    message,
    names,
    put,
)

TEXTS = {
    "plain": "The grinder is loud AND leaks",
    "accents": "Le café est très élégant; ÜBER-teuer, straße",
    "quotes": 'she said "never again" - it\'s the pump*s fault (really)',
    "operators": "NEAR the OR of it, NOT a col:umn ^caret {brace}",
    "emoji": "🔥🔥 hot☕️stuff 👨‍👩‍👧",
    "hebrew": "המכונה רועשת מאוד",
    "cyrillic": "Кофемашина шумит",
    "snake": "snake_case and 24bar pump v2.0",
    "wide": "ＦＵＬＬ width ﬁne",  # noqa: RUF001 - wide letters are the point
}

SEARCHES: dict[str, list[str]] = {
    "loud": ["plain"],
    "LOUD grinder": ["plain"],
    "grinder loud the": ["plain"],
    "grind": [],
    "grinder silent": [],
    "cafe": ["accents"],
    "CAFÉ élégant": ["accents"],
    "uber": ["accents"],
    "strasse": ["accents"],
    '"never again"': ["quotes"],
    '"again never"': ["quotes"],
    "pump*": ["quotes", "snake"],
    "pum*": [],
    "'; DROP TABLE message; --": [],
    "near": ["operators"],
    "NEAR(the it)": ["operators"],
    "grinder AND loud": ["plain"],
    "grinder NOT loud": [],
    "loud OR hot": [],
    "text:loud": [],
    "col:umn": ["operators"],
    "^caret": ["operators"],
    "-loud": ["plain"],
    "hot stuff": ["emoji"],
    "רועשת": ["hebrew"],
    "шумит": ["cyrillic"],
    "КОФЕМАШИНА": ["cyrillic"],
    "snake": ["snake"],
    "snake_case": ["snake"],
    "v2": ["snake"],
    "24": [],
    "24bar": ["snake"],
    "full fine": ["wide"],
    "": [],
    "🔥": [],
    "!!! ***": [],
    '"': [],
}


async def test_search_finds_whole_words_and_takes_nothing_for_an_operator(store: Store) -> None:
    await put(store, *(message(name, text=text) for name, text in TEXTS.items()))
    for text, expected in SEARCHES.items():
        found = await store.page_messages(MessageFilter(text=text), None, 100)
        assert sorted(names(found)) == sorted(expected), text


async def test_search_looks_in_the_title_too(store: Store) -> None:
    await put(store, message("m1", title="Étiquette", text="nothing here"))
    assert names(await store.page_messages(MessageFilter(text="here etiquette"), None, 9)) == ["m1"]


async def test_accounts_are_found_by_the_start_of_a_name_then_of_a_word_then_anywhere(store: Store) -> None:
    await put(
        store,
        accounts=(
            account("u1", handle="joanna", display_name="Jo"),
            account("u2", handle="x2", display_name="Zoë Annable"),
            account("u3", handle="ann_lee", display_name=None),
            account("u4", handle="Ann", display_name="Ännchen"),
            account("u5", handle="ben", display_name="Ben"),
        ),
    )
    assert [one.key for one in await store.find_accounts("ann", 10)] == [
        key("u3"),
        key("u4"),
        key("u2"),
        key("u1"),
    ]
    assert [one.key for one in await store.find_accounts("ann", 2)] == [key("u3"), key("u4")]
    assert [one.key for one in await store.find_accounts("ANN LEE", 9)] == [key("u3")]
    assert [one.key for one in await store.find_accounts("ZOE ann", 9)] == [key("u2")]
    for nothing in ("", "%", "_", "*", "zoe ben"):
        assert list(await store.find_accounts(nothing, 9)) == [], nothing


async def test_a_renamed_account_is_found_by_its_new_name_only(store: Store) -> None:
    await put(store, accounts=(account("u1", handle="old"),))
    await put(store, accounts=(account("u1", handle="new"),))
    assert list(await store.find_accounts("old", 9)) == []
    assert [one.key for one in await store.find_accounts("new", 9)] == [key("u1")]
