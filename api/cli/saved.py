"""A store's address in; where its arrays are saved, how large and of which version, and how the kernels are, out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Saved:
    """The file of a store's arrays."""

    path: str | None
    """None where the settings, or a server without RAPPORT_CACHE, leave no place for one."""
    bytes: int | None
    version: int | None
    """Of the store when they were saved. None, with `bytes`, where nothing is saved yet."""


def saved(address: str | None) -> Saved:
    """Look at the head of the file; the arrays stay on disk."""
    from api.caching import cache_of
    from api.settings import Settings

    cache = cache_of(Settings(), address)
    if cache is None:
        return Saved(None, None, None)
    about = cache.about()
    if about is None:
        return Saved(str(cache.path), None, None)
    return Saved(str(cache.path), cache.path.stat().st_size, int(about["version"]))


def saved_words(found: Saved) -> str:
    """For people."""
    if found.path is None:
        return "not saved: RAPPORT_CACHE is off, or the store is a server's and RAPPORT_CACHE names no folder"
    if found.bytes is None or found.version is None:
        return (
            f"not saved yet: a question saves them, where the store has 50,000 facts or more, to {found.path}"
        )
    return f"{found.bytes / 1e6:,.1f} MB of version {found.version:,} in {found.path}"


def kernels_words() -> tuple[str, str]:
    """What is found, and what to do about it, if anything."""
    from api.kernels import kernels

    found = kernels()
    if found.compiled:
        return f"compiled, in {found.folder}", ""
    return (
        "not all compiled for this version and processor: first questions take some seconds longer",
        "`python -m api.warming` compiles them; `rapport serve` does so beside its start.",
    )


def machine_report(address: str | None) -> dict[str, Any]:
    """Both as JSON shows them."""
    from api.kernels import kernels

    found = kernels()
    about = {"compiled": found.compiled, "folder": str(Path(found.folder))}
    return {"projection": asdict(saved(address)), "kernels": about}
