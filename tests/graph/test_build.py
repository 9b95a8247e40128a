"""Items and analyses become messages, facts and account states."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from graph import build
from graph.model import Account, Fact, FactKind, Register
from ingest.item import (
    Author,
    Interaction,
    InteractionKind,
    Item,
    ItemKind,
    ItemMention,
    Lineage,
    Metrics,
    Profile,
    Recipient,
    Role,
)
from nlp.analysis import (
    Act,
    ActKind,
    Analysis,
    Candidate,
    Emotion,
    EntityKind,
    Mention,
    Sentiment,
    Span,
    SwitchStatus,
    TopicHit,
)
from nlp.catalogue import Brand, Catalogue, Product

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CATALOGUE = Catalogue(
    brands=(Brand("moka", "Moka", products=(Product("moka-one", "Moka One"),)), Brand("brevo", "Brevo"))
)


def item(text: str = "hello", **changes: object) -> Item:
    base = Item("forum:main:7", ItemKind.COMMENT, Author("1", "mira"), text, NOON)
    return replace(base, **changes)  # type: ignore[arg-type]


def facts_of(said: Item, analysis: Analysis | None = None, parent: Item | None = None) -> dict[str, Fact]:
    message = build.message_of(said, said.uid)
    above = None if parent is None else build.message_of(parent, parent.uid)
    found = build.FactBuilder(CATALOGUE).facts(message, said, analysis or Analysis(said.uid), above)
    return {fact.slot: fact for fact in found}


def test_time_is_whole_microseconds_both_ways() -> None:
    for moment in (
        NOON,
        datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
    ):
        assert build.moment(build.micros(moment)) == moment


def test_a_message_keeps_what_its_item_says_and_gives_it_back() -> None:
    said = item(
        author=Author("1", "mira", "Mira", email="m@example.org", is_bot=True, role=Role.STAFF),
        title="Title",
        recipients=(Recipient(handle="anna"),),
        mentions=(ItemMention(0, 5, handle="anna"),),
        tags=("espresso",),
        rating=4.0,
        rating_max=5.0,
        in_reply_to="forum:main:1",
    )
    assert build.item_of(build.message_of(said, "forum:main:1")) == said


def test_a_count_that_is_not_shown_is_not_zero() -> None:
    message = build.message_of(item(metrics=Metrics(likes=0)), "forum:main:7")
    assert message.extra["metrics"] == {"likes": 0}


def test_a_deleted_message_keeps_its_place_and_nothing_that_was_said() -> None:
    gone = item(
        "secret", title="secret", deleted_at=NOON, in_reply_to="forum:main:1", quote_of="forum:main:2"
    )
    message = build.message_of(gone, "forum:main:1")
    assert (message.text, message.title, message.author, message.extra) == ("", None, None, {})
    assert set(facts_of(gone)) == {"IN", "REPLIES_TO"}
    assert list(build.accounts_in([gone])) == []


def test_the_later_state_of_a_message_has_the_greater_revision() -> None:
    first = item("first")
    edited = item("edited", edited_at=NOON + timedelta(minutes=1))
    gone = item("", deleted_at=NOON + timedelta(minutes=2))
    looked_again = item("first", metrics=Metrics(likes=3), observed_at=NOON + timedelta(days=1))
    ancient = item("old", created_at=datetime(1960, 1, 1, tzinfo=UTC))
    states = [ancient, first, looked_again, edited, gone]
    revisions = [build.message_of(state, state.uid).revision for state in states]
    assert revisions == sorted(revisions)


def test_the_way_a_message_came_does_not_make_another_state_of_it() -> None:
    here = item(lineage=Lineage("file:a", "1", "aa"))
    there = item(lineage=Lineage("file:b", "2", "bb"))
    assert build.message_of(here, here.uid).revision == build.message_of(there, there.uid).revision


def test_the_thread_is_said_in_facts() -> None:
    said = item(in_reply_to="forum:main:1", quote_of="forum:main:2", share_of="forum:main:3")
    facts = facts_of(said)
    assert {slot: fact.object for slot, fact in facts.items()} == {
        "POSTED": "forum:main:7",
        "IN": "forum:main:7",
        "REPLIES_TO": "forum:main:1",
        "QUOTES": "forum:main:2",
        "SHARES": "forum:main:3",
    }
    assert {fact.actor for fact in facts.values()} == {"forum:main:1"}


def test_a_message_without_author_is_posted_by_nobody() -> None:
    assert "POSTED" not in facts_of(item(author=None))


def test_a_reply_to_itself_is_no_reply() -> None:
    assert "REPLIES_TO" not in facts_of(item(in_reply_to="forum:main:7"))


def test_handles_in_the_text_address_people_where_the_channel_says_nothing() -> None:
    facts = facts_of(item("@Anna and (@bob-1) try it, mail me@site.example or see x/@y, not @mira"))
    addressed = {fact.object for fact in facts.values() if fact.kind is FactKind.ADDRESSES}
    assert addressed == {"forum:main:@anna", "forum:main:@bob-1", "forum:main:@mira"}


def test_what_the_channel_marks_goes_before_what_the_text_looks_like() -> None:
    facts = facts_of(item("@anna hi", recipients=(Recipient(native_id="9", handle="anna"),)))
    addressed = {fact.object for fact in facts.values() if fact.kind is FactKind.ADDRESSES}
    assert addressed == {"forum:main:9"}


def test_a_mention_of_a_product_is_a_mention_of_its_brand() -> None:
    span = Span(4, 12)
    mention = Mention(span, "moka-one", "moka", Sentiment.POSITIVE, 0.61234567, 0.9, "alias", (Span(0, 3),))
    fact = facts_of(item("the Moka One"), Analysis("forum:main:7", mentions=(mention,)))["MENTIONS:4-12"]
    assert (fact.object, fact.product, fact.sentiment, fact.polarity) == (
        "moka",
        "moka-one",
        "positive",
        0.6123,
    )
    assert (fact.start, fact.end, fact.evidence) == (4, 12, (Span(0, 3),))


def test_a_polarity_that_rounds_to_nothing_has_no_sign() -> None:
    """SQLite does not tell -0.0 from 0.0, Neo4j does: facts would differ by where they are kept."""
    mention = Mention(Span(4, 12), "moka-one", "moka", Sentiment.NEUTRAL, -0.00001, 0.9, "alias")
    fact = facts_of(item("the Moka One"), Analysis("forum:main:7", mentions=(mention,)))["MENTIONS:4-12"]
    assert str(fact.polarity) == "0.0"


def test_a_mention_carries_the_emotions_toward_its_brand() -> None:
    analysis = Analysis(
        "forum:main:7",
        mentions=(
            Mention(Span(4, 12), "moka-one", "moka", Sentiment.POSITIVE, 0.6, 0.9, "alias"),
            Mention(Span(20, 25), "brevo", "brevo", Sentiment.NEUTRAL, 0.0, 0.9, "alias"),
        ),
        emotions=(Emotion("love", 0.9), Emotion("joy", 0.8), Emotion("surprise", 0.7)),
    )
    facts = facts_of(item("the Moka One, not a Brevo"), analysis)
    assert facts["MENTIONS:4-12"].status == "joy love"
    assert facts["MENTIONS:20-25"].status is None


def test_an_act_has_both_its_sides_and_its_status() -> None:
    act = Act(ActKind.SWITCHES, "moka-one", (Span(0, 8),), 0.8, rival="brevo", status=SwitchStatus.DONE)
    (fact,) = (
        f for f in facts_of(item(), Analysis("x", acts=(act,))).values() if f.kind is FactKind.SWITCHES
    )
    assert (fact.object, fact.product, fact.rival, fact.rival_product) == ("moka", "moka-one", "brevo", None)
    assert fact.status == "done"


def test_advice_to_the_author_of_the_parent_goes_to_that_account() -> None:
    parent = replace(item("which one?"), uid="forum:main:1", author=Author("42", "anna"))
    act = Act(ActKind.RECOMMENDS, "moka", (Span(0, 3),), 0.8, to="anna")
    analysis = Analysis("forum:main:7", acts=(act,))
    reply = item("try Moka", in_reply_to="forum:main:1")
    assert "RECOMMENDS:moka::forum:main:42:" in facts_of(reply, analysis, parent)
    assert "RECOMMENDS:moka::forum:main:@anna:" in facts_of(reply, analysis)


def test_the_first_hit_of_a_topic_stands_for_it() -> None:
    hits = (TopicHit("noise", Span(0, 4), 0.9), TopicHit("noise", Span(10, 14), 0.5))
    fact = facts_of(item(), Analysis("x", topics=hits))["ABOUT:noise"]
    assert (fact.start, fact.confidence) == (0, 0.9)


def test_a_candidate_is_one_fact_with_all_its_places() -> None:
    name = Candidate("d-wave", EntityKind.ORGANISATION, (Span(3, 9), Span(20, 26)), 0.81234)
    fact = facts_of(item(), Analysis("x", candidates=(name,)))["NAMES:d-wave"]
    assert (fact.kind, fact.object, fact.status) == (FactKind.NAMES, "d-wave", "organisation")
    assert (fact.start, fact.end, fact.confidence, len(fact.evidence)) == (3, 9, 0.8123, 2)
    titled = facts_of(item(), Analysis("x", candidates=(replace(name, spans=()),)))["NAMES:d-wave"]
    assert (titled.start, titled.evidence) == (None, ())


def test_an_interaction_is_one_fact_under_its_own_uid() -> None:
    vote = Interaction("forum:main:v1", InteractionKind.VOTE, Author("2"), "forum:main:7", NOON, "up")
    fact = build.interaction_fact(vote)
    assert (fact.key, fact.actor, fact.object, fact.status) == (
        "forum:main:v1#REACTED",
        "forum:main:2",
        "forum:main:7",
        "up",
    )


def test_a_profile_says_only_what_the_record_says() -> None:
    author = Author("1", "mira", email="m@example.org", role=Role.STAFF, links=("https://x.example",))
    account = build.account_in_profile(Profile("forum:main", author, NOON))
    assert set(account.profile) == {"handle", "email", "email_verified", "role", "links"}
    assert account.value("role") == "staff"


REGISTERS = st.dictionaries(
    st.sampled_from(["handle", "display_name", "bio"]),
    st.builds(Register, st.integers(0, 3), st.sampled_from(["a", "b", "c"])),
)


@given(REGISTERS, REGISTERS, REGISTERS)
def test_accounts_merge_to_the_same_state_in_any_order(
    first: dict[str, Register], second: dict[str, Register], third: dict[str, Register]
) -> None:
    one, two, three = (Account("forum:main:1", profile) for profile in (first, second, third))
    left = build.merged(build.merged(one, two), three)
    right = build.merged(three, build.merged(two, one))
    assert left.profile == right.profile
    assert build.merged(left, two).profile == left.profile
