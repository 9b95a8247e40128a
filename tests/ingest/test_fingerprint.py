"""A file that has grown goes on; another one under its name begins anew."""

from __future__ import annotations

from pathlib import Path

from ingest.fingerprint import HEAD, continues, fingerprint, size


def test_a_file_that_grew_continues(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for start in (b"short", b"x" * (HEAD + 5)):
        path.write_bytes(start)
        before = fingerprint(path)
        assert continues(before, path)
        path.write_bytes(start + b"more")
        assert continues(before, path)


def test_a_file_that_shrank_or_changed_does_not(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"first")
    before = fingerprint(path)
    path.write_bytes(b"fir")
    assert not continues(before, path)
    path.write_bytes(b"other and longer")
    assert not continues(before, path)


def test_a_corpus_continues_where_only_its_utterances_grew(tmp_path: Path) -> None:
    utterances, speakers = tmp_path / "utterances.jsonl", tmp_path / "speakers.json"
    utterances.write_text("one\n")
    speakers.write_text("{}")
    before = fingerprint(tmp_path)
    assert continues(before, tmp_path)
    utterances.write_text("one\ntwo\n")
    assert continues(before, tmp_path)
    speakers.write_text('{"s": 1}')
    assert not continues(before, tmp_path)


def test_a_folder_with_another_file_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "Posts.xml").write_text("a")
    before = fingerprint(tmp_path)
    (tmp_path / "Users.xml").write_text("b")
    assert not continues(before, tmp_path)
    assert size(tmp_path) == 2


def test_a_file_in_place_of_a_folder_is_another_source(tmp_path: Path) -> None:
    file, folder = tmp_path / "file", tmp_path / "folder"
    file.write_text("a")
    folder.mkdir()
    assert not continues(fingerprint(folder), file)
    assert not continues(fingerprint(file), folder)
