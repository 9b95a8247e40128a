"""A server that starts in; the kernels compiled in a process beside it, where they are not yet, out.

Whoever installs with pip has not run `python -m api.warming`. The first questions would then compile what they need, some
seconds each, and might pass their time limit.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Callable
from enum import StrEnum

from api import kernels
from api.graphql.limits import COMPILING_TIMEOUT_S, TIMEOUT_S
from api.kernels import Kernels

log = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "api.warming", "--gently")


class KernelState(StrEnum):
    """What /health says."""

    COMPILED = "compiled"
    COMPILING = "compiling"
    AT_FIRST_USE = "at first use"  # nobody compiles them beforehand, or that failed


class Compiling:
    """One process, which ends by itself."""

    def __init__(
        self, command: tuple[str, ...] = COMMAND, look: Callable[[], Kernels] = kernels.kernels
    ) -> None:
        self._command = command
        self._look = look
        self._process: Process | None = None
        self._waiting: asyncio.Task[None] | None = None
        self.state = KernelState.AT_FIRST_USE

    def seconds(self) -> float:
        """How long a query may take now. One that comes too early compiles for itself what it needs, and may wait for it."""
        return TIMEOUT_S if self.state is KernelState.COMPILED else COMPILING_TIMEOUT_S

    async def begin(self) -> None:
        """Start the process, where it is needed; comes back at once."""
        found = await asyncio.to_thread(self._look)
        if found.compiled:
            self.state = KernelState.COMPILED
            return
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True
            )
        except OSError as error:
            log.warning("kernels not compiled", extra={"fields": {"reason": str(error)}})
            return
        self.state = KernelState.COMPILING
        log.info(
            "compiling kernels", extra={"fields": {"sources": found.sources, "folder": str(found.folder)}}
        )
        self._waiting = asyncio.create_task(self._ended(self._process))

    async def _ended(self, process: Process) -> None:
        code = await process.wait()
        self.state = KernelState.AT_FIRST_USE if code else KernelState.COMPILED
        if code:
            remedy = "python -m api.warming says why"
            log.warning("kernels not compiled", extra={"fields": {"code": code, "remedy": remedy}})
        else:
            log.info("kernels compiled")

    async def close(self) -> None:
        """Stop it, where it still runs: what is compiled by then stays."""
        if self._waiting is None or self._process is None:
            return
        self._waiting.cancel()
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
            await self._process.wait()
