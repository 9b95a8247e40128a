"""Each format by a small example of its quirks."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.errors import SourceError
from ingest.files.convokit import ConvokitReader
from ingest.files.convokit_write import write_corpus
from ingest.files.markup import html_text
from ingest.files.mbox import MboxReader
from ingest.files.registry import discover, reader_for
from ingest.files.stackexchange import StackExchangeReader
from ingest.files.table import CsvReader, ParquetReader
from ingest.fingerprint import continues, fingerprint
from ingest.item import Author, Item, ItemKind, Recipient
from ingest.records import ReadOptions
from ingest.schema import dump_item, parse_record
from tests.ingest.files.reading import items, jsonl, read, record, rejects, uids


def test_a_csv_with_our_field_names_needs_no_map(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(
        "uid,kind,author.id,author.handle,text,created_at,rating,rating_max,tags\n"
        'reviews:shop:1,review,7,mira,"Good, quiet",2026-03-01T12:00:00Z,4.5,5,"quiet, steel"\n'
        "2,review,8,,bad,1772366400,x,5,\n"
    )
    found = read(CsvReader(), path)
    (item,) = items(found)
    assert (item.rating, item.rating_max, item.tags, item.kind) == (
        4.5,
        5.0,
        ("quiet", "steel"),
        ItemKind.REVIEW,
    )
    assert rejects(found)[0].position == "row 2"
    assert "rating" in rejects(found)[0].reason


COLUMN_MAP = ReadOptions(
    columns=(("uid", "Id"), ("text", "Body"), ("created_at", "When"), ("author.id", "Who"))
)


def test_a_column_map_reads_any_csv(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("Id,Body,When,Who\n5,hello,2026-03-01,9\n")
    (item,) = items(read(CsvReader(), path, COLUMN_MAP))
    assert (item.uid, item.author) == ("table:export:5", Author("9"))


def test_columns_that_make_no_record_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("Id,Body\n5,hello\n")
    with pytest.raises(SourceError, match="no column 'When'"):
        read(CsvReader(), path, COLUMN_MAP)
    with pytest.raises(SourceError, match="no column for uid and text and created_at"):
        read(CsvReader(), path)


def test_a_row_with_too_many_cells_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("uid,text,created_at\n1,a,2026-03-01\n2,b,2026-03-01,extra\n")
    found = read(CsvReader(), path)
    assert (uids(found), rejects(found)[0].position) == (["1"], "row 2")


def test_parquet_is_read_by_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table(
        {
            "uid": ["1", "2", "3"],
            "text": ["a", "b", None],
            "created_at": [1772366400] * 3,
            "author.id": ["x"] * 3,
        }
    )
    pq.write_table(table, path)
    found = read(ParquetReader(), path)
    assert uids(found) == ["1", "2", "3"]
    assert uids(read(ParquetReader(), path, after=found[0].cursor)) == ["2", "3"]
    assert reader_for(path, None).name == "parquet"


def test_what_is_not_parquet_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_text("no")
    with pytest.raises(SourceError, match="not Parquet"):
        read(ParquetReader(), path)


def corpus(folder: Path, *utterances: dict[str, object], speakers: dict[str, object] | None = None) -> Path:
    folder.mkdir()
    jsonl(folder / "utterances.jsonl", *utterances)
    if speakers is not None:
        (folder / "speakers.json").write_text(json.dumps(speakers))
    return folder


def test_a_corpus_is_one_channel_with_its_speakers(tmp_path: Path) -> None:
    path = corpus(
        tmp_path / "coffee-corpus",
        {
            "id": "u1",
            "speaker": "s1",
            "text": "hi",
            "timestamp": 1772366400,
            "conversation_id": "u1",
            "reply-to": None,
        },
        {
            "id": "u2",
            "speaker": "s2",
            "text": "ho",
            "timestamp": "1772366460.5",
            "conversation_id": "u1",
            "reply-to": "u1",
            "meta": {"kind": "message", "recipients": ["s1"], "unknown": 1},
        },
        {"id": "u3", "speaker": "s2", "text": "when?", "timestamp": None},
        speakers={"s1": {"meta": {"display_name": "Mira", "email": "m@example.org"}}, "s2": {"meta": {}}},
    )
    found = read(ConvokitReader(), path)
    first, second = items(found)
    assert first.author == Author("s1", display_name="Mira", email="m@example.org")
    assert (second.uid, second.in_reply_to, second.thread_root) == (
        "coffee-corpus:main:u2",
        "coffee-corpus:main:u1",
        "coffee-corpus:main:u1",
    )
    assert (second.kind, second.recipients) == (ItemKind.MESSAGE, (Recipient("s1"),))
    assert rejects(found)[0].reason == "The utterance has no timestamp."
    assert items(read(ConvokitReader(), path, ReadOptions(channel="chat")))[0].uid == "chat:main:u1"


def test_a_corpus_that_we_write_reads_back_the_same(tmp_path: Path) -> None:
    said = [
        record(1),
        record(2, in_reply_to="forum:main:1", title="Re", recipients=[{"id": "1"}], author=None),
    ]
    before = [value for value in (parse_record(json.dumps(one)) for one in said) if isinstance(value, Item)]
    assert write_corpus(tmp_path / "forum", before) == 2
    after = items(read(ConvokitReader(), tmp_path / "forum"))
    strip = [{**dump_item(item), "thread_root": None} for item in after]
    assert strip == [{**dump_item(item), "thread_root": None} for item in before]


MAIL = """From MAILER Thu Aug 26 16:50:29 2021
from: =?utf-8?q?Mira_M=C3=BCller?= <Mira@Example.org>
to: Anna <anna@example.org>, bob@example.org
subject: Re: noise
date: Fri, 30 Aug 2019 11:01:54 +0200
message-id: <b@example.org>
in-reply-to: <a@example.org>
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Caf=E9 noise
>From my side all good.

