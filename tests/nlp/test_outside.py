"""Sentences as corpora of others have them: web comparisons, posts to support desks, a feedback forum, reviews.

Written for this test and never trained on. The bounds are floors, well below what is measured (docs/language.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from nlp.catalogue import Catalogue
from nlp.labelled import Record
from nlp.labelled_lines import read_file
from nlp.pipeline import Pipeline
from nlp.prediction import predict

FOLDER = Path(__file__).parent / "outside"


@cache
def reader() -> Pipeline:
    """All that ships, and a catalogue that knows no names."""
    return Pipeline(Catalogue())


def read(name: str) -> list[tuple[Record, Record]]:
    """Each record as labelled and as predicted without its labels."""
    records = [line.record for line in read_file(FOLDER / name) if line.record is not None]
    return list(zip(records, predict(reader(), records), strict=True))


def f1(pairs: Sequence[tuple[str, str]], label: str) -> float:
    right = sum(gold == found == label for gold, found in pairs)
    wanted, given = (sum(pair[side] == label for pair in pairs) for side in (0, 1))
    return 2 * right / max(1, wanted + given)


def does(record: Record, kind: str) -> str:
    return "yes" if any(act.kind == kind for act in record.acts or ()) else "no"


def preferred(record: Record) -> str:
    """Which of the two named things is the better one, in the author's words."""
    first, second = (mention.name for mention in record.mentions or ())
    edges = {act.edge for act in record.acts or ()}
    if ("compares", first, second) in edges:
        return "first"
    return "second" if ("compares", second, first) in edges else "neither"


def test_which_of_two_is_preferred() -> None:
    pairs = [(preferred(gold), preferred(found)) for gold, found in read("comparisons.jsonl")]
    shares = Counter(gold for gold, _ in pairs)
    assert set(shares) == {"first", "second", "neither"}
    weighted = sum(count * f1(pairs, label) for label, count in shares.items()) / len(pairs)
    assert weighted >= 0.85, weighted


def test_whether_a_post_complains_though_it_names_nothing_that_is_known() -> None:
    pairs = [(does(gold, "complains"), does(found, "complains")) for gold, found in read("complaints.jsonl")]
    assert (f1(pairs, "yes") + f1(pairs, "no")) / 2 >= 0.75, Counter(pairs)


def test_whether_a_sentence_suggests_something() -> None:
    pairs = [(does(gold, "suggests"), does(found, "suggests")) for gold, found in read("suggestions.jsonl")]
    assert f1(pairs, "yes") >= 0.6, Counter(pairs)


def test_what_reviewers_feel_about_parts_of_a_thing() -> None:
    pairs: dict[str, list[tuple[str, str]]] = {"laptops": [], "restaurants": []}
    for gold, found in read("aspects.jsonl"):
        both = zip(gold.mentions or (), found.mentions or (), strict=True)
        pairs[str(gold.id).partition("-")[0]] += [(str(a.sentiment), str(b.sentiment)) for a, b in both]
    for domain, labels in pairs.items():
        macro = sum(f1(labels, label) for label in ("positive", "neutral", "negative")) / 3
        assert macro >= 0.73, (domain, macro)
