from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from graph.projection import Projection
from graph.projection.kept import Kept


def test_a_result_is_made_once() -> None:
    kept, made = Kept(2), iter(range(9))
    assert [kept.of("a", lambda: next(made)) for _ in range(3)] == [0, 0, 0]


def test_nothing_is_a_result_too() -> None:
    kept, calls = Kept(2), list[int]()
    for _ in range(2):
        assert kept.of("a", lambda: calls.append(1)) is None
    assert calls == [1]


def test_the_one_not_asked_for_longest_goes_first() -> None:
    kept, made = Kept(2), iter(range(9))
    for key in ("a", "b", "a", "c"):
        kept.of(key, lambda: next(made))
    assert kept.of("a", lambda: next(made)) == 0
    assert kept.of("b", lambda: next(made)) == 3


def test_two_askers_at_once_make_it_once_and_another_key_does_not_wait() -> None:
    kept, made, begun, go_on = Kept(4), list[int](), threading.Event(), threading.Event()

    def slow() -> int:
        begun.set()
        assert go_on.wait(10)
        made.append(1)
        return len(made)

    with ThreadPoolExecutor(2) as pool:
        askers = [pool.submit(kept.of, "slow", slow) for _ in range(2)]
        assert begun.wait(10)
        assert kept.of("other", lambda: 7) == 7
        go_on.set()
        assert [asker.result(10) for asker in askers] == [1, 1]


def test_a_failure_is_not_kept() -> None:
    kept = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.of("a", lambda: 1 // 0)
    assert kept.of("a", lambda: 5) == 5


def test_a_result_may_be_made_of_others() -> None:
    kept = Kept(2)
    assert kept.of("whole", lambda: kept.of("part", lambda: 2) + 1) == 3


def asked() -> weakref.ref[Projection]:
    projection = Projection.from_edges(np.array([0, 1]), np.array([1, 2]))
    projection.kept("count", lambda: projection.ties().tie_count)
    return weakref.ref(projection)


def test_a_snapshot_is_freed_as_soon_as_nobody_has_it() -> None:
    gc.disable()
    try:
        assert asked()() is None
    finally:
        gc.enable()
