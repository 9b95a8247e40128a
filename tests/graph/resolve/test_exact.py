"""Who is the same person, on exact evidence."""

from __future__ import annotations

import itertools

from graph.model import Account, Register
from graph.resolve.exact import identify, identity_keys, person_id


def account(key: str, **profile: str | bool | tuple[str, ...]) -> Account:
    state = Account(key, {name: Register(1, value) for name, value in profile.items()})
    return Account(key, state.profile, identity_keys(state))


def people(*accounts: Account) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for decision in identify(accounts):
        groups.setdefault(decision.person, set()).add(decision.account)
    return sorted(groups.values(), key=min)


def test_the_same_verified_address_is_one_person_across_channels() -> None:
    forum = account("forum:main:1", email="Mira@Example.org")
    review = account("reviews:main:77", email="mira@example.org ")
    assert people(forum, review) == [{"forum:main:1", "reviews:main:77"}]


def test_an_address_that_the_channel_did_not_verify_proves_nothing() -> None:
    forum = account("forum:main:1", email="mira@example.org", email_verified=False)
    review = account("reviews:main:77", email="mira@example.org")
    assert people(forum, review) == [{"forum:main:1"}, {"reviews:main:77"}]


def test_an_email_account_is_its_own_address() -> None:
    mail = account("email:inbox:mira@example.org")
    forum = account("forum:main:1", email="mira@example.org")
    assert people(mail, forum) == [{"email:inbox:mira@example.org", "forum:main:1"}]


def test_profiles_that_link_to_each_other_are_one_person() -> None:
    blog = account("blog:a:1", url="https://www.a.example/mira/", links=("http://b.example/@mira",))
    social = account("social:b:9", url="https://b.example/@mira", bio="I write at https://a.example/mira.")
    assert people(blog, social) == [{"blog:a:1", "social:b:9"}]


def test_a_link_that_is_not_returned_proves_nothing() -> None:
    famous = account("blog:a:1", url="https://a.example/mira")
    pretender = account("social:b:9", url="https://b.example/@fake", links=("https://a.example/mira",))
    assert people(famous, pretender) == [{"blog:a:1"}, {"social:b:9"}]


def test_a_handle_in_a_text_is_the_account_that_has_it_on_that_place() -> None:
    known = account("forum:main:1", handle="Mira")
    named = account("forum:main:@mira", handle="mira")
    elsewhere = account("micro:main:@mira", handle="mira")
    assert people(known, named, elsewhere) == [{"forum:main:1", "forum:main:@mira"}, {"micro:main:@mira"}]


def test_a_handle_that_changed_hands_proves_nothing() -> None:
    first = account("forum:main:1", handle="mira")
    second = account("forum:main:2", handle="mira")
    named = account("forum:main:@mira", handle="mira")
    assert len(people(first, second, named)) == 3


def test_the_decision_does_not_depend_on_the_order_of_accounts() -> None:
    accounts = [
        account("forum:main:1", handle="mira", email="mira@example.org"),
        account("forum:main:@mira", handle="mira"),
        account("email:inbox:mira@example.org"),
        account("reviews:main:5"),
    ]
    outcomes = {tuple(identify(order)) for order in itertools.permutations(accounts)}
    assert len(outcomes) == 1


def test_a_decision_names_its_evidence() -> None:
    forum = account("forum:main:1", email="mira@example.org")
    mail = account("email:inbox:mira@example.org")
    lone = account("forum:main:2")
    evidence = {decision.account: decision.evidence for decision in identify([forum, mail, lone])}
    assert evidence["forum:main:1"] == ("email:mira@example.org",)
    assert evidence["forum:main:2"] == ()


def test_a_person_is_named_by_the_first_of_the_accounts() -> None:
    assert person_id(["b:x:1", "a:x:1"]) == person_id(["a:x:1"])
