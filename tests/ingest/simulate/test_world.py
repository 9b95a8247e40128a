from __future__ import annotations

import hashlib
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
import zstandard

from ingest.files.registry import discover, reader_for
from ingest.item import Item
from ingest.records import ReadOptions
from ingest.simulate import SimulationError, SimulationOptions, simulate, truth_rows
from ingest.simulate.channels import CHANNELS
from ingest.simulate.market import BRANDS
from nlp.catalogue_file import load

Row = dict[str, Any]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("world") / "out"
    simulate(SimulationOptions(people=300, messages=6_000, seed=5, out=out, labels=True))
    return out


@pytest.fixture(scope="module")
def messages(world: Path) -> dict[str, Row]:
    rows = [row for channel in CHANNELS for row in lines(world / f"{channel.name}.jsonl")]
    return {row["uid"]: row for row in rows}


def lines(path: Path) -> Iterator[Row]:
    for line in path.read_bytes().splitlines():
        yield orjson.loads(line)


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        simulate(SimulationOptions(people=50, messages=400, seed=seed, out=tmp_path / name, labels=True))
    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    assert digests(tmp_path / "a")["forum.jsonl"] != digests(tmp_path / "c")["forum.jsonl"]


@pytest.mark.parametrize("people", [1, 2, 3, 17])
@pytest.mark.parametrize("count", [0, 1, 10, 333])
def test_any_small_world_has_exactly_the_messages_asked_for(people: int, count: int, tmp_path: Path) -> None:
    report = simulate(SimulationOptions(people=people, messages=count, seed=people, out=tmp_path / "w"))
    written = sum(1 for channel in CHANNELS for _ in lines(tmp_path / "w" / f"{channel.name}.jsonl"))
    assert written == report.messages == sum(report.messages_by_channel.values()) == count
    assert len(list(truth_rows(tmp_path / "w", "people"))) == people
    assert all(path.is_file() for path in report.files)


def test_messages_of_a_channel_come_in_order_of_time_within_the_two_years(world: Path) -> None:
    for channel in CHANNELS:
        times = [datetime.fromisoformat(row["created_at"]) for row in lines(world / f"{channel.name}.jsonl")]
        assert times == sorted(times)
        assert datetime.fromisoformat("2024-11-01T00:00:00Z") <= times[0]
        assert times[-1] < datetime.fromisoformat("2026-11-01T00:00:00Z")


def test_every_reply_answers_an_earlier_message_of_its_own_channel(messages: dict[str, Row]) -> None:
    replies = [row for row in messages.values() if "in_reply_to" in row]
    assert len(replies) > len(messages) / 3
    for row in replies:
        parent = messages[row["in_reply_to"]]
        assert parent["created_at"] <= row["created_at"]
        assert parent["uid"].split(":")[0] == row["uid"].split(":")[0]
        assert "in_reply_to" not in messages[row["thread_root"]]


def test_accounts_belong_to_one_person_and_handles_to_one_account(
    world: Path, messages: dict[str, Row]
) -> None:
    owners = {account: row["id"] for row in truth_rows(world, "people") for account in row["accounts"]}
    assert len(owners) == sum(len(row["accounts"]) for row in truth_rows(world, "people"))
    handles: dict[tuple[str, str], str] = {}
    for row in messages.values():
        place = row["uid"].rsplit(":", 1)[0]
        author = row["author"]
        assert author.get("role") == "staff" or f"{place}:{author['id']}" in owners
        assert handles.setdefault((place, author["handle"]), author["id"]) == author["id"]


def test_evidence_of_identity_is_there_where_the_truth_says_so_and_only_there(
    world: Path, messages: dict[str, Row]
) -> None:
    authors = {
        f"{uid.rsplit(':', 1)[0]}:{row['author']['id']}": row["author"] for uid, row in messages.items()
    }
    seen: Counter[str] = Counter()
    for person in truth_rows(world, "people"):
        held = [authors[account] for account in person["accounts"] if account in authors]
        if len(person["accounts"]) < 2 or len(held) < 2:
            continue
        seen[person["evidence"]] += 1
        emails = [author.get("email") for author in held]
        links = [link for author in held for link in author.get("links", ())]
        assert (len(set(emails)) == 1 and emails[0] is not None) == (person["evidence"] == "verified_email")
        assert (sorted(links) == sorted(author.get("url", "") for author in held)) == (
            person["evidence"] == "cross_link"
        )
    assert min(seen[kind] for kind in ("verified_email", "cross_link", "none")) >= 5
    assert "single" not in seen


