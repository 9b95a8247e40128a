"""What every store does, whatever its engine: sources, rejects and the catalogue."""

from __future__ import annotations

import pytest

from graph.errors import StaleBatchError
from graph.model import Batch, Checkpoint
from graph.store import Store
from nlp.catalogue import Brand, Catalogue
from tests.graph.factories import (
    NOON,
    SECOND,
    catalogue,
    message,
    put,
    reject,
)


def checkpoint(cursor: str = "42", source: str = "dump.jsonl", **fields: object) -> Checkpoint:
    defaults: dict[str, object] = {
        "fingerprint": "f" * 64,
        "items": 7,
        "rejects": 1,
        "done": False,
        "updated_at": NOON,
    }
    return Checkpoint(source=source, cursor=cursor, **(defaults | fields))  # type: ignore[arg-type]


async def test_rejects_are_kept_by_source_and_position_until_settled(store: Store) -> None:
    first, second = reject("line 1"), reject("line 2", raw="{\"a\": 'é🙂'}")
    await put(store, rejects=(second, first, reject("line 1", source="another.csv")))
    again = reject("line 1", reason="Still no uid.")
    await put(store, rejects=(again,))
    assert list(await store.rejects()) == [reject("line 1", source="another.csv"), again, second]
    assert list(await store.rejects("dump.jsonl")) == [again, second]
    assert (await store.counts()).rejects == 3
    await put(store, settled_rejects=(("dump.jsonl", "line 1"), ("dump.jsonl", "line 99")))
    assert list(await store.rejects("dump.jsonl")) == [second]


async def test_a_checkpoint_moves_with_what_was_read(store: Store) -> None:
    await put(store, message("m1"), checkpoint=checkpoint("1"))
    assert await store.checkpoint("dump.jsonl") == checkpoint("1")
    done = checkpoint("2", done=True, items=9, updated_at=NOON + SECOND)
    await put(store, checkpoint=done)
    await put(store, checkpoint=checkpoint("1", source="b.csv"))
    assert await store.checkpoint("dump.jsonl") == done
    assert list(await store.checkpoints()) == [checkpoint("1", source="b.csv"), done]
    assert (await store.counts()).sources == 2


async def test_a_refused_batch_moves_no_checkpoint(store: Store) -> None:
    await put(store, checkpoint=checkpoint("1"))
    with pytest.raises(StaleBatchError):
        await store.write(Batch(0, checkpoint=checkpoint("2"), rejects=(reject(),)))
    assert await store.checkpoint("dump.jsonl") == checkpoint("1")
    assert list(await store.rejects()) == []


async def test_the_catalogue_is_replaced_whole(store: Store) -> None:
    await put(store, catalogue=catalogue())
    assert await store.catalogue() == catalogue()
    counts = await store.counts()
    assert (counts.brands, counts.topics) == (3, 3)
    smaller = Catalogue(brands=(Brand("moka", "Moka"),))
    await put(store, catalogue=smaller, analysis_version="pipeline-2")
    assert await store.catalogue() == smaller
    assert (await store.state()).analysis_version == "pipeline-2"
    await put(store, message("m1"))
    assert await store.catalogue() == smaller
    assert (await store.state()).analysis_version == "pipeline-2"
    assert ((await store.counts()).brands, (await store.counts()).topics) == (1, 0)
