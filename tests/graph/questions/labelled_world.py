"""A simulated world with its labels in; a view as a faultless language layer would make it out.

What the questions then miss is theirs; what they miss on the ingested world beyond that is the language layer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from graph.build import micros
from graph.model import Account, Batch, Fact, FactKind, Identification, MessageFacts, Register
from graph.questions.view import View, open_view
from graph.store import Store
from ingest.simulate import truth_rows
from nlp.catalogue import Catalogue
from nlp.catalogue_file import load
from tests.graph import factories as make

HANDLE = re.compile(r"@(\w+)")
TARGETED = frozenset({"recommends", "warns", "complains", "asks", "intends"})


class _World:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalogue = load(folder / "catalogue.yaml")
        self.brands = brand_names(self.catalogue)
        self.items = {row["uid"]: row for path in sorted(folder.glob("*.jsonl")) for row in lines(path)}
        self.labels = {row["id"]: row for row in lines(folder / "truth" / "labels.jsonl")}
        self.handles: dict[tuple[str, str], str] = {}
        self.staff: set[str] = set()
        for uid, row in self.items.items():
            key = self.author(row)
            self.handles[place(uid), row["author"]["handle"]] = key
            if row["author"].get("role") == "staff":
                self.staff.add(key)

    def author(self, row: dict[str, Any]) -> str:
        return f"{place(row['uid'])}:{row['author']['id']}"

    def messages(self) -> Iterator[MessageFacts]:
        for uid, row in self.items.items():
            facts = tuple(self._facts(uid, row["text"]))
            told = make.message(
                uid,
                kind=row["kind"],
                author=self.author(row),
                text=row["text"],
                created_at=micros(_moment(row["created_at"])),
                in_reply_to=row.get("in_reply_to"),
                conversation=row.get("thread_root", uid),
            )
            yield make.with_facts(told, *facts)

    def _facts(self, uid: str, text: str) -> Iterator[Fact]:
        said = self.labels[uid]
        named = {*HANDLE.findall(text), *said["to"]}
        for handle in sorted(named):
            if (to := self.handles.get((place(uid), handle))) is not None:
                yield make.fact(FactKind.ADDRESSES, to)
        for mention in said["mentions"]:
            yield make.mention(self.brands[mention["name"]], mention["sentiment"], mention["start"])
        for act in said["acts"]:
            if act["act"] == "switches" or act["act"] in TARGETED:
                yield self._act(uid, act)

    def _act(self, uid: str, act: dict[str, Any]) -> Fact:
        target = act["to"] if act["act"] == "switches" else act["target"]
        rival = act.get("from")
        to = None if act["act"] == "switches" else self.handles.get((place(uid), act.get("to") or ""))
        return make.fact(
            FactKind(act["act"].upper()),
            None if target is None else self.brands[target],
            rival=None if rival is None else self.brands[rival],
            to=to,
            status=act.get("status"),
            confidence=1.0,
        )

    def accounts(self) -> tuple[Account, ...]:
        return tuple(
            Account(
                key,
                {"handle": Register(0, handle)}
                | ({"role": Register(0, "staff")} if key in self.staff else {}),
                (),
            )
            for (_, handle), key in self.handles.items()
        )

    def people(self) -> tuple[Identification, ...]:
        known = set(self.handles.values())
        return tuple(
            Identification(account, f"person:{row['id']}")
            for row in truth_rows(self.folder, "people")
            for account in row["accounts"]
            if account in known
        )


def brand_names(catalogue: Catalogue) -> dict[str, str]:
    """The brand of every canonical name."""
    names = {brand.name: brand.id for brand in catalogue.brands}
    return names | {product.name: brand.id for brand in catalogue.brands for product in brand.products}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as rows:
        for row in rows:
            yield orjson.loads(row)


def place(uid: str) -> str:
    return uid.rpartition(":")[0]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def view_of_labels(store: Store, folder: Path) -> View:
    """A store of what the labels say, with everybody's accounts known."""
    world = _World(folder)
    await store.write(
        Batch(
            expected_version=(await store.state()).version,
            new_messages=tuple(world.messages()),
            accounts=world.accounts(),
            identifications=world.people(),
            catalogue=world.catalogue,
        )
    )
    return await open_view(store)
