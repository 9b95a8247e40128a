"""What was set aside is read again as it was read first: same format, same place, same options."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import RecordError
from ingest.files.registry import reader_for
from ingest.files.setaside import Origin, origin_of, shown
from ingest.item import Interaction, Item
from ingest.records import RAW_LIMIT, ReadOptions, Reject
from ingest.retry import parse_reject

FROM = "From a@example.org Thu Aug 26 16:50:29 2021\n"
DATE = "2018-03-12T17:00:45.567"


def corpus(folder: Path) -> Path:
    path = folder / "chat"
    path.mkdir()
    (path / "utterances.jsonl").write_text('{"id": "1", "speaker": "s", "text": "x", "timestamp": null}\n')
    return path


def dump(folder: Path) -> Path:
    path = folder / "tea"
    path.mkdir()
    (path / "Posts.xml").write_text(
        '<row Id="1" PostTypeId="1" CreationDate="soon" OwnerUserId="2" Body="x" />\n'
    )
    return path


def written(name: str, text: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_text(text)
        return folder / name

    return write


COLUMNS = (("uid", "Id"), ("text", "Body"), ("created_at", "When"))
RECORD = {"uid": "a:b:1", "kind": "post", "author": None, "text": "x", "created_at": "soon"}
TWCS = "tweet_id,author_id,inbound,created_at,text,in_response_to_tweet_id\n1,2,True,soon,x,\n"
CASES = {
    "jsonl": (written("a.jsonl", json.dumps(RECORD) + "\n"), "soon", "2026-03-01", ReadOptions("forum", "de")),
    "csv": (written("a.csv", "Id,Body,When\n1,x,soon\n"), "soon", "2026-03-01", ReadOptions("shop", columns=COLUMNS)),
    "twcs": (written("a.csv", TWCS), "soon", "Tue Oct 31 22:10:47 +0000 2017", ReadOptions(instance="sample")),
    "mbox": (written("a.mbox", f"{FROM}From: a@example.org\nDate: soon\nMessage-ID: <1>\n\nx\n"), "soon", "1 Mar 2026 12:00:00 +0000", ReadOptions("mail")),
    "convokit": (corpus, "null", "1772366400", ReadOptions("slack")),
    "stackexchange": (dump, "soon", DATE, ReadOptions()),
}  # fmt: skip
PLACES = {
    "jsonl": "forum:de",
    "csv": "shop:a",
    "twcs": "twitter:sample",
    "mbox": "mail:a",
    "convokit": "slack:main",
    "stackexchange": "stackexchange:tea",
}


@pytest.mark.parametrize("name", CASES)
def test_a_mended_record_is_what_it_would_have_been(tmp_path: Path, name: str) -> None:
    make, wrong, right, options = CASES[name]
    path = make(tmp_path)
    (record,) = reader_for(path, None).read(path, options)
    reject = record.value
    assert isinstance(reject, Reject)
    assert reject.source == f"file:{path}"
    with pytest.raises(RecordError) as caught:
        parse_reject(reject)
    assert (caught.value.reason, caught.value.remedy) == (reject.reason, reject.remedy)
    (item,) = parse_reject(dataclasses.replace(reject, raw=reject.raw.replace(wrong, right)))
    assert isinstance(item, Item)
    assert item.uid == f"{PLACES[name]}:1"
    assert item.text == "x"


def test_a_vote_is_read_again(tmp_path: Path) -> None:
    origin = Origin("stackexchange", "stackexchange:tea", "Votes").text()
    raw = f'<row Id="1" PostId="2" VoteTypeId="5" UserId="3" CreationDate="{DATE}" />'
    (vote,) = parse_reject(Reject("file:tea", "line 1", "", "", raw, origin))
    assert isinstance(vote, Interaction)
    assert parse_reject(Reject("file:tea", "line 1", "", "", raw.replace('"5"', '"2"'), origin)) == []


@pytest.mark.parametrize(
    ("raw", "format"),
    [
        ("", "jsonl"),
        ("x", "papyrus"),
        ("x", "mbox"),
        ('{"more cells": ["x"]}', 'csv {"place":"a:b"}'),
        ("no,json", 'csv {"place":"a:b"}'),
        ('{"a": 1}', 'csv {"place":"a:b"}'),
    ],
)
def test_what_cannot_be_read_again_says_what_to_do(raw: str, format: str) -> None:  # noqa: A002
    with pytest.raises(RecordError) as caught:
        parse_reject(Reject("file:x", "row 1", "", "", raw, format))
    assert caught.value.remedy


def test_an_origin_survives_being_written() -> None:
    origin = Origin("csv", "a:b", None, ReadOptions("a", "b", COLUMNS))
    assert origin_of(origin.text()) == origin
    assert Origin("jsonl").text() == "jsonl"


def test_a_record_is_kept_as_text_that_a_store_can_hold() -> None:
    assert shown(b"a\xff\x00") == "a\\xff\ufffd"
    assert len(shown(b"\xff" * (RAW_LIMIT + 1))) == RAW_LIMIT
