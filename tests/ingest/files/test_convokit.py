"""ConvoKit corpora of all ages and habits, read and written."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.files.convokit import UNDATED, ConvokitReader
from ingest.files.convokit_write import write_corpus
from ingest.item import Author, Item, ItemKind, ItemMention, Metrics, Profile, Recipient, Role
from ingest.records import ReadOptions, Record, Reject

HELLO = {"id": "1", "speaker": "s1", "text": "hello", "timestamp": 1772366400}


def corpus(folder: Path, *utterances: object, **files: object) -> Path:
    folder.mkdir()
    (folder / "utterances.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in utterances))
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content))
    return folder


def read(path: Path, after: str | None = None, channel: str | None = None) -> list[Record]:
    return list(ConvokitReader().read(path, ReadOptions(channel=channel), after))


def item_of(path: Path) -> Item:
    (value,) = [one.value for one in read(path) if isinstance(one.value, Item)]
    return value


def test_speakers_are_profiles_that_yield_to_anything_dated(tmp_path: Path) -> None:
    meta = {
        "display_name": "Mira",
        "handle": "mira",
        "email": "m@example.org",
        "bio": "likes tea",
        "karma": 3,
    }
    path = corpus(
        tmp_path / "chat", HELLO, speakers={"s1": {"meta": meta, "vectors": []}, "s2": {"meta": {}}}
    )
    profile, item = (one.value for one in read(path))
    whole = Author("s1", "mira", "Mira", email="m@example.org", bio="likes tea")
    assert profile == Profile("chat:main", whole, UNDATED)
    assert isinstance(item, Item)
    assert item.author == Author("s1", "mira", "Mira", email="m@example.org")


def test_a_corpus_from_before_2020_is_read(tmp_path: Path) -> None:
    path = corpus(tmp_path / "old", users={"s1": {"display_name": "Mira"}})
    (path / "utterances.jsonl").unlink()
    old = {"id": 1, "user": "s1", "root": 1, "reply_to": None, "timestamp": "1772366400", "text": None}
    (path / "utterances.json").write_text(json.dumps([old, {**old, "id": 2, "reply_to": 1}]))
    assert ConvokitReader().recognises(path)
    profile, first, second = read(path)
    assert isinstance(profile.value, Profile)
    assert isinstance(first.value, Item)
    assert isinstance(second.value, Item)
    assert (first.value.text, first.value.created_at) == ("", datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert first.value.author == Author("s1", display_name="Mira")
    assert second.value.in_reply_to == second.value.thread_root == "old:main:1"
    assert read(path, profile.cursor) == [first, second]
    assert read(path, first.cursor) == [second]


def test_every_cursor_of_a_corpus_goes_on_right_after_its_record(tmp_path: Path) -> None:
    speakers = {f"s{number}": {"meta": {"handle": f"h{number}"}} for number in range(3)}
    path = corpus(
        tmp_path / "chat", *({**HELLO, "id": number} for number in range(4)), "bad", speakers=speakers
    )
    whole = read(path)
    assert len(whole) == 8
    for number, one in enumerate(whole, start=1):
        assert read(path, one.cursor) == whole[number:]


def test_meta_that_our_format_knows_is_used(tmp_path: Path) -> None:
    meta = {
        "kind": "review",
        "title": "Quiet",
        "rating": 4,
        "rating_max": 5,
        "recipients": ["s2", "@tom", {"id": "s3", "handle": "ann"}],
        "quote_of": "7",
        "share_of": "other:place:9",
        "tags": ["a"],
        "metrics": {"likes": 2},
    }
    item = item_of(corpus(tmp_path / "chat", {**HELLO, "meta": meta}))
    assert (item.kind, item.title, item.rating, item.rating_max) == (ItemKind.REVIEW, "Quiet", 4.0, 5.0)
    assert item.recipients == (Recipient("s2"), Recipient(handle="tom"), Recipient("s3", "ann"))
    assert (item.quote_of, item.share_of) == ("chat:main:7", "other:place:9")
    assert (item.tags, item.metrics) == (("a",), Metrics(likes=2))


def test_meta_of_another_sort_under_our_names_is_passed_over(tmp_path: Path) -> None:
    meta = {"kind": "question", "rating": "high", "title": "T", "mentions": [{"start": 0, "end": 99}]}
    speakers = {"s1": {"meta": {"handle": 7, "display_name": "Mira", "role": "king"}}}
    item = item_of(corpus(tmp_path / "chat", {**HELLO, "meta": meta}, speakers=speakers))
    assert (item.kind, item.rating, item.title, item.mentions) == (ItemKind.POST, None, "T", ())
    assert item.author == Author("s1", display_name="Mira")


@pytest.mark.parametrize(
    ("utterance", "says"),
    [
        ({**HELLO, "timestamp": None}, "no timestamp"),
        ({**HELLO, "timestamp": "noon"}, "created_at"),
        ({**HELLO, "timestamp": 1772366400000}, "milliseconds"),
        ({**HELLO, "id": ""}, "no id"),
        ({**HELLO, "text": {"a": 1}}, "text"),
        ([1], "no id"),
    ],
)
def test_a_bad_utterance_is_set_aside(tmp_path: Path, utterance: object, says: str) -> None:
    bad, good = (one.value for one in read(corpus(tmp_path / "chat", utterance, HELLO)))
    assert isinstance(bad, Reject)
    assert says in bad.reason
    assert bad.remedy
    assert (bad.position, json.loads(bad.raw)) == ("line 1 of utterances.jsonl", utterance)
    assert bad.source == f"file:{tmp_path / 'chat'}"
    assert isinstance(good, Item)


def test_an_author_may_be_unknown(tmp_path: Path) -> None:
    assert item_of(corpus(tmp_path / "chat", {**HELLO, "speaker": None})).author is None


def test_a_packed_corpus_that_is_cut_gives_what_it_has(tmp_path: Path) -> None:
    path = corpus(tmp_path / "chat", speakers={"s1": {"meta": {"bio": "x"}}})
    rows = "".join(f"{json.dumps({**HELLO, 'id': number})}\n" for number in range(5_000))
    (path / "utterances.jsonl").write_bytes(gzip.compress(rows.encode())[:-9])
    last = read(path)[-1]
    assert isinstance(last.value, Reject)
    assert "its end is missing" in last.value.reason
    assert read(path, last.cursor)[-1].value == last.value
    (path / "speakers.json").write_bytes(gzip.compress(b"{}" * 9)[:-9])
    with pytest.raises(SourceError, match=r"speakers\.json cannot be read"):
        read(path)


def test_a_line_that_is_no_json_is_set_aside(tmp_path: Path) -> None:
    path = corpus(tmp_path / "chat", HELLO)
    with (path / "utterances.jsonl").open("a") as out:
        out.write("{half")
    assert isinstance(read(path)[-1].value, Reject)


def test_a_folder_without_utterances_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no utterances"):
        read(tmp_path)


def test_speakers_that_are_no_json_stop_the_run(tmp_path: Path) -> None:
    path = corpus(tmp_path / "chat", HELLO)
    (path / "speakers.json").write_text("{'s1'")
    with pytest.raises(SourceError, match=r"speakers\.json is not JSON"):
        read(path)


NAMES = st.text("abcdefgh", min_size=1, max_size=8)
OPTIONAL = st.none() | NAMES
NUMBERS = st.integers(0, 30)
ITEMS = st.builds(
    Item,
    uid=NUMBERS.map(lambda number: f"chat:main:{number}"),
    kind=st.sampled_from(ItemKind),
    author=st.none()
    | NAMES.map(lambda name: Author(name, f"the-{name}", name.title(), is_bot=False, role=Role.CUSTOMER)),
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=4),
    created_at=st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    recipients=st.lists(st.builds(Recipient, NAMES, OPTIONAL, OPTIONAL), max_size=3).map(tuple),
    title=OPTIONAL,
    tags=st.lists(NAMES, max_size=3).map(tuple),
    mentions=st.lists(st.builds(ItemMention, st.just(0), st.integers(1, 4), NAMES), max_size=2).map(tuple),
    in_reply_to=st.none() | st.sampled_from(["chat:main:99", "other:place:3"]),
    thread_root=st.just("chat:main:98"),
    quote_of=st.none() | st.sampled_from(["chat:main:97", "other:place:3"]),
    metrics=st.builds(Metrics, likes=st.none() | NUMBERS, score=st.none() | NUMBERS),
    rating=st.none() | st.floats(0, 5),
)


@settings(deadline=None)  # they touch files, on machines that are busy
@given(st.lists(ITEMS, max_size=5, unique_by=lambda item: item.uid))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, items: list[Item]) -> None:
    folder = tmp_path_factory.mktemp("corpora") / "chat"
    assert write_corpus(folder, items) == len(items)
    found = [one.value for one in read(folder) if isinstance(one.value, Item)]
    for before, after in zip(items, found, strict=True):
        assert after.lineage.source == "utterances.jsonl"
        for name in set(Item.__slots__) - {"lineage"}:
            assert getattr(after, name) == getattr(before, name)


def test_all_of_a_conversation_carry_the_id_of_its_first(tmp_path: Path) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    replies = {"1": None, "2": "1", "3": "2"}
    items = [
        Item(f"a:b:{own}", ItemKind.POST, None, "x", at, in_reply_to=parent and f"a:b:{parent}")
        for own, parent in replies.items()
    ]
    profile = Profile("a:b", Author("7", bio="likes tea"), at)
    write_corpus(tmp_path / "c", [profile, *items])
    rows = [json.loads(line) for line in (tmp_path / "c" / "utterances.jsonl").read_text().splitlines()]
    assert [row["conversation_id"] for row in rows] == ["1", "1", "1"]
    assert [row["reply-to"] for row in rows] == [None, "1", "2"]
    assert list(json.loads((tmp_path / "c" / "conversations.json").read_text())) == ["1"]
    assert json.loads((tmp_path / "c" / "speakers.json").read_text())["7"]["meta"] == {"bio": "likes tea"}


def test_a_corpus_holds_one_place(tmp_path: Path) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    items = [Item(f"{place}:1", ItemKind.POST, None, "x", at) for place in ("a:b", "a:c")]
    with pytest.raises(SourceError, match="a:c is another place than a:b"):
        write_corpus(tmp_path / "c", items)
