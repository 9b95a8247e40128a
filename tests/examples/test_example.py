from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.model import Account, Identification, Register
from graph.resolve.exact import identify, identity_keys
from ingest.files.registry import discover, reader_for
from ingest.item import Author, Item, account_key
from ingest.records import ReadOptions, Reject
from ingest.simulate import truth_rows
from nlp.catalogue_file import load

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MESSAGES = {"forum": 310, "microblog": 187, "calls": 85, "reviews": 46, "email": 46}


@pytest.fixture(scope="module")
def items() -> dict[str, Item]:
    """Every message by uid; a reject fails the test that asks."""
    found: dict[str, Item] = {}
    for path in discover([EXAMPLES]):
        for record in reader_for(path, None).read(path, ReadOptions()):
            assert not isinstance(record.value, Reject), record.value
            assert isinstance(record.value, Item)
            assert record.value.uid not in found
            found[record.value.uid] = record.value
    return found


def rows(name: str) -> list[dict[str, Any]]:
    return list(truth_rows(EXAMPLES, name))


def key_of(item: Item) -> str:
    assert item.author is not None
    return account_key(item.place, item.author.native_id)


def owners() -> dict[str, str]:
    return {
        account: row["id"]
        for name in ("people", "staff")
        for row in rows(name)
        for account in row["accounts"]
    }


def test_every_file_is_read_by_its_own_reader_without_a_reject(items: dict[str, Item]) -> None:
    formats = {path.name: reader_for(path, None).name for path in discover([EXAMPLES])}
    assert formats == {
        "forum.jsonl": "jsonl",
        "microblog.jsonl": "jsonl",
        "calls.jsonl": "jsonl",
        "reviews.csv": "csv",
        "mail.mbox": "mbox",
    }
    assert Counter(uid.split(":")[0] for uid in items) == MESSAGES


def test_every_reply_answers_an_earlier_message_of_its_thread(items: dict[str, Item]) -> None:
    replies = [item for item in items.values() if item.in_reply_to]
    assert len(replies) > 400
    for item in replies:
        assert item.in_reply_to is not None
        assert items[item.in_reply_to].created_at < item.created_at, item.uid
        assert item.thread_root in items


def test_threads_go_on_in_order_and_all_is_said_by_early_november_2026(items: dict[str, Item]) -> None:
    times = [item.created_at for item in items.values()]
    assert datetime(2026, 1, 1, tzinfo=UTC) < min(times)
    assert datetime(2026, 11, 1, tzinfo=UTC) < max(times) < datetime(2026, 11, 10, tzinfo=UTC)
    assert len({item.created_at.month for item in items.values()}) == 11


def test_every_author_is_someone_and_everyone_speaks(items: dict[str, Item]) -> None:
    speakers = {key_of(item) for item in items.values()}
    assert speakers == set(owners())
    assert 55 <= len(rows("people")) <= 70


def test_people_with_several_accounts_are_found_by_exact_evidence_unless_they_are_hard(
    items: dict[str, Item],
) -> None:
    decided = {one.account: one for one in resolved(items)}
    kinds: Counter[str] = Counter()
    for person in rows("people"):
        found = {decided[account].person for account in person["accounts"]}
        apart = person["evidence"] == "hard"
        assert len(found) == (len(person["accounts"]) if apart else 1), person["id"]
        assert (len(person["accounts"]) == 1) == (person["evidence"] == "single")
        kinds[person["evidence"]] += 1
    assert min(kinds["verified_email"], kinds["cross_link"], kinds["hard"]) >= 5


def resolved(items: dict[str, Item]) -> list[Identification]:
    """Who is who by the exact rules, from the accounts as the messages show them."""
    accounts = []
    for item in {key_of(item): item for item in items.values()}.values():
        assert item.author is not None
        shown = Account(key_of(item), profile_of(item.author))
        accounts.append(Account(shown.key, shown.profile, identity_keys(shown)))
    return identify(accounts)


