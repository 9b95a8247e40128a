"""Worlds for reports: the small market, and one whose people, brands and texts try to break out of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from api.reports.making import make
from api.reports.publish import Published
from api.reports.request import Kind, Request, asked_window
from graph.ingestion import Ingestion
from graph.questions.view import open_view
from graph.stores.sqlite.store import SqliteStore
from ingest.item import Author, Item, ItemKind
from ingest.records import Value
from nlp.catalogue import Brand, BrandRole, Catalogue, Topic, TopicKind
from nlp.pipeline import Pipeline
from tests.api.world import START

HOSTILE_NAME = '<script>alert("name")</script>'
HOSTILE_BRAND = 'Moka <img src=x onerror="alert(1)"> & Co'
HOSTILE_TEXT = (
    "</blockquote></style><script>alert('text')</script> | [x](javascript:alert(1)) `<b>` \x00\u202eevil"
)

HOSTILE_CATALOGUE = Catalogue(
    brands=(
        Brand("moka", HOSTILE_BRAND, BrandRole.OWN, aliases=("Moka",)),
        Brand("brevo", "Brevo</title><script>", BrandRole.COMPETITOR, aliases=("Brevo",)),
    ),
    topics=(Topic("noise", "<svg onload=alert(2)>", TopicKind.PEEVE, ("loud", "noisy")),),
)


def hostile() -> list[Value]:
    """Two circles of six who all answer each other, with everything in what they write that a page might run."""
    return [_hostile(number) for number in range(48)]


def _hostile(number: int) -> Item:
    author, answered = _author(number), number - 2 * (number // 12 + 1)
    to = f"@u{_author(answered)} get the Moka, you can't go wrong with it!" if answered >= 0 else "Which one?"
    told = "My Brevo broke, so loud and noisy, I switched from Brevo to Moka."
    return Item(
        f"forum:main:{number}",
        ItemKind.COMMENT if answered >= 0 else ItemKind.POST,
        Author(f"u{author}", f"u{author}", display_name=f"{HOSTILE_NAME}{author}"),
        f"{to} I love my Moka. {told} {HOSTILE_TEXT}",
        START + timedelta(days=number),
        in_reply_to=f"forum:main:{answered}" if answered >= 0 else None,
        permalink="javascript:alert(3)" if number % 2 else f"https://forum.example/{number}?a=1&b=<x>",
    )


def _author(number: int) -> int:
    return number % 2 * 6 + number // 2 % 6


async def written(path: Path, values: Sequence[Value], catalogue: Catalogue, batch: int = 100) -> Path:
    """A store that holds the values, taken in so many at a time."""
    store = SqliteStore.open(path)
    try:
        await store.prepare()
        ingestion = Ingestion(store, Pipeline(catalogue))
        for start in range(0, len(values), batch):
            await ingestion.take(list(values[start : start + batch]))
    finally:
        await store.close()
    return path


async def report(path: Path, kind: Kind, window: str | None = None, *, anonymous: bool = False) -> Published:
    """The report of a store about Moka."""
    store = SqliteStore.open(path)
    try:
        view = await open_view(store)
        return await make(view, Request(kind, "moka", asked_window(window), anonymous))
    finally:
        await store.close()
