"""Labelled sentences of our own: `held` was written before the rules and never tuned on, `dev` was tuned on."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from ingest.item import ItemKind
from nlp.analysis import Sentiment, Span
from nlp.evaluation.evaluate import Evaluation, evaluate
from nlp.evaluation.own import unlabelled, without_mentions
from nlp.evaluation.pairs import Pair
from nlp.labelled import LabelledMention, Record
from nlp.prediction import predict
from tests.nlp.factories import analyse, edges, labelled, pipeline, stances

EITHER = "neutral or positive"
"""The stance toward what is left, where it is said that the new one is far worse (docs/labels.md)."""

MUST_BE_RIGHT = [
    ("love the iPhone but Verizon is a joke", {"iPhone": "positive", "Verizon": "negative"}, set()),
    (
        "Switched from Slack to Teams… way worse",
        {"Slack": EITHER, "Teams": "negative"},
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


@pytest.mark.parametrize("model", [False, True])
@pytest.mark.parametrize(("text", "feelings", "acts"), MUST_BE_RIGHT)
def test_what_is_easy_to_get_wrong_is_right(
    text: str, feelings: dict[str, str], acts: set[tuple[str | None, ...]], model: bool
) -> None:
    found = analyse(text, model=model)
    told = stances(found)
    assert told.keys() == feelings.keys()
    assert all(told[name] in wanted for name, wanted in feelings.items())
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
    gold = labelled(name)
    found = predict(pipeline(), [without_mentions(record) for record in gold])
    scores = evaluate([Pair(*both) for both in zip(gold, found, strict=True)])
    assert value(scores, "acts") >= least_acts, scores.result("acts").classes
    assert value(scores, "edges") >= least_edges
    assert value(scores, "sentiment") >= least_sentiment, scores.result("sentiment").classes
    assert value(scores, "links") >= least_mentions
    assert value(scores, "to") == value(scores, "status") == 1.0


def value(scores: Evaluation, measure: str) -> float:
    found = scores.result(measure).score.value
    assert found is not None
    return found


def test_every_evidence_span_of_an_act_holds_words() -> None:
    for record in labelled("dev") + labelled("held"):
        text, parent = record.text, record.parent
        for act in analyse(text, None if parent is None else parent.text).acts:
            assert act.evidence
            assert all(text[span.start : span.end].strip() for span in act.evidence)


def test_sentiment_on_other_peoples_targets_stays_sane(shared_data: Path) -> None:
    """Restaurants, news and reviews, targets given, by the rules alone."""
    by_text: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    with (shared_data / "nlp" / "targeted.dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            by_text[row["ds"], row["text"]].append(row)
    gold = [_targets(text, rows) for (_, text), rows in by_text.items()]
    found = predict(pipeline(), [unlabelled(record) for record in gold])
    assert value(evaluate([Pair(*both) for both in zip(gold, found, strict=True)]), "sentiment") >= 0.47


def _targets(text: str, rows: list[dict[str, object]]) -> Record:
    mentions: list[LabelledMention] = []
    for row in sorted(rows, key=lambda row: int(str(row["start"]))):
        span, label = Span(int(str(row["start"])), int(str(row["end"]))), int(str(row["label"]))
        if not mentions or span.start >= mentions[-1].span.end:
            sentiment = (Sentiment.NEGATIVE, Sentiment.NEUTRAL, Sentiment.POSITIVE)[1 + label]
            mentions.append(LabelledMention(span, f"e{len(mentions)}", sentiment=sentiment))
    return Record(text[:40], text, ItemKind.REVIEW, mentions=tuple(mentions))
