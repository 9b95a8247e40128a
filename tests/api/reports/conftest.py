"""The stores that reports are made of, written once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.api.reports.worlds import HOSTILE_CATALOGUE, hostile, written


@pytest.fixture(scope="session")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world that tries to break out of the page."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.rapport"
    return asyncio.run(written(path, hostile(), HOSTILE_CATALOGUE))
