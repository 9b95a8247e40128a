"""A Catalogue in; everything that is wrong with it out, each problem with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from nlp.catalogue import AmbiguousName, Brand, Catalogue, Product, Topic
from nlp.errors import CatalogueError

Path: TypeAlias = tuple[str | int, ...]
"""Where something stands, e.g. ``("brands", 0, "aliases", 2)``."""

Problem: TypeAlias = tuple[Path, str]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
HANDLE = re.compile(r"[\w.\-]+(?:@[\w.\-]+)?")
"""Letters, digits, _ . - and, for federated channels, ``name@server``."""
HASHTAG = re.compile(r"\w+")
WORDLESS = re.compile(r"[\W_]*")

Claims: TypeAlias = dict[str, tuple[str, Path]]
"""Names taken so far: by which entry, and where."""


def slug(name: str) -> str:
    """The id that a name gets where none is given: ``Moka One`` becomes ``moka-one``; empty if no letter fits."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def checked(catalogue: Catalogue) -> Catalogue:
    """The catalogue itself, if nothing is wrong with it; else raises CatalogueError with every problem."""
    problems = tuple(f"{_shown(path)}: {message}" for path, message in find_problems(catalogue, _shown))
    if problems:
        raise CatalogueError(
            f"The catalogue has {len(problems)} problem(s):", "Correct them and try again.", problems
        )
    return catalogue


def _shown(path: Path) -> str:
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def find_problems(catalogue: Catalogue, show: Callable[[Path], str]) -> Iterator[Problem]:
    """Every contradiction and every value that cannot work; `show` names the place of an earlier claim."""
    ids: Claims = {}
    names: Claims = {}
    handles: Claims = {}
    terms: Claims = {}
    for number, brand in enumerate(catalogue.brands):
        path: Path = ("brands", number)
        yield from _identity(brand, path, ids, show)
        yield from _named(brand, path, names, show)
        yield from _tags(brand, path, handles, show)
        for place, product in enumerate(brand.products):
            inner = (*path, "products", place)
            yield from _identity(product, inner, ids, show)
            yield from _named(product, inner, names, show)
    for number, topic in enumerate(catalogue.topics):
        yield from _identity(topic, ("topics", number), ids, show)
        yield from _terms(topic, ("topics", number), terms, show)
    yield from _dismissed(catalogue.dismissed, names, show)


def _identity(
    entry: Brand | Product | Topic, path: Path, ids: Claims, show: Callable[[Path], str]
) -> Iterator[Problem]:
    if not entry.name.strip():
        yield path, "the name is empty; give the name as people write it"
    if not entry.id:
        if entry.name.strip():
            yield path, f"no id can be made of the name {entry.name!r}; give one, such as 'id: my-brand'"
        return
    if not SLUG.fullmatch(entry.id):
        better = slug(entry.id) or "my-brand"
        yield (
            (*path, "id"),
            f"the id {entry.id!r} is not a slug (a-z, 0-9 and single hyphens); use {better!r}",
        )
    yield from _claim(ids, entry.id, entry.name, (*path, "id"), ("id", show))


def _claim(
    claims: Claims, key: str, owner: str, path: Path, what: tuple[str, Callable[[Path], str]]
) -> Iterator[Problem]:
    """Take a name, or say who has it already."""
    kind, show = what
    taken = claims.setdefault(key, (owner, path))
    if taken[1] != path:
        yield (
            path,
            f"the {kind} {key!r} is taken by {taken[0]!r} ({show(taken[1])}); give one of them another",
        )


def _named(
    entry: Brand | Product, path: Path, names: Claims, show: Callable[[Path], str]
) -> Iterator[Problem]:
    """The names that an entry is found by, each its own alone."""
    own = [((*path, "name"), entry.name)]
    own += [((*path, "aliases", number), alias) for number, alias in enumerate(entry.aliases)]
    mine: set[str] = set()
    for place, name in own:
        key = " ".join(name.lower().split())
        if WORDLESS.fullmatch(name):
            if place[-1] != "name":
                yield place, "an alias needs at least one letter or digit; remove it"
        elif key not in mine:
            mine.add(key)
            yield from _claim(names, key, entry.name, place, ("name", show))
    for number, ambiguous in enumerate(entry.ambiguous):
        yield from _ambiguous(ambiguous, (*path, "ambiguous", number), mine)


def _ambiguous(ambiguous: AmbiguousName, path: Path, names: set[str]) -> Iterator[Problem]:
    key = " ".join(ambiguous.name.lower().split())
    if key not in names:
        yield path, f"{ambiguous.name!r} is neither the name nor an alias here; add it to the aliases"
    for word in set(ambiguous.context) & set(ambiguous.against):
        yield path, f"{word!r} speaks both for and against; keep it in one list"
    for word in (*ambiguous.context, *ambiguous.against):
        if WORDLESS.fullmatch(word):
            yield path, "a context word is empty; remove it"


def _tags(brand: Brand, path: Path, handles: Claims, show: Callable[[Path], str]) -> Iterator[Problem]:
    for number, handle in enumerate(brand.handles):
        place = (*path, "handles", number)
        if not HANDLE.fullmatch(handle):
            yield place, f"the handle {handle!r} has characters that no handle has; write it as in @handle"
        else:
            yield from _claim(handles, handle.lower(), brand.name, place, ("handle", show))
    for number, hashtag in enumerate(brand.hashtags):
        if not HASHTAG.fullmatch(hashtag):
            place = (*path, "hashtags", number)
            yield place, f"the hashtag {hashtag!r} has characters that end a hashtag; write it as one word"


def _dismissed(dismissed: Sequence[str], names: Claims, show: Callable[[Path], str]) -> Iterator[Problem]:
    """A name is watched or dismissed, and dismissed once."""
    for number, name in enumerate(dismissed):
        place = ("dismissed", number)
        if WORDLESS.fullmatch(name):
            yield place, "a dismissed name needs at least one letter or digit; remove it"
            continue
        owner, taken = names.setdefault(" ".join(name.lower().split()), (name, place))
        if taken != place:
            what = "dismissed already" if taken[0] == "dismissed" else f"watched as {owner!r}"
            yield place, f"the name {name!r} is {what} ({show(taken)}); remove one of them"


def _terms(topic: Topic, path: Path, terms: Claims, show: Callable[[Path], str]) -> Iterator[Problem]:
    for number, term in enumerate(topic.terms):
        place = (*path, "terms", number)
        if WORDLESS.fullmatch(term):
            yield place, "a term needs at least one letter or digit; remove it"
        else:
            yield from _claim(terms, term.lower(), topic.name, place, ("term", show))
