from __future__ import annotations

import pytest

from nlp.evaluation.evaluate import Evaluation, evaluate
from nlp.evaluation.measures import Average
from nlp.evaluation.pairs import Pair
from nlp.labelled import Record
from tests.nlp.evaluation.factories import feelings, felt, said


def value(evaluation: Evaluation, measure: str) -> float:
    found = evaluation.result(measure).score.value
    assert found is not None
    return found


def names(evaluation: Evaluation) -> list[str]:
    return [result.measure.name for result in evaluation.results]


def acts(*edges: dict[str, object]) -> Record:
    return said(acts=list(edges))


def test_sentiment_is_the_mean_f1_of_the_classes() -> None:
    scores = evaluate(feelings(("++0-", "+00-"), ("-", "+")))
    by_class = {
        one.name: (one.precision, one.recall, one.f1.value) for one in scores.result("sentiment").classes
    }
    assert by_class == {
        "positive": (1 / 2, 1 / 2, 1 / 2),
        "neutral": (1 / 2, 1.0, 2 / 3),
        "negative": (1.0, 1 / 2, 2 / 3),
    }
    assert value(scores, "sentiment") == pytest.approx((1 / 2 + 2 / 3 + 2 / 3) / 3)
    assert scores.result("sentiment").averages[Average.ACCURACY].value == pytest.approx(3 / 5)


def test_a_class_that_nobody_names_takes_no_part_in_the_mean() -> None:
    assert value(evaluate(feelings(("++", "++"))), "sentiment") == 1.0
    assert value(evaluate(feelings(("++", "+-"))), "sentiment") == pytest.approx((2 / 3 + 0) / 2)


def test_a_mention_without_a_prediction_is_missed_and_one_too_many_is_no_matter() -> None:
    scores = evaluate(feelings(("+ -", " +-")))
    result = scores.result("sentiment")
    assert [(one.support, one.predicted) for one in result.classes] == [(1, 0), (0, 0), (1, 1)]
    assert result.confusion is not None
    assert result.confusion.counts[0] == (0, 0, 0, 1)


def test_confusions_say_what_was_found_instead() -> None:
    confusion = evaluate(feelings(("++0-", "+00-"), ("-", "+"))).result("sentiment").confusion
    assert confusion is not None
    assert confusion.classes == ("positive", "neutral", "negative", "(none)")
    assert confusion.counts == ((1, 1, 0, 0), (0, 1, 0, 0), (1, 0, 1, 0), (0, 0, 0, 0))


def test_opposite_feelings_count_as_right_only_where_every_mention_is() -> None:
    result = evaluate(feelings(("+-0", "+-0"), ("+-0", "+--"), ("+0", "--"), ("--", "--"))).result("opposite")
    assert (result.score.value, result.records) == (0.5, 2)


def test_acts_are_scored_by_message_and_edges_by_their_names() -> None:
    gold = acts({"act": "warns", "target": "A"}, {"act": "warns", "target": "B"}, {"act": "asks"})
    found = acts({"act": "warns", "target": "A"}, {"act": "complains", "target": "A"})
    scores = evaluate([Pair(gold, found)])
    assert value(scores, "acts") == pytest.approx((1 + 0 + 0) / 3)
    assert value(scores, "edges") == pytest.approx(2 * 1 / (2 + 1 + 2))
    confusion = scores.result("acts").confusion
    assert confusion is not None
    row = dict(zip(confusion.classes, confusion.counts[confusion.classes.index("asks")], strict=True))
    assert {name for name, count in row.items() if count} == {"complains"}


def test_both_sides_of_a_switch_and_of_a_comparison_must_be_right() -> None:
    gold = acts({"act": "switches", "to": "A", "from": "B"}, {"act": "compares", "winner": "A", "loser": "B"})
    found = acts(
        {"act": "switches", "to": "A", "from": None}, {"act": "compares", "winner": "B", "loser": "A"}
    )
    scores = evaluate([Pair(gold, found)])
    assert (value(scores, "acts"), value(scores, "edges")) == (1.0, 0.0)


def test_whom_advice_is_for_is_asked_where_the_edge_is_right_and_handles_are_compared_kindly() -> None:
    gold = acts(
        {"act": "recommends", "target": "A", "to": "anna"},
        {"act": "warns", "target": "B", "to": None},
        {"act": "warns", "target": "C", "to": "zed"},
    )
    found = acts(
        {"act": "recommends", "target": "A", "to": "@Anna"},
        {"act": "warns", "target": "B", "to": "anna"},
        {"act": "warns", "target": "D", "to": "zed"},
    )
    result = evaluate([Pair(gold, found)]).result("to")
    assert (result.score.value, result.support) == (0.5, 2)


