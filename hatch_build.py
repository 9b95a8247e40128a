"""A build of the wheel or the sdist in; the explorer's assets built and put into it out."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STATIC = Path("api", "web", "static")


class ExplorerHook(BuildHookInterface):
    """Runs `api/web/build.py`, which fetches Node.js packages, unless the assets are there and current."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before files are collected. An editable install serves the checkout's own assets."""
        if version == "editable":
            return
        root = Path(self.root)
        # From its file: importing `api` would need all of Rapport's dependencies in the build environment.
        _module(root / "api" / "web" / "build.py").build()
        build_data["artifacts"].append(f"/{STATIC.as_posix()}/")


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("explorer_build", path)
    if spec is None or spec.loader is None:
        message = f"{path} is missing: build from a whole checkout or sdist."
        raise FileNotFoundError(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
