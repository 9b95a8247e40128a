"""The record format: what is taken, what is refused and with which words."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import RecordError
from ingest.item import (
    Author,
    Interaction,
    InteractionKind,
    Item,
    ItemKind,
    ItemMention,
    Lineage,
    Metrics,
    Profile,
    Recipient,
    Role,
)
from ingest.schema import dump_item, json_schema, parse_fields, parse_record

SMALLEST = {
    "uid": "forum:main:1",
    "kind": "post",
    "author": {"id": "7", "handle": "mira"},
    "text": "Hello",
    "created_at": "2026-03-01T12:00:00Z",
}
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def parsed(**changes: object) -> Item:
    value = parse_record(orjson.dumps(SMALLEST | changes))
    assert isinstance(value, Item)
    return value


def refusal(**changes: object) -> RecordError:
    with pytest.raises(RecordError) as caught:
        parse_record(json.dumps(SMALLEST | changes))
    return caught.value


def test_the_smallest_record_is_enough() -> None:
    item = parsed()
    assert (item.uid, item.kind, item.text, item.created_at) == ("forum:main:1", ItemKind.POST, "Hello", NOON)
    assert item.author == Author("7", "mira")
    assert item.metrics == Metrics()


@pytest.mark.parametrize(
    "written",
    ["2026-03-01T12:00:00Z", "2026-03-01T14:00:00+02:00", "2026-03-01 12:00:00", 1772366400, 1772366400.0],
)
def test_times_are_utc_however_they_are_written(written: object) -> None:
    assert parsed(created_at=written).created_at == NOON


def test_an_author_may_be_unknown_but_not_forgotten() -> None:
    assert parsed(author=None).author is None
    record = {name: value for name, value in SMALLEST.items() if name != "author"}
    with pytest.raises(RecordError, match="author: field required"):
        parse_record(orjson.dumps(record))


def test_a_numeric_author_id_is_taken_as_text() -> None:
    author = parsed(author={"id": 7}).author
    assert author == Author("7")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"uid": "forum-1"}, "uid"),
        ({"uid": "fo rum:a:1"}, "uid"),
        ({"kind": "poem"}, "kind: input should be 'post'"),
        ({"text": None}, "text"),
        ({"text": "x" * 1_000_001}, "text"),
        ({"created_at": "yesterday"}, "created_at"),
        ({"created_at": True}, "created_at: should be a time"),
        ({"created_at": 1772366400000}, "are these milliseconds?"),
        ({"metrics": {"likes": -1}}, "metrics.likes"),
        ({"recipients": [{}]}, "recipients.0: needs an id or a handle"),
        ({"author": {"handle": "mira"}}, "author.id"),
        ({"type": "song"}, "type is 'song'"),
        ({"type": ["item"]}, "type is ['item']"),
        ({"created_at": "0001-01-01T00:00:00+05:00"}, "created_at: is outside the years 1 to 9999"),
        ({"created_at": [1]}, "created_at"),
        ({"mentions": [{"start": 0, "end": 9}]}, "mentions.0 (0 to 9) is no part of the text, which has 5"),
        ({"mentions": [{"start": 2, "end": 2}]}, "mentions.0"),
        ({"tags": ["x"] * 10_001}, "tags"),
        ({"author": {"id": True}}, "author.id"),
    ],
)
def test_a_wrong_field_is_named(changes: dict[str, object], says: str) -> None:
    error = refusal(**changes)
    assert says in error.reason
    assert error.remedy


def test_a_wrong_uid_is_told_what_one_looks_like() -> None:
    assert "channel:instance:native_id" in refusal(uid="1").remedy


@pytest.mark.parametrize("raw", [b"{", b"[1]", b'"text"', b"null", b"\xff\xfe"])
def test_what_is_no_record_is_refused(raw: bytes) -> None:
    with pytest.raises(RecordError):
        parse_record(raw)


def test_characters_that_no_store_holds_are_replaced() -> None:
    value = parse_fields(SMALLEST | {"text": "a\x00b\ud800c"}, Lineage())
    assert isinstance(value, Item)
    assert value.text == "a\ufffdb\ufffdc"


def test_text_that_was_cut_in_the_middle_of_an_emoji_is_mended() -> None:
    raw = json.dumps(SMALLEST | {"text": "caf\u00e9 \U0001f600"}).replace("\\ude00", "")
    value = parse_record(raw)
    assert isinstance(value, Item)
    assert value.text == "café \ufffd"
    with pytest.raises(RecordError, match="not JSON"):
        parse_record(raw[:-1])


def test_a_nul_that_json_spells_out_is_replaced_everywhere() -> None:
    raw = orjson.dumps(SMALLEST | {"text": "a\x00", "tags": ["b\x00"], "author": {"id": "\x00"}})
    for form in (raw, raw.decode()):
        value = parse_record(form)
        assert isinstance(value, Item)
        assert (value.text, value.tags, value.author) == ("a\ufffd", ("b\ufffd",), Author("\ufffd"))


def test_an_address_that_is_denied_stays_denied() -> None:
    item = parsed(author={"id": "7", "email": "m@example.org", "email_verified": False})
    assert dump_item(item)["author"] == {"id": "7", "email": "m@example.org", "email_verified": False}


def test_fields_of_newer_versions_are_passed_over() -> None:
    assert parsed(mood_ring="blue").text == "Hello"


def test_an_interaction_and_a_profile_are_records_too() -> None:
    vote = parse_record(
        orjson.dumps(
            {
                "type": "interaction",
                "uid": "forum:main:v1",
                "kind": "vote",
                "actor": {"id": "2"},
                "target": "forum:main:1",
                "created_at": NOON,
                "value": "up",
            }
        )
    )
    assert vote == Interaction("forum:main:v1", InteractionKind.VOTE, Author("2"), "forum:main:1", NOON, "up")
    profile = parse_record(
        orjson.dumps(
            {
                "type": "profile",
                "place": "forum:main",
                "author": {"id": "2", "role": "staff"},
                "observed_at": NOON,
            }
        )
    )
    assert profile == Profile("forum:main", Author("2", role=Role.STAFF), NOON)


WORDS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), min_size=1, max_size=20
)
MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5))])).filter(
    lambda moment: 1 < moment.year < 9_999
)
OPTIONAL = st.none() | WORDS
ITEMS = st.builds(
    Item,
    uid=st.integers(0, 99).map(lambda number: f"forum:main:{number}"),
    kind=st.sampled_from(ItemKind),
    author=st.none()
    | st.builds(Author, WORDS, OPTIONAL, OPTIONAL, email_verified=st.just(True), links=st.tuples(WORDS)),
    text=st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), min_size=5),
    created_at=MOMENTS,
    recipients=st.lists(st.builds(Recipient, WORDS, OPTIONAL), max_size=2).map(tuple),
    title=OPTIONAL,
    tags=st.lists(WORDS, max_size=2).map(tuple),
    mentions=st.lists(st.builds(ItemMention, st.integers(0, 2), st.integers(3, 5), WORDS), max_size=2).map(
        tuple
    ),
    edited_at=st.none() | MOMENTS,
    in_reply_to=st.none() | st.just("forum:main:0"),
    metrics=st.builds(Metrics, likes=st.none() | st.integers(0, 2**60)),
    rating=st.none() | st.floats(0, 5),
)


@settings(deadline=None)
@given(ITEMS)
def test_an_item_survives_being_written_and_read(item: Item) -> None:
    assert parse_record(orjson.dumps(dump_item(item), default=str)) == item


def test_the_published_schema_is_current() -> None:
    published = Path(__file__).parents[2] / "docs" / "item.schema.json"
    assert json.loads(published.read_text()) == json.loads(json.dumps(json_schema()))
