"""What every reader does with files: whole, broken, grown, moved; and how they are found."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import NoReturn

import pytest
import zstandard

from ingest.errors import RecordError, SourceError
from ingest.files.jsonl import JsonlReader
from ingest.files.lines import LINE_LIMIT
from ingest.files.registry import discover, reader_for
from ingest.item import Interaction, Item, Profile
from ingest.records import ReadOptions, Reject
from ingest.retry import parse_reject
from tests.ingest.files.reading import items, jsonl, read, record, rejects, uids


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


def test_a_record_set_aside_can_be_read_again(tmp_path: Path) -> None:
    mended = Reject("a.jsonl", "line 1", "", "", json.dumps(record(1)), "jsonl")
    assert [type(value) for value in parse_reject(mended)] == [Item]
    with pytest.raises(RecordError):
        parse_reject(Reject("a.jsonl", "line 1", "", "", "{", "jsonl"))
    with pytest.raises(RecordError, match="Nothing of the record"):
        parse_reject(Reject("a.jsonl", "line 1", "", "", "", "jsonl"))
