from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from ingest.item import Author, Item, ItemKind, ItemMention
from nlp.analysis import ActKind, Name, Parent, Sentiment, Span
from nlp.aspects import discovered
from nlp.catalogue import Brand, Catalogue, Topic, TopicKind
from nlp.components.linker import Link
from nlp.components.stance import Stance
from nlp.context import MAX_TEXT
from nlp.errors import ComponentError
from nlp.pipeline import Pipeline
from tests.nlp.factories import RULES, analyse, edges, item, labelled, pair, pipeline, stances

CATALOGUE = Catalogue(
    (Brand("moka", "Moka"), Brand("brevo", "Brevo")), (Topic("noise", "Noise", terms=("loud",)),)
)


@Language.component("test_always_glad")
def always_glad(doc: Doc) -> Doc:
    doc._.rapport_sentiment = tuple(
        Stance(Sentiment.POSITIVE, 1.0, 1.0, (Span(0, 1),)) for _ in doc._.rapport_links
    )
    return doc


@Language.component("test_first_word")
def first_word(doc: Doc) -> Doc:
    doc._.rapport_links = (Link(0, len(doc[0].text), "moka", "moka", "alias", 1.0),) if len(doc) else ()
    return doc


def test_the_same_is_found_in_any_batch_and_order() -> None:
    pairs = [pair(record) for name in ("held", "dev") for record in labelled(name)]
    whole = pipeline().analyse(pairs)
    assert [pipeline().analyse([one])[0] for one in pairs] == whole
    assert pipeline().analyse(pairs[::-1]) == whole[::-1]
    assert Pipeline(pipeline().catalogue, RULES).analyse(pairs) == whole


def test_no_items_give_no_analyses() -> None:
    assert pipeline().analyse([]) == []


def test_the_version_names_the_layer_and_the_catalogue() -> None:
    layer, digest = Pipeline(CATALOGUE).version.rsplit(":", 1)
    other = Pipeline(Catalogue(CATALOGUE.brands)).version
    assert other.startswith(f"{layer}:")
    assert other != f"{layer}:{digest}"
    replaced = Pipeline(CATALOGUE, {"sentiment": "test_always_glad"}).version
    assert replaced == f"{layer}+sentiment=test_always_glad:{digest}"


def test_a_component_is_replaced_by_name() -> None:
    glad = Pipeline(CATALOGUE, {"sentiment": "test_always_glad"})
    found = glad.analyse([(item("my Moka is awful"), None)])[0]
    assert [mention.sentiment for mention in found.mentions] == [Sentiment.POSITIVE]
    linked = Pipeline(CATALOGUE, {"linker": "test_first_word"})
    assert linked.surface_matches("Brevo is loud") == {"moka", "noise"}
    assert linked.analyse([(item("Brevo"), None)])[0].mentions[0].entry == "moka"


def test_unknown_components_are_refused_with_a_remedy() -> None:
    with pytest.raises(ComponentError, match="no component for weather"):
        Pipeline(CATALOGUE, {"weather": "test_always_glad"})
    with pytest.raises(ComponentError, match="knows no factory 'nobody'"):
        Pipeline(CATALOGUE, {"acts": "nobody"})


def test_surface_matches_are_what_the_linker_and_the_topics_find() -> None:
    assert pipeline().surface_matches("my Brevvo is loud\n@mokahq") == {"brevo", "moka", "noise"}
    for record in labelled("dev"):
        one, parent = pair(record)
        found = pipeline().analyse([(one, parent)])[0]
        watched = {hit.topic for hit in found.topics if discovered(hit.topic) is None}
        named = {mention.entry for mention in found.mentions} | watched
        assert named == pipeline().surface_matches(one.text)


def test_a_brand_that_only_the_title_names_has_an_empty_span() -> None:
    review = item("Leaks everywhere. Avoid.", kind=ItemKind.REVIEW, title="Moka One: awful")
    found = pipeline().analyse([(review, None)])[0]
    assert [(one.span, one.sentiment.value) for one in found.mentions] == [(Span(0, 0), "negative")]
    assert ("warns", "Moka One") in edges(found)
    assert all(span.end <= len(review.text) for act in found.acts for span in act.evidence)


def test_two_brands_of_the_title_have_different_spans_and_one_of_the_text_its_own() -> None:
    review = item("The Lumio is better.", title="Moka or Brevo, or Lumio")
    found = pipeline().analyse([(review, None)])[0]
    assert [(one.entry, one.span) for one in found.mentions] == [
        ("moka", Span(0, 0)),
        ("brevo", Span(1, 1)),
        ("lumio", Span(4, 9)),
    ]


def test_what_the_channel_marks_is_a_mention() -> None:
    marked = replace(
        item("hello Coffee People!"), mentions=(ItemMention(6, 19, "mokahq"), ItemMention(0, 5, "anna"))
    )
    found = pipeline().analyse([(marked, None)])[0]
    assert [(one.entry, one.span, one.method) for one in found.mentions] == [("moka", Span(6, 19), "handle")]
    beyond = replace(marked, mentions=(ItemMention(6, 99, "mokahq"),))
    assert pipeline().analyse([(beyond, None)])[0].mentions == ()


