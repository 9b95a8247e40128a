from __future__ import annotations

import pytest

from graph.errors import NotFoundError, QuestionError
from graph.model import FactKind, Identification, MessagePosition
from graph.questions.answer import Window
from graph.questions.person import find_people, person, person_messages
from graph.store import Store
from tests.graph import factories as make
from tests.graph.questions.worlds import (
    act,
    complains,
    day,
    days,
    dislikes,
    interaction,
    likes,
    member,
    names,
    near,
    recommends,
    said,
    shown,
    switches,
    tell,
    view_of,
    warns,
)

ALWAYS = Window()


async def test_a_person_shows_accounts_and_why_they_are_theirs(store: Store) -> None:
    here = make.account("anna", display_name="Anna K.")
    there = make.account("blog:b:annie")
    why = ("email:anna@example.org",)
    decided = tuple(Identification(one.key, "person:anna", why) for one in (here, there))
    await tell(
        store,
        said("m1", "anna", 1),
        said("blog:b:m2", "blog:b:annie", 2),
        members=tuple(zip((here, there), decided, strict=True)),
    )
    view = await view_of(store)
    answer = await person(view, "person:anna", ALWAYS)
    assert answer.person.name == "Anna K."
    assert answer.person.channels == ("blog", "forum")
    assert [one.account.key for one in answer.accounts] == ["blog:b:annie", "forum:main:anna"]
    assert {one.identification and one.identification.evidence for one in answer.accounts} == {why}
    assert shown(answer.messages) == ["m2", "m1"]
    assert answer.missing is None


async def test_a_person_is_found_by_id_account_key_and_handle(store: Store) -> None:
    view = await view_of(store, said("m1", "Anna", 1))
    for who in ("person:Anna", "forum:main:Anna", "@anna", "ANNA"):
        assert (await person(view, who, ALWAYS)).person.id == "person:Anna"


async def test_a_handle_of_two_people_is_asked_back(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1),
        said("blog:b:m2", "blog:b:7", 2),
        members=((make.account("blog:b:7", handle="anna"), make.identification("blog:b:7", "person:other")),),
    )
    with pytest.raises(QuestionError, match="2 people have the handle 'anna'") as caught:
        await person(view, "anna", ALWAYS)
    assert caught.value.remedy == "Ask with an account key: 'blog:b:7', 'forum:main:anna'."


async def test_nobody_gets_a_hint(store: Store) -> None:
    view = await view_of(store, said("m1", "annabel", 1))
    with pytest.raises(NotFoundError, match="Did you mean 'forum:main:annabel'"):
        await person(view, "anna", ALWAYS)
    with pytest.raises(NotFoundError, match="Ask with a person's id"):
        await person(view, "@", ALWAYS)


async def test_a_person_who_was_merged_away_is_nobody(store: Store) -> None:
    await tell(store, said("m1", "anna", 1), said("m2", "ann2", 2))
    view = await view_of(store)
    await tell(store, said("m3", "ann2", 3), members=(member("ann2", "anna"),))
    projection = await view.projection.refresh(store)
    moved = type(view)(store, projection, view.catalogue)
    with pytest.raises(NotFoundError):
        await person(moved, "person:ann2", ALWAYS)
    assert len((await person(moved, "person:anna", ALWAYS)).accounts) == 2


async def test_an_account_that_nobody_decided_about_stands_for_itself(store: Store) -> None:
    await make.put(store, said("m1", "ghost", 1), accounts=(make.account("ghost"),))
    await make.put(store, said("m2", "shade", 2, to="m1"))
    view = await view_of(store)
    answer = await person(view, "ghost", ALWAYS)
    assert (answer.person.id, answer.person.name) == ("forum:main:ghost", "ghost")
    assert [(one.account.key, one.identification) for one in answer.accounts] == [("forum:main:ghost", None)]
    assert answer.ties[0].person.name == "shade"


async def test_ties_count_both_directions_by_kind(store: Store) -> None:
    to_ben = act(FactKind.ADDRESSES, make.key("ben"))
    view = await view_of(
        store,
        said("m1", "anna", 1),
        said("m2", "ben", 2, to="m1"),
        said("m3", "anna", 3, to_ben, recommends("moka", "ben"), warns("brevo", "ben"), to="m2"),
        said("m4", "cleo", 4, to="m1"),
        said("m5", "anna", 5, to="m1"),
        new_interactions=(
            interaction("r1", FactKind.REACTED, "ben", "m1", 6),
            interaction("s1", FactKind.SHARES, "anna", "m2", 7),
            interaction("f1", FactKind.FOLLOWS, "ben", "anna", 8),
        ),
    )
    answer = await person(view, "anna", ALWAYS)
    ben, cleo = answer.ties
    assert (ben.person.name, cleo.person.name) == ("ben", "cleo")
    assert [(one.kind, one.given, one.got) for one in ben.contacts] == [
        ("replies", 1, 1),
        ("addresses", 1, 0),
        ("recommends", 1, 0),
        ("warns", 1, 0),
        ("shares", 1, 0),
        ("reactions", 0, 1),
        ("follows", 0, 1),
    ]
    assert ben.last_at == day(8)
    assert shown(ben.strength.evidence)[0] == "s1"
    assert {"m1", "m2", "m3"} <= set(shown(ben.strength.evidence))
    assert not ben.strength.thin
    assert cleo.strength.thin