def profile_of(author: Author) -> dict[str, Register]:
    names = ("handle", "display_name", "url", "email", "email_verified", "links", "bio")
    values = {name: getattr(author, name) for name in names}
    return {name: Register(0, value) for name, value in values.items() if value not in (None, ())}


@pytest.mark.parametrize(("name", "advice"), [("persuaded", "recommendation"), ("warned", "warning")])
def test_advice_and_its_outcome_are_by_the_people_named_in_that_order(
    name: str, advice: str, items: dict[str, Item]
) -> None:
    people = owners()
    assert len(rows(name)) >= 5
    for row in rows(name):
        given = items[row[advice]]
        assert people[key_of(given)] == row["giver"]
        if row["outcome"] is not None:
            outcome = items[row["outcome"]]
            assert people[key_of(outcome)] == row["receiver"]
            assert given.created_at < outcome.created_at


@pytest.mark.parametrize("name", ["switches", "peeves", "ideas"])
def test_what_people_are_said_to_have_said_is_theirs(name: str, items: dict[str, Item]) -> None:
    assert len(rows(name)) >= 15
    for row in rows(name):
        assert owners()[key_of(items[row["message"]])] == row["person"]


def test_peeves_and_ideas_use_a_term_of_their_topic_or_lean_on_a_message_that_does(
    items: dict[str, Item],
) -> None:
    terms = {topic.id: topic.terms for topic in load(EXAMPLES / "catalogue.yaml").topics}
    named = 0
    for row in (*rows("peeves"), *rows("ideas")):
        text = items[row["message"]].text.lower()
        named += any(term in text for term in terms[row["topic"]])
    assert named >= 0.75 * len([*rows("peeves"), *rows("ideas")])


def test_brands_and_topics_of_the_truth_are_in_the_catalogue() -> None:
    catalogue = load(EXAMPLES / "catalogue.yaml")
    brands = {brand.id for brand in catalogue.brands}
    topics = {topic.id for topic in catalogue.topics}
    assert [brand.role.value for brand in catalogue.brands] == ["own", "competitor", "competitor"]
    for row in (*rows("persuaded"), *rows("warned"), *rows("peeves"), *rows("ideas"), *rows("at_risk")):
        assert row["brand"] in brands
    for row in rows("switches"):
        assert {row["from"], row["to"]} <= brands
    assert {row["topic"] for row in (*rows("peeves"), *rows("ideas"))} <= topics


def test_communities_hold_the_people_who_say_they_belong_and_mostly_talk_among_themselves(
    items: dict[str, Item],
) -> None:
    people = {row["id"]: row["community"] for row in rows("people")}
    for community in rows("communities"):
        assert community["people"] == [one for one, home in people.items() if home == community["id"]]
        assert len(community["people"]) >= 9
    who = owners()
    inside = Counter(
        people[who[key_of(item)]] == people[who[key_of(items[item.in_reply_to])]]
        for item in items.values()
        if item.in_reply_to and who[key_of(item)] in people and who[key_of(items[item.in_reply_to])] in people
    )
    assert inside[True] > 5 * inside[False]


def test_those_at_risk_wrote_the_messages_that_say_so_and_listen_to_people_who_exist(
    items: dict[str, Item],
) -> None:
    people = {row["id"] for row in rows("people")}
    for row in rows("at_risk"):
        assert {owners()[key_of(items[uid])] for uid in row["messages"]} == {row["person"]}
        assert set(row["listens_to"]) <= people


def test_no_text_is_said_twice_and_some_quote(items: dict[str, Item]) -> None:
    repeated = [text for text, count in Counter(item.text for item in items.values()).items() if count > 1]
    assert len(repeated) <= 3, repeated
    assert sum(item.text.startswith("> ") or "\n> " in item.text for item in items.values()) >= 4


def test_the_readme_states_the_right_counts() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    for channel, count in MESSAGES.items():
        row = next(line for line in readme.splitlines() if f"`{channel}:" in line)
        assert row.endswith(f"| {count} |")
