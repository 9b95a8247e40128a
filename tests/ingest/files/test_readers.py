"""What the readers make of files: whole, cut, broken, grown and compressed."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from ingest.errors import RecordError, SourceError
from ingest.files.convokit import ConvokitReader
from ingest.files.convokit_write import write_corpus
from ingest.files.jsonl import JsonlReader
from ingest.files.lines import LINE_LIMIT
from ingest.files.markup import html_text
from ingest.files.mbox import MboxReader
from ingest.files.registry import discover, reader_for
from ingest.files.stackexchange import StackExchangeReader
from ingest.files.table import CsvReader, ParquetReader
from ingest.fingerprint import continues, fingerprint
from ingest.item import Author, Interaction, Item, ItemKind, Profile, Recipient, Role
from ingest.records import Reader, ReadOptions, Record, Reject
from ingest.retry import parse_reject
from ingest.schema import dump_item, parse_record

PLAIN = ReadOptions()


def record(number: int, **changes: object) -> dict[str, object]:
    base = {
        "uid": f"forum:main:{number}",
        "kind": "post",
        "author": {"id": "1", "handle": "mira"},
        "text": f"message {number}",
        "created_at": 1772366400 + number,
    }
    return base | changes


def jsonl(path: Path, *lines: object, end: str = "\n") -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + end)
    return path


def read(reader: Reader, path: Path, options: ReadOptions = PLAIN, after: str | None = None) -> list[Record]:
    return list(reader.read(path, options, after))


def uids(records: Sequence[Record]) -> list[str]:
    return [one.value.uid.split(":", 2)[2] for one in records if isinstance(one.value, Item)]


def rejects(records: Sequence[Record]) -> list[Reject]:
    return [one.value for one in records if isinstance(one.value, Reject)]


def items(records: Sequence[Record]) -> list[Item]:
    return [one.value for one in records if isinstance(one.value, Item)]


def test_a_bad_line_is_set_aside_with_its_number_and_the_good_ones_go_through(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", record(1), "{broken", "", record(2, kind="poem"), record(3))
    found = read(JsonlReader(), path)
    assert uids(found) == ["1", "3"]
    assert [bad.position for bad in rejects(found)] == ["line 2", "line 4"]
    assert rejects(found)[0].raw == "{broken"
    assert all(bad.reason and bad.remedy for bad in rejects(found))


def test_every_cursor_goes_on_right_after_its_record(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", *(record(number) for number in range(6)), "{bad", record(7))
    whole = read(JsonlReader(), path)
    for position, one in enumerate(whole):
        assert read(JsonlReader(), path, after=one.cursor) == whole[position + 1 :]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_compressed_files_are_read_as_they_are(tmp_path: Path, suffix: str) -> None:
    plain = jsonl(tmp_path / "a.jsonl", *(record(number) for number in range(50)))
    compress = gzip.compress if suffix == ".gz" else zstandard.compress
    packed = tmp_path / f"a.jsonl{suffix}"
    packed.write_bytes(compress(plain.read_bytes()))
    found = read(JsonlReader(), packed)
    assert uids(found) == [str(number) for number in range(50)]
    assert uids(read(JsonlReader(), packed, after=found[30].cursor)) == [
        str(number) for number in range(31, 50)
    ]
    assert reader_for(packed, None).name == "jsonl"


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_an_archive_that_breaks_off_gives_what_it_has_and_says_so(tmp_path: Path, suffix: str) -> None:
    lines = "".join(json.dumps(record(number, text=str(number) * 50)) + "\n" for number in range(4_000))
    packed = (gzip.compress if suffix == ".gz" else zstandard.compress)(lines.encode())
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(packed[: len(packed) * 2 // 3])
    found = read(JsonlReader(), path)
    broken = rejects(found)
    assert len(uids(found)) > 100
    assert "its end is missing" in broken[-1].reason
    assert broken[-1].position == f"after line {len(uids(found))}"


def test_a_last_line_without_its_end_is_read(tmp_path: Path) -> None:
    assert uids(read(JsonlReader(), jsonl(tmp_path / "a.jsonl", record(1), record(2), end=""))) == ["1", "2"]


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * (LINE_LIMIT + 100) + b"\n" + json.dumps(record(2)).encode() + b"\n")
    found = read(JsonlReader(), path)
    assert uids(found) == ["2"]
    assert len(rejects(found)[0].raw) <= 1_000_000


def test_the_user_may_name_channel_and_instance(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", record(2, in_reply_to="forum:main:1"))
    (item,) = items(read(JsonlReader(), path, ReadOptions(channel="my forum", instance="de")))
    assert (item.uid, item.in_reply_to) == ("my-forum:de:2", "my-forum:de:1")


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


def test_a_format_nobody_knows_is_refused_with_the_list(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("x")
    with pytest.raises(SourceError, match="jsonl"):
        reader_for(tmp_path / "a.docx", "docx")
    with pytest.raises(SourceError, match="--format"):
        reader_for(tmp_path / "a.docx", None)
    with pytest.raises(SourceError, match="Cannot open"):
        read(JsonlReader(), tmp_path / "gone.jsonl")


def test_a_path_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"There is no .*gone"):
        reader_for(tmp_path / "gone", None)


def test_a_folder_that_cannot_be_looked_into_is_said_to_be_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)  # root may look everywhere, and tests may run as root
    with pytest.raises(SourceError, match=r"Cannot look into .*: Permission denied"):
        discover([tmp_path])


def test_a_profile_and_a_follow_move_with_the_place(tmp_path: Path) -> None:
    follow = {
        "type": "interaction",
        "uid": "a:b:f1",
        "kind": "follow",
        "actor": {"id": "1"},
        "target": "a:b:2",
        "created_at": 0,
    }
    profile = {"type": "profile", "place": "a:b", "author": {"id": "1"}, "observed_at": 0}
    path = jsonl(tmp_path / "a.jsonl", follow, profile)
    first, second = (one.value for one in read(JsonlReader(), path, ReadOptions(instance="new one")))
    assert isinstance(first, Interaction)
    assert (first.uid, first.target) == ("a:new-one:f1", "a:new-one:2")
    assert isinstance(second, Profile)
    assert second.place == "a:new-one"


def test_a_folder_that_links_to_itself_is_looked_through_once(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", record(1))
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert discover([tmp_path]) == [tmp_path / "a.jsonl"]


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


def test_a_record_set_aside_can_be_read_again(tmp_path: Path) -> None:
    mended = Reject("a.jsonl", "line 1", "", "", json.dumps(record(1)), "jsonl")
    assert [type(value) for value in parse_reject(mended)] == [Item]
    with pytest.raises(RecordError):
        parse_reject(Reject("a.jsonl", "line 1", "", "", "{", "jsonl"))
    with pytest.raises(RecordError, match="Nothing of the record"):
        parse_reject(Reject("a.jsonl", "line 1", "", "", "", "jsonl"))


def test_every_format_takes_its_rejects_again(shared_data: Path) -> None:
    """The broken row and mail of the real files stay refused, in the words of their first reading."""
    sources = discover([shared_data / "twcs_sample", shared_data / "mbox_3gpp"])
    bad = [reject for path in sources for reject in rejects(read(reader_for(path, None), path))]
    assert len(bad) == 2
    for reject in bad:
        with pytest.raises(RecordError) as caught:
            parse_reject(reject)
        assert caught.value.reason.split(":")[0] == reject.reason.split(":")[0]


def test_twcs_is_read_whole(shared_data: Path) -> None:
    (path,) = discover([shared_data / "twcs_sample"])
    found = read(reader_for(path, None), path)
    tweets = items(found)
    known = {tweet.uid for tweet in tweets}
    assert (len(found), len(tweets)) == (5_001, 5_000)
    assert sum(tweet.in_reply_to is not None for tweet in tweets) == 3_694
    assert sum(tweet.in_reply_to in known for tweet in tweets) == 3_688
    authors = {tweet.author for tweet in tweets if tweet.author is not None}
    assert len({author.native_id for author in authors}) == 1_519
    assert sum(author.role is Role.STAFF for author in authors) > 40


def test_the_stack_exchange_dump_is_read_whole(shared_data: Path) -> None:
    path = shared_data / "stackexchange_quantum_2018"
    found = read(reader_for(path, None), path)
    said = items(found)
    known = {item.uid for item in said}
    assert sum(isinstance(one.value, Profile) for one in found) == 3_461
    assert sum(item.uid.rsplit(":", 1)[1].startswith("c") for item in said) == 3_413
    votes = Counter(one.value.value for one in found if isinstance(one.value, Interaction))
    assert votes == {"favourite": 710, "accepted": 389, "bounty": 22}
    addressing = [item for item in said if "@" in item.text and item.uid.rsplit(":", 1)[1].startswith("c")]
    assert (len(addressing), sum(bool(item.recipients) for item in addressing)) == (1_190, 1_083)
    assert all(item.in_reply_to in known for item in said if item.in_reply_to is not None)
    assert not rejects(found)
    half = found[len(found) // 2]
    rest = read(reader_for(path, None), path, after=half.cursor)
    assert [one.value for one in rest] == [one.value for one in found[len(found) // 2 + 1 :]]


def test_the_mailing_lists_are_read_whole(shared_data: Path) -> None:
    found = [
        one for path in discover([shared_data / "mbox_3gpp"]) for one in read(reader_for(path, None), path)
    ]
    mails = items(found)
    assert (len(found), len(rejects(found))) == (109, 1)
    assert sum(mail.in_reply_to is not None for mail in mails) == 44
    assert all(mail.author is not None and "@" in mail.author.native_id for mail in mails)
    assert not any(" " in mail.author.native_id for mail in mails if mail.author is not None)