def test_the_status_of_a_switch_is_asked_where_the_edge_is_right() -> None:
    move = {"act": "switches", "to": "A", "from": "B"}
    scores = evaluate(
        [
            Pair(acts({**move, "status": "done"}), acts({**move, "status": "intended"})),
            Pair(acts({**move, "status": "done"}), acts({**move, "status": "done"})),
            Pair(acts({**move, "status": "done"}), acts({**move, "to": "C", "status": "done"})),
        ]
    )
    assert (value(scores, "status"), scores.result("status").support) == (0.5, 2)


def test_mentions_are_scored_only_where_they_were_found() -> None:
    gold = said(mentions=[{"start": 0, "end": 2, "name": "A"}, {"start": 4, "end": 6, "name": "B"}])
    found = said(mentions=[{"start": 0, "end": 2, "name": "Z"}, {"start": 5, "end": 6, "name": "B"}])
    given = said(mentions=[{"start": 0, "end": 2, "name": "A", "method": "given"}])
    scores = evaluate([Pair(gold, found)])
    assert (value(scores, "mentions"), value(scores, "links")) == (0.5, 0.0)
    assert "mentions" not in names(evaluate([Pair(gold, given)]))
    assert value(evaluate([Pair(gold, given, found)]), "mentions") == 0.5


def test_entities_need_the_exact_span_and_the_type() -> None:
    gold = said(entities=[{"start": 0, "end": 2, "type": "person"}, {"start": 4, "end": 6, "type": "work"}])
    found = said(entities=[{"start": 0, "end": 2, "type": "person"}, {"start": 4, "end": 6, "type": "place"}])
    result = evaluate([Pair(gold, found)]).result("entities")
    assert result.score.value == 0.5
    assert {one.name: one.f1.value for one in result.classes if one.support} == {"person": 1.0, "work": 0.0}
    assert result.confusion is not None
    assert result.confusion.counts[4][1] == 1


def test_the_mood_is_scored_by_the_mean_recall_of_what_occurs() -> None:
    pairs = [
        Pair(said(sentiment=gold), said(sentiment=found))
        for gold, found in [("positive", "positive"), ("positive", "neutral"), ("negative", "negative")]
    ]
    assert value(evaluate(pairs), "mood") == pytest.approx((1 / 2 + 1) / 2)


def test_emotions_have_the_classes_that_occur() -> None:
    pairs = [Pair(said(emotions=["joy", "fear"]), said(emotions=["joy"])), Pair(said(emotions=[]), said())]
    result = evaluate(pairs).result("emotions")
    assert [one.name for one in result.classes] == ["fear", "joy"]
    assert result.score.value == 0.5
    assert result.averages[Average.MICRO_F1].value == pytest.approx(2 / 3)
    assert result.records == 2


def test_only_what_is_labelled_is_scored() -> None:
    assert names(evaluate(feelings(("+", "+")))) == ["sentiment"]
    assert names(evaluate([Pair(said(), said(acts=[{"act": "asks"}]))])) == []
    assert evaluate([]).results == ()


def test_what_no_prediction_speaks_of_is_named_and_not_scored_as_zero() -> None:
    scores = evaluate([Pair(said(sentiment="positive", acts=[]), said(acts=[{"act": "asks"}]))])
    assert [measure.name for measure in scores.unpredicted] == ["mood"]
    assert names(scores) == ["acts", "edges"]


def test_an_unlabelled_record_counts_for_nothing_even_where_something_was_found() -> None:
    labelled = Pair(said(acts=[{"act": "asks"}]), said(acts=[{"act": "asks"}]))
    scores = evaluate([labelled, Pair(felt("+"), said(acts=[{"act": "warns", "target": "A"}]))])
    assert (value(scores, "acts"), scores.result("acts").records) == (1.0, 1)


def test_the_interval_holds_the_score_and_is_the_same_every_time() -> None:
    pairs = feelings(*[("+", "+"), ("0", "0"), ("-", "-"), ("0", "+")] * 25)
    score = evaluate(pairs).result("sentiment").score
    assert score.interval is not None
    assert score.value is not None
    low, high = score.interval
    assert low < score.value < high
    assert 0.1 < high - low < 0.25
    assert evaluate(pairs).result("sentiment").score == score