async def test_strength_is_frequency_reciprocity_recency_and_sentiment(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 0),
        said("m2", "ben", 10, to="m1"),
        said("m3", "anna", 100, to="m2"),
        said("m4", "anna", 100, to="m2"),
    )
    (tie,) = (await person(view, "anna", ALWAYS)).ties
    # day 100 is the newest: given 2 x 1, got 1 x 2 ** -(90 / 90) = 0.5
    parts = {part.name: part.value for part in tie.strength.parts}
    assert parts == near(
        {"frequency": 0.45 * 2.5 / 7.5, "reciprocity": 0.25 * 0.5 / 2, "recency": 0.2, "sentiment": 0.05}
    )
    assert tie.strength.value == near(sum(parts.values()))


async def test_a_message_that_replies_and_addresses_counts_once(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 0),
        said("m2", "ben", 0, act(FactKind.ADDRESSES, make.key("anna")), recommends("moka", "anna"), to="m1"),
    )
    (tie,) = (await person(view, "anna", ALWAYS)).ties
    parts = {part.name: part.value for part in tie.strength.parts}
    assert parts["frequency"] == near(0.45 * 1.5 / 6.5)  # advice, the weightiest of the three
    assert parts["reciprocity"] == 0


async def test_listening_is_replying_sharing_reacting_and_following(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "cleo", 0),
        said("m2", "ben", 0),
        said("m3", "anna", 0, to="m1"),
        said("m4", "anna", 0, act(FactKind.ADDRESSES, make.key("dan"))),
        said("m5", "dan", 0),
        said("m6", "ben", 0, to="m3"),
        new_interactions=(
            interaction("r1", FactKind.REACTED, "anna", "m1", 0),
            interaction("f1", FactKind.FOLLOWS, "anna", "ben", 0),
        ),
    )
    answer = await person(view, "anna", ALWAYS)
    assert [(one.person.name, one.score.value) for one in answer.listens_to] == [
        ("cleo", near(1.25)),
        ("ben", near(0.5)),
    ]
    assert [(part.name, part.value) for part in answer.listens_to[0].score.parts] == [
        ("replies", 1.0),
        ("reactions", 0.25),
    ]
    assert shown(answer.listens_to[0].score.evidence) == ["m1", "m3"]
    assert [(one.person.name, one.score.value) for one in answer.listened_by] == [("ben", near(1.0))]


async def test_feelings_come_from_mentions_and_acts_drawn_toward_0(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, likes("moka"), recommends("moka")),
        said("m2", "anna", 2, act(FactKind.INTENDS, "moka")),
        said("m3", "anna", 3, likes("moka"), complains("moka")),
        said("m4", "anna", 4, switches("brevo", "moka"), names("brevo")),
        said("m5", "ben", 5, dislikes("moka")),
        said("m6", "anna", 6, dislikes("brevo")),
    )
    moka, brevo = (await person(view, "anna", ALWAYS)).feelings
    # moka: m1, m2 and m4 for it, m3 mixed: (3 - 0) / (4 + 2)
    assert (moka.brand.id, moka.score.value, moka.score.thin) == ("moka", near(0.5), False)
    assert [(part.name, part.value) for part in moka.score.parts] == [
        ("positive", 3),
        ("negative", 0),
        ("neutral", 1),
        ("prior", 2),
    ]
    assert shown(moka.score.evidence) == ["m4", "m3", "m2", "m1"]
    # brevo: left in m4, disliked in m6: (0 - 2) / (2 + 2)
    assert (brevo.brand.id, brevo.score.value, brevo.last_at) == ("brevo", near(-0.5), day(6))
    assert brevo.score.thin


async def test_first_bounds_the_ties_strongest_first(store: Store) -> None:
    replies = [said(f"a{n}", f"p{n % 4}", 1, to="m1") for n in range(7)]
    view = await view_of(store, said("m1", "anna", 0), *replies)
    answer = await person(view, "anna", ALWAYS, first=2)
    assert [one.person.id for one in answer.ties] == ["person:p0", "person:p1"]
    assert [one.person.id for one in answer.listened_by] == ["person:p0", "person:p1"]


async def test_a_silent_person_says_what_is_missing(store: Store) -> None:
    view = await view_of(store, said("m1", "ben", 1, recommends("moka", "anna")))
    answer = await person(view, "anna", ALWAYS)
    assert answer.messages.total == 0
    assert answer.missing is not None
    assert "is by anna" in answer.missing


async def test_messages_page_over_all_accounts(store: Store) -> None:
    members = (member("anna", "anna"), member("blog:b:anna", "anna"))
    view = await view_of(
        store,
        said("m1", "anna", 1),
        said("blog:b:m2", "blog:b:anna", 2),
        said("m3", "ben", 3),
        said("m4", "anna", 4),
        members=members,
    )
    page = await person_messages(view, "person:anna", ALWAYS, first=2)
    assert make.names(page) == ["m4", "m2"]
    after = MessagePosition(page[-1].created_at, page[-1].uid)
    assert make.names(await person_messages(view, "person:anna", ALWAYS, after=after)) == ["m1"]
    assert make.names(await person_messages(view, "person:anna", days(2, 4))) == ["m2"]


async def test_an_account_without_a_state_has_no_messages(store: Store) -> None:
    await make.put(store, said("m1", "ghost", 1))
    view = await view_of(store)
    assert await person_messages(view, "forum:main:ghost", ALWAYS) == ()


async def test_people_are_found_by_words_each_once(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1),
        said("blog:b:m2", "blog:b:anna2", 2),
        said("m3", "joanna", 3),
        members=(member("anna", "anna"), member("blog:b:anna2", "anna")),
    )
    found = await find_people(view, "anna")
    assert [one.id for one in found] == ["person:anna", "person:joanna"]
    assert found[0].accounts == ("blog:b:anna2", "forum:main:anna")
    assert len(await find_people(view, "anna", first=1)) == 1
    assert await find_people(view, "nobody") == ()
