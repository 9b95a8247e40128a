"""A small market with everything in it that the API shows, read by the real pipeline into a real store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from graph.ingestion import Ingestion
from graph.stores.sqlite.store import SqliteStore
from ingest.item import Author, Item, ItemKind, Profile, Role
from ingest.records import Value
from nlp.catalogue import Brand, BrandRole, Catalogue, Product, Topic, TopicKind
from nlp.pipeline import Pipeline

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
CATALOGUE = Catalogue(
    brands=(
        Brand(
            "moka",
            "Moka",
            BrandRole.OWN,
            aliases=("moka coffee",),
            handles=("mokahq",),
            products=(Product("moka-one", "Moka One"),),
        ),
        Brand("brevo", "Brevo", BrandRole.COMPETITOR),
    ),
    topics=(
        Topic("noise", "Noise", TopicKind.PEEVE, ("loud", "noisy")),
        Topic("app", "An app", TopicKind.IDEA, ("app",)),
    ),
)
SAYINGS = (
    ("anna", "Which machine should I get? My Brevo is terrible, so loud.", None),
    ("tom", "@anna get the Moka One, you can't go wrong with it!", 1),
    ("anna", "Thanks, I switched from Brevo to Moka and I love my Moka.", 2),
    ("kim", "Steer clear of Brevo, mine leaked after a month. Terrible machine.", 1),
    ("lou", "My Moka broke twice and support never answered. I hate this Moka.", None),
    ("lou", "Stay away from the Moka! I am switching from Moka to Brevo next week.", 5),
    ("kim", "Please add an app to the Moka, it would be great to start it from bed.", None),
    ("zoe", "How do I descale my Moka?", None),
    ("ben", "The Moka is fantastic, I love it. Brevo is noisy.", None),
    ("anna", "I love how quiet my Moka is, great coffee.", 9),
)


def said(number: int, author: str, text: str, parent: int | None = None) -> Item:
    """The message of this number, an hour a number after START."""
    return Item(
        f"forum:main:{number}",
        ItemKind.COMMENT if parent else ItemKind.POST,
        Author(author, author, display_name=author.title()),
        text,
        START + timedelta(hours=number),
        in_reply_to=None if parent is None else f"forum:main:{parent}",
        permalink=f"https://forum.example/{number}",
    )


def world() -> list[Value]:
    """Ten messages in a forum, one more by staff, a review, and a second account of Anna's that proves to be hers."""
    forum = [
        said(number, author, text, parent) for number, (author, text, parent) in enumerate(SAYINGS, start=1)
    ]
    staff = Item(
        "forum:main:11",
        ItemKind.COMMENT,
        Author("mokahq", "mokahq", role=Role.STAFF),
        "We are sorry about your Moka, please write to us.",
        START + timedelta(hours=11),
        in_reply_to="forum:main:6",
    )
    review = Item(
        "reviews:shop:r1",
        ItemKind.REVIEW,
        Author("anna-m", "anna-m", email="anna@example.org"),
        "The Moka One makes lovely espresso.",
        START + timedelta(hours=12),
        title="Five stars",
        rating=5,
        rating_max=5,
    )
    who = Profile("forum:main", Author("anna", "anna", email="anna@example.org"), START)
    return [*forum, staff, review, who]


def crowd(count: int) -> list[Value]:
    """As many messages, each by another person, each an answer to one before it, each about a brand."""
    return [
        said(
            number,
            f"p{number}",
            f"Message {number}: I love my Moka. Steer clear of Brevo, mine is terrible and it leaked twice.",
            number // 2 or None,
        )
        for number in range(1, count + 1)
    ]


async def make(path: Path, values: list[Value]) -> None:
    """Write a store that holds the values."""
    store = SqliteStore.open(path)
    try:
        await store.prepare()
        await Ingestion(store, Pipeline(CATALOGUE)).take(values)
    finally:
        await store.close()