From MAILER Thu Aug 26 16:50:30 2021
From: tom tom@example.org
Date: Fri, 30 Aug 2019 12:00:00
Content-Type: text/html

<p>Hello<br>there</p><blockquote>you said</blockquote><script>x()</script>

From MAILER Thu Aug 26 16:50:31 2021
Subject: nobody

nothing
"""


def test_mails_are_read_with_their_quirks(tmp_path: Path) -> None:
    path = tmp_path / "inbox.mbox"
    path.write_text(MAIL)
    found = read(MboxReader(), path)
    first, second = items(found)
    assert first.author == Author("mira@example.org", display_name="Mira Müller", email="mira@example.org")
    assert first.text == "Café noise\nFrom my side all good."
    assert (first.uid, first.in_reply_to) == ("email:inbox:b@example.org", "email:inbox:a@example.org")
    assert [one.native_id for one in first.recipients] == ["anna@example.org", "bob@example.org"]
    assert first.created_at.isoformat() == "2019-08-30T09:01:54+00:00"
    assert second.author == Author("tom@example.org", display_name="tom", email="tom@example.org")
    assert second.text == "Hello\nthere\n> you said"
    assert rejects(found)[0].position == "mail 3"
    assert "From address" in rejects(found)[0].reason


def test_a_mail_cursor_goes_on_after_its_mail(tmp_path: Path) -> None:
    path = tmp_path / "inbox.mbox"
    path.write_text(MAIL)
    whole = read(MboxReader(), path)
    assert read(MboxReader(), path, after=whole[0].cursor) == whole[1:]
    assert read(MboxReader(), path, after=whole[2].cursor) == []


def test_a_mail_without_id_has_a_stable_one(tmp_path: Path) -> None:
    path = tmp_path / "inbox.mbox"
    path.write_text(MAIL)
    assert uids(read(MboxReader(), path)) == uids(read(MboxReader(), path))
    assert uids(read(MboxReader(), path))[1].startswith("sha256-")


def test_a_dump_that_declares_entities_is_not_trusted(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "Posts.xml").write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE posts [<!ENTITY a "b">]>\n<posts>\n</posts>'
    )
    with pytest.raises(SourceError, match="document type"):
        read(StackExchangeReader(), folder)


def test_a_bad_dump_row_is_set_aside(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "Posts.xml").write_text(
        '<posts>\n<row Id="1" PostTypeId="1" CreationDate="2018-03-12T17:00:45.567" Body="&lt;p&gt;Hi&lt;/p&gt;" />\n'
        '<row Id="2" PostTypeId="2" CreationDate="soon" Body="" />\n<row Id=3>\n</posts>'
    )
    found = read(StackExchangeReader(), folder)
    assert [item.text for item in items(found)] == ["Hi"]
    assert [bad.position for bad in rejects(found)] == ["line 3 of Posts.xml", "line 4 of Posts.xml"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a &amp; b</p><p>c</p>", "a & b\nc"),
        ("a<style>x</style>b", "ab"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("no markup", "no markup"),
    ],
)
def test_markup_becomes_what_a_reader_sees(html: str, text: str) -> None:
    assert html_text(html) == text


def test_a_folder_is_looked_through_for_sources(tmp_path: Path) -> None:
    corpus(tmp_path / "corpus", {"id": "1"})
    jsonl(tmp_path / "b.jsonl", record(1))
    jsonl(tmp_path / "labels.jsonl", record(1))
    (tmp_path / "notes.txt").write_text("not a source")
    assert [path.name for path in discover([tmp_path])] == ["b.jsonl", "corpus"]


def test_a_grown_file_continues_and_another_one_does_not(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", record(1))
    print_before = fingerprint(path)
    path.write_text(path.read_text() + json.dumps(record(2)) + "\n")
    assert continues(print_before, path)
    jsonl(path, record(3), record(4), record(5))
    assert not continues(print_before, path)
    folder = corpus(tmp_path / "corpus", {"id": "1"})
    print_before = fingerprint(folder)
    assert continues(print_before, folder)
    jsonl(folder / "utterances.jsonl", {"id": "2"})
    assert not continues(print_before, folder)
