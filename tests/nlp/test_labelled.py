"""Labelled sentences of our own: `held` was written before the rules and never tuned on, `dev` was tuned on."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from ingest.item import ItemKind
from nlp.analysis import Span
from nlp.components.acts.finder import find_acts
from nlp.components.linker import Link
from nlp.components.reading import Reading
from nlp.components.sentiment import find_stances
from nlp.context import Context
from tests.nlp.factories import DATA, analyse, edges, pipeline, stances
from tests.nlp.scoring import SENTIMENTS, Tally, records, score

MUST_BE_RIGHT = [
    ("love the iPhone but Verizon is a joke", {"iPhone": "positive", "Verizon": "negative"}, set()),
    (
        "Switched from Slack to Teams… way worse",
        {"Slack": "neutral", "Teams": "negative"},
        {("switches", "Teams", "Slack"), ("compares", "Slack", "Teams")},
    ),
    (
        "Notion beats Evernote",
        {"Notion": "positive", "Evernote": "neutral"},
        {("compares", "Notion", "Evernote")},
    ),
    ("not bad at all, unlike my old Brevo", {"Brevo": "negative"}, set()),
    ("wouldn't wish Comcast on my enemies", {"Comcast": "negative"}, {("warns", "Comcast")}),
    ("my boss loves Jira. I don't.", {"Jira": "negative"}, set()),
    ("@anna try the Moka, it fixed this for me", {"Moka": "positive"}, {("recommends", "Moka")}),
]


@pytest.mark.parametrize(("text", "feelings", "acts"), MUST_BE_RIGHT)
def test_what_is_easy_to_get_wrong_is_right(
    text: str, feelings: dict[str, str], acts: set[tuple[str | None, ...]]
) -> None:
    found = analyse(text)
    assert stances(found) == feelings
    assert edges(found) == acts


def test_the_person_addressed_is_the_one_advised() -> None:
    assert [act.to for act in analyse("@anna try the Moka, it fixed this for me").acts] == ["anna"]


@pytest.mark.parametrize(
    ("name", "least_acts", "least_edges", "least_sentiment", "least_mentions"),
    [("held", 0.90, 0.87, 0.80, 0.97), ("dev", 0.94, 0.92, 0.89, 0.98)],
)
def test_labelled_sentences_are_read_as_well_as_before(
    name: str, least_acts: float, least_edges: float, least_sentiment: float, least_mentions: float
) -> None:
    scores = score(pipeline(), records(DATA / f"{name}.jsonl"))
    assert scores.acts_f1 >= least_acts, scores.acts
    assert scores.edges.f1 >= least_edges
    assert scores.sentiment_f1 >= least_sentiment, scores.sentiments
    assert scores.mentions.f1 >= least_mentions
    assert scores.to.f1 == scores.status.f1 == 1.0


def test_every_evidence_span_of_an_act_holds_words() -> None:
    for record in records(DATA / "dev.jsonl") + records(DATA / "held.jsonl"):
        parent = record.get("parent") or {}
        text = record["text"]
        for act in analyse(text, parent.get("text")).acts:
            assert act.evidence
            assert all(text[span.start : span.end].strip() for span in act.evidence)


def test_sentiment_on_other_peoples_targets_stays_sane(shared_data: Path) -> None:
    """Restaurants, news and reviews, targets given; the trained model that comes later reaches more."""
    by_text: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    with (shared_data / "nlp" / "targeted.dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            by_text[row["ds"], row["text"]].append(row)
    tallies = {label: Tally() for label in SENTIMENTS}
    for (_, text), rows in by_text.items():
        _score_targets(text, sorted(rows, key=lambda row: int(str(row["start"]))), tallies)
    assert sum(tally.f1 for tally in tallies.values()) / 3 >= 0.47


def _score_targets(text: str, rows: list[dict[str, object]], tallies: dict[str, Tally]) -> None:
    spans: list[tuple[Span, str]] = []
    for row in rows:
        start, end, label = int(str(row["start"])), int(str(row["end"])), int(str(row["label"]))
        if not spans or start >= spans[-1][0].end:
            spans.append((Span(start, end), SENTIMENTS[1 - label]))
    links = tuple(
        Link(span.start, span.end, f"e{n}", f"e{n}", "alias", 1.0) for n, (span, _) in enumerate(spans)
    )
    reading, context = Reading(text, links), Context(text, 0, ItemKind.REVIEW)
    found = find_stances(reading, find_acts(reading, context), context)
    for (_, gold), stance in zip(spans, found, strict=True):
        given = stance.sentiment.value
        tallies[gold].right += given == gold
        tallies[gold].missed += given != gold
        tallies[given].spurious += given != gold
