from __future__ import annotations

import pytest

from ingest.item import ItemKind
from nlp.analysis import ActKind, Analysis, Emotion, Entity, EntityKind, Sentiment, Span
from nlp.catalogue import Catalogue
from nlp.context import MAX_TEXT
from nlp.evaluation.own import unlabelled
from nlp.labelled import Edge, LabelledMention, LabelledParent, Record
from nlp.labelled_json import record_to_json
from nlp.labelled_lines import Line
from nlp.pipeline import Pipeline
from nlp.prediction import predict
from nlp.prediction_lines import predict_lines
from tests.nlp.factories import RULES, labelled, pipeline

EMPTY = Pipeline(Catalogue(), RULES)


def mention(text: str, words: str, name: str | None = None) -> LabelledMention:
    start = text.index(words)
    return LabelledMention(Span(start, start + len(words)), name)


def record(
    text: str, *names: str, author: str | None = "sam", parent: LabelledParent | None = None
) -> Record:
    mentions = tuple(mention(text, name, name) for name in names)
    return Record("r", text, ItemKind.COMMENT, author, parent=parent, mentions=mentions)


def edges(found: Record) -> set[Edge]:
    return {act.edge for act in found.acts or ()}


def feelings(found: Record) -> list[tuple[str | None, str]]:
    return [(one.name, str(one.sentiment)) for one in found.mentions or ()]


def test_names_that_no_catalogue_knows_get_sentiment_and_fill_slots() -> None:
    [found] = predict(EMPTY, [record("Avoid Zorblo. The Quix Duo is great.", "Zorblo", "Quix Duo")])
    assert feelings(found) == [("Zorblo", "negative"), ("Quix Duo", "positive")]
    assert edges(found) == {("warns", "Zorblo")}


def test_without_a_catalogue_and_without_mentions_nothing_is_named() -> None:
    [found] = predict(EMPTY, [Record("r", "Avoid Zorblo")])
    assert (found.mentions, found.acts) == ((), ())


def test_where_no_mentions_are_given_the_linker_finds_them() -> None:
    [found] = predict(pipeline(), [Record("r", "avoid the moka one")])
    assert [(one.name, one.type, one.method) for one in found.mentions or ()] == [
        ("Moka One", "brand", "alias")
    ]
    assert edges(found) == {("warns", "Moka One")}


def test_where_mentions_are_given_no_others_are_found() -> None:
    [found] = predict(pipeline(), [record("Zorblo is great. My Moka is red.", "Zorblo")])
    assert feelings(found) == [("Zorblo", "positive")]
    [none] = predict(pipeline(), [record("Moka is awful")])
    assert none.mentions == ()


@pytest.mark.parametrize(
    ("words", "name"), [("Zorblo", "Zorblo"), ("moka one", "Moka One"), ("mokahq", "Moka")]
)
def test_a_mention_without_a_name_is_called_as_the_catalogue_or_its_own_words_do(
    words: str, name: str
) -> None:
    text = f"avoid {words} at all costs"
    [found] = predict(pipeline(), [Record("r", text, mentions=(mention(text, words),))])
    assert feelings(found) == [(name, "negative")]
    assert edges(found) == {("warns", name)}


def test_a_given_name_stays_as_it_was_given() -> None:
    text = "avoid the mok at all costs"
    [found] = predict(pipeline(), [Record("r", text, mentions=(mention(text, "mok", "MOKA"),))])
    assert feelings(found) == [("MOKA", "negative")]
    assert edges(found) == {("warns", "MOKA")}


def test_one_name_written_in_two_ways_is_one_thing() -> None:
    text = "My KestrelMobile sim broke. Kestrel Mobile is awful."
    given = (mention(text, "KestrelMobile"), mention(text, "Kestrel Mobile", "Kestrel Mobile"))
    [found] = predict(EMPTY, [Record("r", text, mentions=given)])
    assert {sentiment for _, sentiment in feelings(found)} == {"negative"}
    assert {slot for act in found.acts or () for slot in act.edge[1:]} == {"Kestrel Mobile"}


def test_a_move_between_products_of_one_given_brand_is_no_switch() -> None:
    text = "Switched from the Zorblo One to the Zorblo Two."
    asked = "how is Zorblo?"
    parent = LabelledParent(asked, author="zed", mentions=(mention(asked, "Zorblo", "Zorblo"),))
    alone, told = predict(
        EMPTY,
        [
            record(text, "Zorblo One", "Zorblo Two"),
            record(text, "Zorblo One", "Zorblo Two", parent=parent),
        ],
    )
    assert ("switches", "Zorblo Two", "Zorblo One") in edges(alone)
    assert not [act for act in told.acts or () if act.kind is ActKind.SWITCHES]


