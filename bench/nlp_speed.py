"""Example messages in; messages a second of the language layer, its load time and its memory out.

Run: .venv/bin/python -m bench.nlp_speed
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from ingest.item import Author, Item, ItemKind
from nlp.analysis import Parent
from nlp.catalogue import Brand, Catalogue
from nlp.components.linker import Linker

ROOT = Path(__file__).resolve().parent.parent
AT = datetime(2026, 1, 1, tzinfo=UTC)
MESSAGES = 6_000
NEAR = (
    "Finally gave up on my old Pavrano and got a Miravo last week, the milk is so much better and it doesn't spit at me.",
    "@anna try the Nimbrel, it fixed the noise for us, and the tray goes in the dishwasher which my wife likes most.",
    "My Miravo shows the descale light again after three days, I am still waiting for a technician, this is not ok.",
    "Does anybody here have a Kestrolo Vantu and know whether it froths oat milk without splitting it every second time?",
    "The Lungara is fine for the price but the steam wand is slow and the whole thing looks cheap next to the Ember.",
)
FAR = (
    "Walked the dog along the river this morning and saw two herons, one of them let me come really close to it.",
    "The train was full again so we stood all the way to town, but the concert in the evening was well worth it.",
    "My daughter painted the fence in a colour that she calls ocean and that the neighbours call a mistake, I like it.",
)


def items(texts: tuple[str, ...], reply: str | None = None) -> list[tuple[Item, Parent | None]]:
    """Different messages made of some texts, each with a number of its own."""
    made: list[tuple[Item, Parent | None]] = []
    for number in range(MESSAGES):
        text = f"{texts[number % len(texts)]} {number}"
        author = Author(str(number), f"user{number}")
        item = Item(f"bench:b:{number}", ItemKind.POST, author, text, AT)
        made.append(
            (
                item,
                None
                if reply is None
                else Parent(f"bench:b:p{number % 500}", "anna", f"{reply} {number % 500}"),
            )
        )
    return made


def rate(work: Callable[[], object], count: int) -> float:
    """Items a second of CPU."""
    start = time.process_time()
    work()
    return count / (time.process_time() - start)


SYLLABLES = [
    "ba",
    "be",
    "bi",
    "bo",
    "da",
    "de",
    "di",
    "do",
    "fa",
    "fe",
    "ka",
    "ke",
    "ki",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "po",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "si",
    "ta",
    "te",
    "to",
    "va",
    "vi",
    "vo",
    "za",
    "zo",
]
ALIASES = (10, 1_000, 10_000, 30_000)
"""Sizes of catalogues: the cost of a message must not grow with them."""


def made_up(aliases: int) -> Catalogue:
    """A catalogue of so many names that no language has, three a brand."""
    chance = random.Random(aliases)  # noqa: S311 - made-up names, no secrets
    names: dict[str, None] = {}
    while len(names) < aliases:
        word = "".join(chance.choices(SYLLABLES, k=chance.choice((3, 4)))).title()
        names[word if chance.random() < 0.6 else f"{word} {chance.choice(SYLLABLES).title()}"] = None
    listed = [*names]
    three = (listed[start : start + 3] for start in range(0, aliases, 3))
    return Catalogue(
        tuple(Brand(f"made-{number}", one[0], aliases=tuple(one[1:])) for number, one in enumerate(three))
    )


def _link_all(linker: Linker, texts: list[str]) -> None:
    for text in texts:
        linker.links(text)


def linker_by_size(texts: list[str]) -> None:
    """Microseconds a message and seconds to load, for catalogues of several sizes."""
    from nlp.catalogue_file import dump, parse  # noqa: PLC0415 - as below

    for aliases in ALIASES:
        written = dump(made_up(aliases))
        start = time.process_time()
        linker = Linker(parse(written))
        loaded = time.process_time() - start
        best = max(rate(partial(_link_all, linker, texts), len(texts)) for _ in range(3))
        print(
            f"linker, {aliases:6,} aliases {1e6 / best:8.1f} us/message, loaded from YAML in {loaded:.2f} s"
        )


def main() -> None:
    """Print the figures."""
    start = time.perf_counter()
    from nlp.catalogue_file import load  # noqa: PLC0415 - loading is timed
    from nlp.pipeline import Pipeline  # noqa: PLC0415 - loading is timed

    pipeline = Pipeline(load(ROOT / "examples" / "catalogue.yaml"))
    pipeline.analyse(items(NEAR)[:50])
    print(f"load and first batch  {time.perf_counter() - start:8.2f} s ({time.process_time():.2f} s of CPU)")
    for name, batch in (
        ("brand named", items(NEAR)),
        ("no brand", items(FAR)),
        ("replies, no brand", items(FAR, "Which machine should I get, the Miravo or the Vantu?")),
    ):
        print(f"{name:20}  {rate(lambda batch=batch: pipeline.analyse(batch), MESSAGES):8,.0f} messages/s")  # type: ignore[misc]
    texts = [item.text for item, _ in items(NEAR)[: MESSAGES // 2] + items(FAR)[: MESSAGES // 2]]
    surface = rate(lambda: [pipeline.surface_matches(text) for text in texts], len(texts))
    print(f"surface_matches       {surface:8,.0f} messages/s")
    linker_by_size(texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1 << 20
    )
    print(f"resident              {peak:8.0f} MB")


if __name__ == "__main__":
    main()