def test_people_mostly_answer_their_own_community(world: Path, messages: dict[str, Row]) -> None:
    people = list(truth_rows(world, "people"))
    community = {account: row["community"] for row in people for account in row["accounts"]}
    pairs = []
    for row in messages.values():
        if row["uid"].startswith("forum") and "in_reply_to" in row:
            sides = [
                f"forum:cremacorner:{said['author']['id']}" for said in (row, messages[row["in_reply_to"]])
            ]
            if all(side in community for side in sides):
                pairs.append(community[sides[0]] == community[sides[1]])
    assert len({row["community"] for row in people}) > 5
    assert sum(pairs) / len(pairs) > 0.7


def test_activity_is_skewed_and_follows_the_day(messages: dict[str, Row]) -> None:
    by_author = Counter((row["uid"].split(":")[0], row["author"]["id"]) for row in messages.values())
    busiest = sum(count for _, count in by_author.most_common(len(by_author) // 10))
    assert busiest > len(messages) * 0.35
    hours = Counter(datetime.fromisoformat(row["created_at"]).hour for row in messages.values())
    assert sum(hours[hour] for hour in (18, 19, 20)) > 4 * sum(hours[hour] for hour in (2, 3, 4))


def test_advice_that_was_followed_names_both_messages_in_order(world: Path, messages: dict[str, Row]) -> None:
    people = {row["id"]: row for row in truth_rows(world, "people")}
    rows = [(row, "recommendation") for row in truth_rows(world, "persuaded")]
    rows += [(row, "warning") for row in truth_rows(world, "warned")]
    assert len(rows) >= 10
    for row, kind in rows:
        advice, outcome = messages[row[kind]], messages[row["outcome"]]
        assert advice["created_at"] < outcome["created_at"]
        place = row[kind].rsplit(":", 1)[0]
        assert f"{place}:{advice['author']['id']}" in people[row["giver"]]["accounts"]
        assert f"{place}:{outcome['author']['id']}" in people[row["receiver"]]["accounts"]
        assert row["brand"] in {brand.id for brand in BRANDS}


def test_advocates_are_followed_far_more_often_than_others(tmp_path: Path) -> None:
    simulate(SimulationOptions(people=600, messages=30_000, seed=8, out=tmp_path / "w"))
    advised: Counter[bool] = Counter()
    followed: Counter[bool] = Counter()
    for row in truth_rows(tmp_path / "w", "people"):
        advised[row["advocate"]] += row["advised"]
        followed[row["advocate"]] += row["followed"]
    assert followed[True] / advised[True] > 5 * followed[False] / advised[False]
    assert followed.total() == sum(1 for _ in truth_rows(tmp_path / "w", "persuaded"))


def test_flows_add_up_to_the_switches_done(world: Path, messages: dict[str, Row]) -> None:
    summary = orjson.loads((world / "truth.json").read_bytes())
    moves: Counter[tuple[str, str]] = Counter()
    for row in truth_rows(world, "switches"):
        assert row["message"] in messages
        if row["status"] == "done" and row["to"]:
            moves[row["from"], row["to"]] += 1
    assert {(flow["from"], flow["to"]): flow["switches"] for flow in summary["flows"]} == moves
    assert summary["planted"]["switches"] == sum(1 for _ in truth_rows(world, "switches"))


def test_peeves_and_ideas_are_said_in_words_of_the_catalogue(world: Path, messages: dict[str, Row]) -> None:
    catalogue = load(world / "catalogue.yaml")
    terms = {topic.id: topic.terms for topic in catalogue.topics}
    clear = 0
    rows = [*truth_rows(world, "peeves"), *truth_rows(world, "ideas")]
    for row in rows:
        text = messages[row["message"]]["text"].lower()
        clear += any(term in text for term in terms[row["topic"]])
    assert clear >= 0.97 * len(rows) > 50  # the rest are misspelt, as people do


def test_labels_mark_the_names_where_they_stand(world: Path, messages: dict[str, Row]) -> None:
    catalogue = load(world / "catalogue.yaml")
    names = {brand.name for brand in catalogue.brands}
    names |= {product.name for brand in catalogue.brands for product in brand.products}
    acts: Counter[str] = Counter()
    for row in lines(world / "truth" / "labels.jsonl"):
        assert messages[row["id"]]["text"] == row["text"]
        for mention in row["mentions"]:
            written = row["text"][mention["start"] : mention["end"]]
            assert written[:3].lower() in {name[:3].lower() for name in names}
            assert mention["name"] in names
        for act in row["acts"]:
            acts[act["act"]] += 1
            assert all(act.get(slot) in {None, *names} for slot in ("target", "winner", "loser", "from"))
    assert set(acts) == {
        "recommends", "warns", "compares", "switches", "complains", "asks", "intends", "suggests",
    }  # fmt: skip


def test_every_message_is_read_without_a_reject_and_nothing_else_is(world: Path) -> None:
    sources = discover([world])
    assert {path.name for path in sources} == {f"{channel.name}.jsonl" for channel in CHANNELS}
    values = [record.value for path in sources for record in reader_for(path, None).read(path, ReadOptions())]
    assert all(isinstance(value, Item) for value in values)
    assert len(values) == 6_000


def test_texts_vary(messages: dict[str, Row]) -> None:
    assert len({row["text"] for row in messages.values()}) > 0.85 * len(messages)


def test_compressed_worlds_hold_the_same_messages(world: Path, tmp_path: Path) -> None:
    options = SimulationOptions(people=300, messages=6_000, seed=5, out=tmp_path / "w", compress=True)
    simulate(options)
    with (tmp_path / "w" / "forum.jsonl.zst").open("rb") as file:
        unpacked = zstandard.ZstdDecompressor().stream_reader(file).read()
    assert unpacked == (world / "forum.jsonl").read_bytes()
    assert not (tmp_path / "w" / "truth" / "labels.jsonl").exists()


def test_memory_does_not_grow_with_messages(tmp_path: Path) -> None:
    peaks = []
    for count in (5_000, 40_000):
        tracemalloc.start()
        simulate(SimulationOptions(people=200, messages=count, out=tmp_path / str(count)))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2_000_000


def test_progress_ends_at_the_number_of_messages(tmp_path: Path) -> None:
    seen: list[int] = []
    simulate(SimulationOptions(people=20, messages=4_500, out=tmp_path / "w"), progress=seen.append)
    assert seen == sorted(seen)
    assert len(seen) > 2
    assert seen[-1] == 4_500


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"people": 0}, "people, not 0"),
        ({"messages": -1}, "-1 messages"),
        ({"days": 3}, "3 days are too few"),
        ({"communities": 11}, "cannot form 11"),
        ({"until": datetime(2026, 1, 1)}, "no time zone"),  # noqa: DTZ001 - that is the point
    ],
)
def test_nonsense_is_refused_before_anything_is_written(changes: Row, words: str, tmp_path: Path) -> None:
    given: Row = {"people": 10, "messages": 10, "out": tmp_path / "w"} | changes
    with pytest.raises(SimulationError, match=words):
        simulate(SimulationOptions(**given))
    assert not (tmp_path / "w").exists()


def test_a_folder_with_something_in_it_is_left_alone_unless_told_otherwise(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(SimulationError, match="not empty"):
        simulate(SimulationOptions(people=5, messages=5, out=tmp_path))
    simulate(SimulationOptions(people=5, messages=5, out=tmp_path, overwrite=True, compress=True))
    simulate(SimulationOptions(people=5, messages=6, out=tmp_path, overwrite=True))
    assert not list(tmp_path.glob("*.zst"))
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "keep"


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "w").write_text("", encoding="utf-8")
    with pytest.raises(SimulationError, match="is a file"):
        simulate(SimulationOptions(people=5, messages=5, out=tmp_path / "w"))


def test_a_folder_that_cannot_be_made_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SimulationError, match="cannot be written: Not a directory"):
        simulate(SimulationOptions(people=5, messages=5, out=tmp_path / "file" / "w"))


def test_a_world_without_its_truth_says_so(tmp_path: Path) -> None:
    with pytest.raises(SimulationError, match=r"truth\.json cannot be read"):
        list(truth_rows(tmp_path, "people"))


def test_an_unknown_list_of_truths_names_the_known_ones(world: Path) -> None:
    with pytest.raises(SimulationError, match="persuaded"):
        list(truth_rows(world, "lies"))