def test_a_reply_takes_the_names_that_are_given_in_its_parent() -> None:
    text = "my Zorblo broke again"
    parent = LabelledParent(text, "p", "zed", (mention(text, "Zorblo", "Zorblo"),))
    [found] = predict(EMPTY, [record("same here", parent=parent)])
    assert edges(found) == {("complains", "Zorblo")}


def test_a_parent_without_mentions_is_searched_for_the_catalogues_names_and_the_given_ones() -> None:
    parent = LabelledParent("I have a zorblo and it leaks", author="zed")
    [found] = predict(EMPTY, [record("same here. Zorblo", "Zorblo", parent=parent)])
    assert ("complains", "Zorblo") in edges(found)
    linked = LabelledParent("my Moka leaks", author="zed")
    [found] = predict(pipeline(), [record("same here", parent=linked)])
    assert edges(found) == {("complains", "Moka")}


def test_overlapping_and_repeated_mentions_each_get_a_sentiment() -> None:
    text = "Tesla Model Y is awful"
    given = (mention(text, "Tesla"), mention(text, "Tesla Model Y"), mention(text, "Tesla Model Y"))
    [found] = predict(EMPTY, [Record("r", text, mentions=given)])
    assert [one.sentiment for one in found.mentions or ()] == [Sentiment.NEGATIVE] * 3


def test_a_mention_past_what_is_read_is_neutral() -> None:
    text = "x " * (MAX_TEXT // 2) + "Zorblo"
    [found] = predict(EMPTY, [record(text, "Zorblo")])
    assert feelings(found) == [("Zorblo", "neutral")]


@pytest.mark.parametrize(
    ("author", "text"),
    [
        ("ZorbloHelp", "Zorblo is great! Could you send us your number?"),
        ("zorblo_uk", "Zorblo is great! Could you send us your number?"),
        ("m.kay", "Zorblo is great! Could you send us your number?\n\nMarta\nZorblo Customer Care"),
        (None, "Zorblo is great! Could you send us your number?\n\nMarta\nZorblo Customer Care"),
    ],
)
def test_the_people_of_a_given_company_are_known_by_handle_or_signature(
    author: str | None, text: str
) -> None:
    [found] = predict(EMPTY, [record(text, "Zorblo", author=author)])
    assert feelings(found) == [("Zorblo", "neutral")]
    assert edges(found) == {("asks", None)}


@pytest.mark.parametrize("author", ["zorblo_fan", "exzorblo", "sam", None])
def test_customers_are_not_taken_for_a_given_company(author: str | None) -> None:
    [found] = predict(EMPTY, [record("Zorblo is great!", "Zorblo", author=author)])
    assert feelings(found) == [("Zorblo", "positive")]


def test_the_same_records_give_the_same_predictions_in_any_batch() -> None:
    gold = [unlabelled(one) for one in labelled("held")]
    whole = predict(pipeline(), gold)
    assert [predict(pipeline(), [one])[0] for one in gold] == whole
    assert predict(Pipeline(pipeline().catalogue, RULES), gold[::-1]) == whole[::-1]


class Wise(Pipeline):
    """Says what a pipeline with more components will say."""

    def analyse(self, items, names=None, *, thorough=False):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        return [
            Analysis(
                uid=item.uid,
                language="en",
                entities=(Entity(Span(0, 4), EntityKind.PERSON, 0.9),),
                emotions=(Emotion("joy", 0.8),),
                sentiment=Sentiment.POSITIVE,
            )
            for item, _ in items
        ]


def test_entities_emotions_mood_and_language_come_out_where_the_pipeline_says_them() -> None:
    [found] = predict(Wise(Catalogue()), [Record("r", "Anna is here")])
    plain = record_to_json(found)
    assert plain["entities"] == [{"start": 0, "end": 4, "type": "person", "confidence": 0.9}]
    assert plain["emotions"] == [{"name": "joy", "confidence": 0.8}]
    assert (plain["sentiment"], plain["language"]) == ("positive", "en")


def test_a_line_in_error_keeps_its_place_among_the_predictions() -> None:
    good = Record("a", "hello")
    lines = [Line(1, good), Line(2, error=None, id="b"), Line(3, good)]
    out = [plain for _, plain in predict_lines(EMPTY, lines)]
    assert [plain["id"] for plain in out] == ["a", "b", "a"]
    assert (out[1]["line"], "error" in out[1]) == (2, True)


def test_long_texts_close_a_batch() -> None:
    lines = [Line(number, Record(number, "x" * 3_000_000)) for number in range(4)]
    assert len([*predict_lines(EMPTY, lines)]) == 4
