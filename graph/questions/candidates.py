"""A window in; the organisations and products that people name and the catalogue does not know, out."""

# ruff: noqa: RUF001 - people write these quotation marks

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind, Message, Micros
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Evidence, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.evidence import distinct, evidence_of
from graph.questions.stances import split
from graph.questions.view import View
from graph.questions.windows import missing, rows_in
from nlp.analysis import EntityKind
from nlp.candidate_names import folded, singular
from nlp.catalogue import Brand, Catalogue, Product

NAMED_BY = 10
"""Messages of each candidate that are read for its spelling."""

BRANDS_SHOWN = 5

ENDING = r"(?=(?:['’]?s)?(?![^\W_]))"
"""A name may be followed by a plural or possessive s, which is no part of it."""

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Beside:
    """A brand that is named in the same messages."""

    brand: BrandRef
    messages: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be worth watching."""

    name: str
    """As most of its newest messages write it."""
    kind: EntityKind
    """Organisation or product: as most messages use it."""
    messages: int
    people: int
    """Distinct customers."""
    first_at: Micros
    last_at: Micros
    brands: tuple[Beside, ...]
    """Most messages first."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates, most people first."""

    window: Window
    candidates: tuple[Candidate, ...]
    total: int
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Least:
    """What a name must reach to be shown."""

    messages: int = 1
    people: int = 1


ANY = Least()


@dataclass(frozen=True, slots=True)
class _Named:
    """Rows of names, each with the number of the candidate that it belongs to."""

    rows: Columns
    candidate: npt.NDArray[np.int64]
    names: Sequence[str]
    """Folded, by number."""


async def candidates(
    view: View, window: Window, kind: EntityKind | None = None, least: Least = ANY, first: int = 20
) -> Candidates:
    """Names of organisations and products that no catalogue entry covers and nobody has dismissed."""
    named = _named(view, window)
    messages, people = _counted(view.projection, named)
    kinds = _kinds(view.projection, named)
    chosen = [
        number
        for number in np.flatnonzero((messages >= least.messages) & (people >= least.people)).tolist()
        if kind in {None, kinds[number]}
    ]
    chosen.sort(key=lambda number: (-people[number], -messages[number], named.names[number]))
    shown = chosen[:first]
    rows = [named.rows.pick(named.candidate == number) for number in shown]
    evidence = [evidence_of(view.projection, some.source) for some in rows]
    written = await _spellings(view, [_key(view, some) for some in rows], evidence)
    beside = _beside(view, window, [some.source for some in rows])
    return Candidates(
        window=window,
        candidates=tuple(
            Candidate(
                name=written[place],
                kind=kinds[number],
                messages=int(messages[number]),
                people=int(people[number]),
                first_at=int(rows[place].at[0]),
                last_at=int(rows[place].at[-1]),
                brands=beside[place],
                evidence=evidence[place],
            )
            for place, number in enumerate(shown)
        ),
        total=len(chosen),
        missing=None if chosen else missing(view, window, "names anything that the catalogue lacks"),
    )


def known_names(catalogue: Catalogue) -> frozenset[str]:
    """Folded: all that entries are written as, and what was dismissed."""
    entries: list[Brand | Product] = [*catalogue.brands]
    entries += [product for brand in catalogue.brands for product in brand.products]
    names = [name for entry in entries for name in names_of(entry)]
    return frozenset(map(folded, (*names, *catalogue.dismissed)))


def names_of(entry: Brand | Product) -> tuple[str, ...]:
    """All that a brand, without its products, or a product is written as."""
    signs = (*entry.handles, *entry.hashtags) if isinstance(entry, Brand) else ()
    return (entry.name, *entry.aliases, *signs)