def test_other_languages_are_linked_but_not_scored() -> None:
    found = pipeline().analyse([(replace(item("The Moka is awful, avoid it"), language="de"), None)])[0]
    assert [mention.sentiment for mention in found.mentions] == [Sentiment.NEUTRAL]
    assert found.acts == ()


def test_an_article_is_read_up_to_its_limit() -> None:
    text = "Moka is great. " * (MAX_TEXT // 10)
    found = pipeline().analyse([(item(text), None)])[0]
    assert 0 < len(found.mentions) <= 5_000


def test_a_reply_to_a_company_advises_nobody() -> None:
    assert [act.to for act in analyse("Try the Moka!", "what now?", by="brevo").acts] == [None]
    assert [act.to for act in analyse("Try the Moka!", "what now?", by="sam").acts] == [None]


def test_a_known_peeve_is_a_complaint_and_a_known_wish_a_suggestion() -> None:
    topics = (
        Topic("light", "Descale light", TopicKind.PEEVE, ("descale light",)),
        Topic("tank", "Bigger tank", TopicKind.IDEA, ("bigger tank",)),
    )
    reader = Pipeline(Catalogue(CATALOGUE.brands, topics), RULES)

    def kinds(text: str) -> list[ActKind]:
        return [act.kind for act in reader.analyse([(item(text), None)])[0].acts]

    assert kinds("my Moka shows the descale light every morning") == [ActKind.COMPLAINS]
    assert kinds("I never had the descale light on my Moka") == []
    assert kinds("does the Moka have a descale light") == []
    assert kinds("or a bigger tank, pls") == [ActKind.SUGGESTS]


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    whole = f"{text} Moka {text[::-1]}"
    parent = Parent("test:t:0", "zed", f"{text}? Brevo")
    found = pipeline().analyse([(item(whole, title=text[:40] or None), parent)])[0]
    spans = [one.span for one in found.mentions] + [span for act in found.acts for span in act.evidence]
    spans += [span for one in found.mentions for span in one.evidence] + [hit.span for hit in found.topics]
    assert all(0 <= span.start <= span.end <= len(whole) for span in spans)
    sure = [one.confidence for one in found.mentions] + [act.confidence for act in found.acts]
    assert all(0 < confidence <= 1 for confidence in sure)


def test_spacy_is_loaded_only_where_a_component_is_anothers() -> None:
    code = (
        "import sys; from nlp.catalogue import Catalogue; from nlp.pipeline import Pipeline;"
        "Pipeline(Catalogue(), {'model': 'rapport_nothing'}); assert 'spacy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_names_that_are_given_are_the_only_links() -> None:
    name = Name(Span(0, 6), "zorblo", "zorblo")
    texts = [item("Zorblo is awful, my Moka is great"), item("my Moka is great")]
    told, not_told = pipeline().analyse([(one, None) for one in texts], [(name,), None])
    assert [(one.entry, one.span, one.method) for one in told.mentions] == [("zorblo", Span(0, 6), "given")]
    assert told.mentions[0].sentiment is Sentiment.NEGATIVE
    assert [one.entry for one in not_told.mentions] == ["moka"]


def test_given_names_count_from_the_text_and_not_from_the_title() -> None:
    titled = item("Zorblo is awful", title="My Moka and other things")
    found = pipeline().analyse([(titled, None)], [(Name(Span(0, 6), "zorblo", "zorblo"),)])[0]
    assert [(one.entry, one.span) for one in found.mentions] == [("zorblo", Span(0, 6))]


def test_a_reply_leans_on_the_given_names_of_its_parent() -> None:
    parent = Parent("test:t:0", "zed", "my zorblo broke again", (Name(Span(3, 9), "zorblo", "zorblo"),))
    found = pipeline().analyse([(item("same here"), parent)])[0]
    assert [(act.kind, act.target) for act in found.acts] == [(ActKind.COMPLAINS, "zorblo")]


def test_messages_of_a_deleted_author_are_read() -> None:
    gone = Item("test:t:9", ItemKind.POST, None, "my Moka broke again", item("").created_at)
    found = pipeline().analyse([(gone, None)])[0]
    assert edges(found) == {("complains", "Moka")}
    assert stances(found) == {"Moka": "negative"}


def test_a_bot_has_no_opinions() -> None:
    bot = replace(item("Moka is great, try the Moka!"), author=Author("b", "b", is_bot=True))
    found = pipeline().analyse([(bot, None)])[0]
    assert found.acts == ()
    assert [mention.sentiment for mention in found.mentions] == [Sentiment.NEUTRAL] * 2
    assert not found.by_company


def test_an_endless_run_of_signs_costs_no_more_than_text() -> None:
    glad = Pipeline(CATALOGUE, {"sentiment": "test_always_glad"})
    text = f"{'(' * 50_000} Moka {'!?' * 10_000}"
    found = glad.analyse([(item(text), None)])[0]
    assert [mention.span for mention in found.mentions] == [Span(50_001, 50_005)]
