"""A function over arrays and numbers in; the same function compiled to machine code at its first call out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(kernel: Kernel) -> Kernel:
    """Compile with numba. The machine code is kept on disk beside the source; the GIL is free while it runs.

    Reassociation of floats stays off, so that the same input gives the same bits.
    """
    return cast("Kernel", njit(cache=True, nogil=True)(kernel))
