"""The trained model in the pipeline: as good as it was measured to be, the same in any batch, and replaceable."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.analysis import EntityKind, Parent, Sentiment
from nlp.catalogue import Catalogue
from nlp.errors import ModelError
from nlp.evaluation.evaluate import Evaluation, evaluate
from nlp.evaluation.own import unlabelled
from nlp.evaluation.pairs import Pair
from nlp.labelled import Record
from nlp.labelled_json import record_from_json
from nlp.model.calibration import Calibration
from nlp.model.encoder import FOLDER
from nlp.pipeline import Pipeline
from nlp.prediction import predict
from nlp.training.messages import STRANGER, Part, part, read
from tests.nlp.factories import RULES, analyse, item, labelled, pair, pipeline

LARGEST_MODEL_MB = 50


def scored(records: list[Record]) -> Evaluation:
    found = predict(pipeline(model=True), [unlabelled(record) for record in records])
    return evaluate([Pair(*both) for both in zip(records, found, strict=True)])


def value(scores: Evaluation, measure: str) -> float:
    found = scores.result(measure).score.value
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("records", "least_acts", "least_edges", "least_sentiment"),
    [
        pytest.param(part(Part.TEST), 0.74, 0.58, 0.65, id="test part of our messages"),
        pytest.param(read(STRANGER), 0.75, 0.61, 0.64, id="a stranger's messages"),
    ],
)
def test_messages_that_it_was_not_trained_on_are_read_as_well_as_measured(
    records: list[dict[str, object]], least_acts: float, least_edges: float, least_sentiment: float
) -> None:
    scores = scored([record_from_json(record) for record in records])
    assert value(scores, "acts") >= least_acts
    assert value(scores, "edges") >= least_edges
    assert value(scores, "sentiment") >= least_sentiment


def test_the_same_is_found_in_any_batch_and_order() -> None:
    pairs = [pair(record) for record in labelled("held")]
    whole = pipeline(model=True).analyse(pairs, thorough=True)
    assert [pipeline(model=True).analyse([one], thorough=True)[0] for one in pairs] == whole
    assert pipeline(model=True).analyse(pairs[::-1], thorough=True) == whole[::-1]


def test_it_is_not_asked_about_messages_that_name_nothing() -> None:
    quiet, thorough = (
        pipeline(model=True).analyse(
            [(item("What a lovely day in Lisbon, I am so happy"), None)], thorough=full
        )[0]
        for full in (False, True)
    )
    assert (quiet.entities, quiet.sentiment, quiet.emotions) == ((), None, ())
    assert thorough.sentiment is Sentiment.POSITIVE
    assert EntityKind.PLACE in {one.kind for one in thorough.entities}
    assert thorough.emotions[0].confidence >= thorough.emotions[-1].confidence


def test_emotions_come_with_the_reading_of_a_message_that_names_something() -> None:
    read = pipeline(model=True).analyse([(item("Thank you so much for the Moka, I am grateful!"), None)])[0]
    assert read.sentiment is None
    assert "gratitude" in {one.name for one in read.emotions}


def test_a_reply_takes_its_target_from_its_parent() -> None:
    found = analyse("same here, mine leaked after a week", "My Moka leaks all over the place", model=True)
    assert ("complains", "moka") in {(act.kind.value, act.target) for act in found.acts}


def test_messages_in_other_languages_are_linked_and_not_scored() -> None:
    found = analyse("Mein Moka ist schon wieder kaputt, ich hasse diese Maschine", model=True)
    assert found.language == "de"
    assert [(one.entry, one.sentiment) for one in found.mentions] == [("moka", Sentiment.NEUTRAL)]
    assert found.acts == ()


def test_a_long_letter_is_read_to_its_end() -> None:
    letter = (
        "We moved house in spring and had the kitchen done. " * 40 + "My Moka is terrible, it leaked twice."
    )
    found = analyse(letter, model=True)
    assert [one.sentiment for one in found.mentions] == [Sentiment.NEGATIVE]


def test_quoted_words_are_not_the_quoter_s() -> None:
    found = analyse("> the Moka is terrible\nI disagree, mine is great, I love my Moka", model=True)
    assert [one.sentiment for one in found.mentions] == [Sentiment.NEUTRAL, Sentiment.POSITIVE]


def test_evidence_lies_in_the_text() -> None:
    for record in labelled("held"):
        one, parent = pair(record)
        found = pipeline(model=True).analyse([(one, parent)])[0]
        evidence = [said.evidence for said in found.acts] + [said.evidence for said in found.mentions]
        spans = [span for spans in evidence for span in spans]
        assert all(0 <= span.start < span.end <= len(one.text) for span in spans)
        assert all(act.evidence for act in found.acts)


def test_the_version_names_the_model() -> None:
    plain = Pipeline(Catalogue(), RULES).version
    version = Pipeline(Catalogue()).version
    assert Calibration.read(FOLDER).version in version
    assert Calibration.read(FOLDER).version not in plain


def test_a_folder_without_a_model_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"reader\.onnx .*cannot be loaded"):
        Pipeline(Catalogue(), model=tmp_path)


def test_what_ships_is_small() -> None:
    size = sum(file.stat().st_size for file in FOLDER.iterdir())
    assert size <= LARGEST_MODEL_MB * 1_000_000
    assert "CC BY 4.0" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_a_parent_s_own_people_do_not_matter_to_it() -> None:
    parent = Parent("test:t:0", "mokahq", "Which Moka is it?")
    found = pipeline(model=True).analyse([(item("the Moka One, it broke again"), parent)])[0]
    assert [one.sentiment for one in found.mentions] == [Sentiment.NEGATIVE]
