"""How far long work is, told from wherever it is done; shown by whoever listens (a job, the command line), out.

The listener is a context variable: what a listener's coroutine awaits, starts as a task or hands to a thread by
`asyncio.to_thread` tells that listener and no other. Where nobody listens, telling costs a look-up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeAlias

from graph.errors import GraphError


@dataclass(frozen=True, slots=True)
class Progress:
    """Where long work stands."""

    stage: str
    """What is being done, in plain words: "finding communities"."""
    done: int = 0
    total: int | None = None
    """Of whatever `done` counts; None where it is not known."""


class StoppedError(GraphError):
    """Nobody waits for this work any more. Raised by a listener, so that a thread ends at its next step."""


Listener: TypeAlias = Callable[[Progress], None]

_listener: ContextVar[Listener | None] = ContextVar("rapport_progress", default=None)


def telling(stage: str, done: int = 0, total: int | None = None) -> None:
    """Say where the work stands: at coarse steps (a few a second), from any thread. May raise StoppedError."""
    listener = _listener.get()
    if listener is not None:
        listener(Progress(stage, done, total))


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Let `listener` hear what is told inside. It is called in the thread that tells."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def unheard() -> Iterator[None]:
    """Let nobody hear what is told inside: for work that others wait for too, and that no one of them may stop."""
    token = _listener.set(None)
    try:
        yield
    finally:
        _listener.reset(token)