def _named(view: View, window: Window) -> _Named:
    """What customers name, spellings of one name together, without what is known or dismissed."""
    rows, _ = split(view.projection, rows_in(view.projection, FactKind.NAMES, window))
    codes, places = np.unique(rows.object, return_inverse=True)
    spelt = [folded(name) for name in view.projection.names.candidates.names(codes.tolist())]
    known, used = known_names(view.catalogue.catalogue), frozenset(spelt)
    names = [singular(singular(name, known), used) for name in spelt]
    kept = sorted({name for name in names if name and name not in known})
    numbers = {name: number for number, name in enumerate(kept)}
    by_code = np.array([numbers.get(name, -1) for name in names], np.int64)
    candidate = by_code[places] if len(places) else np.empty(0, np.int64)
    return _Named(rows.pick(candidate >= 0), candidate[candidate >= 0], kept)


def _counted(projection: Projection, named: _Named) -> tuple[Counts, Counts]:
    """(messages, people) of each candidate, each once."""
    people = projection.person_of(named.rows.actor)
    known = people >= 0
    return (
        _distinct(named.candidate, named.rows.source, len(named.names)),
        _distinct(named.candidate[known], people[known], len(named.names)),
    )


def _distinct(candidate: npt.NDArray[np.int64], codes: Codes, size: int) -> Counts:
    pairs = np.unique(np.stack([candidate, codes.astype(np.int64)]), axis=1)
    return np.bincount(pairs[0], minlength=size)


def _kinds(projection: Projection, named: _Named) -> list[EntityKind]:
    """What most messages use each name as; on a tie an organisation."""
    product = projection.names.statuses.code(EntityKind.PRODUCT.value)
    size = len(named.names)
    rows = np.bincount(named.candidate, minlength=size)
    products = np.bincount(named.candidate, named.rows.status == product, minlength=size)
    mostly = (products * 2 > rows).tolist()
    return [EntityKind.PRODUCT if one else EntityKind.ORGANISATION for one in mostly]


def _beside(view: View, window: Window, messages: Sequence[Codes]) -> list[tuple[Beside, ...]]:
    """The brands named in the same messages, for each candidate's messages."""
    mentions = rows_in(view.projection, FactKind.MENTIONS, window)
    return [_brands_in(view, mentions, some) for some in messages]


def _brands_in(view: View, mentions: Columns, messages: Codes) -> tuple[Beside, ...]:
    here = mentions.pick(np.isin(mentions.source, messages))
    found = []
    for code in distinct(here.object, len(view.projection.names.brands)).tolist():
        brand = view.catalogue.shown_brand(view.projection.names.brands.name(code))
        if brand is not None:
            sources = here.source[here.object == code]
            found.append(Beside(brand, len(distinct(sources, view.projection.message_count))))
    return tuple(sorted(found, key=lambda one: (-one.messages, one.brand.id))[:BRANDS_SHOWN])


def _key(view: View, rows: Columns) -> str:
    """The commonest key of a candidate; of equals the first of the alphabet."""
    codes, counts = np.unique(rows.object, return_counts=True)
    keys = view.projection.names.candidates.names(codes.tolist())
    return min(zip((-counts).tolist(), keys, strict=True))[1]


async def _spellings(view: View, keys: Sequence[str], evidence: Sequence[Evidence]) -> list[str]:
    """How each name is written most often in its newest messages: one look at the store for all of them."""
    wanted = sorted({uid for one in evidence for uid in one.uids[:NAMED_BY]})
    messages = await view.store.messages(wanted)
    return [
        _spelling(key, [messages[uid] for uid in one.uids[:NAMED_BY] if uid in messages])
        for key, one in zip(keys, evidence, strict=True)
    ]


def _spelling(key: str, messages: Sequence[Message]) -> str:
    """Of two that are as frequent the one with more capitals, then the first of the alphabet."""
    pattern = re.compile(r"(?<!\w)" + r"[\W_]{0,3}".join(map(re.escape, folded(key))) + ENDING, re.IGNORECASE)
    found = Counter(
        " ".join(match.group().split())
        for message in messages
        for match in pattern.finditer(f"{message.title or ''}\n{message.text}")
    )
    ranked = sorted(found, key=lambda form: (-found[form], -sum(map(str.isupper, form)), form))
    return ranked[0] if ranked else key
