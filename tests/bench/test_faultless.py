from __future__ import annotations

from collections import Counter
from pathlib import Path

import orjson
import pytest

from bench.communities import planted_edges
from bench.faultless import faultless
from graph.model import FactKind
from graph.questions.view import View, open_view
from graph.stores.open import open_store, parse_store

MESSAGES = 400


@pytest.fixture
async def world(tmp_path: Path) -> tuple[View, list[dict[str, object]]]:
    store = await open_store(parse_store(str(await faultless(tmp_path, MESSAGES))), read_only=True)
    lines = (tmp_path / f"labelled-{MESSAGES}" / "truth" / "labels.jsonl").read_bytes().splitlines()
    try:
        return await open_view(store), [orjson.loads(line) for line in lines]
    finally:
        await store.close()


async def test_the_store_says_what_the_labels_say(world: tuple[View, list[dict[str, object]]]) -> None:
    view, labels = world
    projection = view.projection
    assert projection.message_count == len(labels) == MESSAGES
    felt = Counter(one["sentiment"] for row in labels for one in row["mentions"])  # type: ignore[attr-defined]
    mentions = projection.rows(FactKind.MENTIONS)
    assert len(mentions) == felt.total()
    assert (mentions.sentiment > 0).sum() == felt["positive"]
    assert (mentions.sentiment < 0).sum() == felt["negative"]
    asks = [row for row in labels if any(act["act"] == "asks" for act in row["acts"])]  # type: ignore[attr-defined]
    assert len({*projection.rows(FactKind.ASKS).source.tolist()}) == len(asks)


async def test_what_the_help_desk_writes_is_the_companys(world: tuple[View, list[dict[str, object]]]) -> None:
    view, labels = world
    posted = view.projection.rows(FactKind.POSTED)
    assert posted.by_company.sum() == sum(row["author"] == "ondrelle_help" for row in labels) > 0


async def test_a_world_is_made_once(tmp_path: Path) -> None:
    made = await faultless(tmp_path, 50)
    before = made.stat().st_mtime_ns
    assert (await faultless(tmp_path, 50)).stat().st_mtime_ns == before


def test_planted_edges_join_two_people_each() -> None:
    sources, targets = planted_edges(20_000)
    assert (sources != targets).all()
    assert min(sources.min(), targets.min()) >= 0
    assert max(sources.max(), targets.max()) < 2_000
