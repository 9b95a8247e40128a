"""A person in; accounts and why we think so, ties, feelings and messages out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.model import (
    Account,
    FactKind,
    Identification,
    Message,
    MessageFilter,
    MessagePosition,
    Micros,
)
from graph.projection import Projection
from graph.projection.contacts import KINDS, Contacts
from graph.questions.answer import Evidence, Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.evidence import evidence_of
from graph.questions.feelings import feeling_score, signals, spoken
from graph.questions.lookup import find_people, resolve
from graph.questions.people import PersonRef, accounts_of_people, people_of
from graph.questions.ties import Scored, most_heard, strongest, with_person
from graph.questions.view import View
from graph.questions.windows import missing, now_of, rows_in

__all__ = [
    "Attention",
    "Contact",
    "Feeling",
    "OwnAccount",
    "PersonAnswer",
    "Tie",
    "find_people",
    "person",
    "person_messages",
    "who",
]


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """An account of a person, and why we think that it is theirs."""

    account: Account
    identification: Identification | None
    """None for an account that nobody has decided about: it stands for itself."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How often one kind of interaction went out to the other person and came back."""

    kind: str
    """replies, addresses, recommends, warns, shares, reactions, follows."""
    given: int
    got: int


@dataclass(frozen=True, slots=True)
class Tie:
    """The relationship with another person."""

    person: PersonRef
    strength: Score
    """0..1, of frequency, reciprocity, recency and sentiment."""
    contacts: tuple[Contact, ...]
    """Kinds that occurred, in a fixed order."""
    last_at: Micros


@dataclass(frozen=True, slots=True)
class Attention:
    """Someone listened to, or listening."""

    person: PersonRef
    score: Score
    """Sum over replies, shares, reactions and follows of weight x decay."""


@dataclass(frozen=True, slots=True)
class Feeling:
    """What a person feels toward a brand."""

    brand: BrandRef
    score: Score
    """-1..1, drawn toward 0 while there is little to go by."""
    last_at: Micros


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """Who this is and how they relate."""

    person: PersonRef
    window: Window
    accounts: tuple[OwnAccount, ...]
    """By key."""
    messages: Evidence
    """Written in the window."""
    ties: tuple[Tie, ...]
    """Strongest first."""
    feelings: tuple[Feeling, ...]
    """Most messages first."""
    listens_to: tuple[Attention, ...]
    listened_by: tuple[Attention, ...]
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class _Relations:
    """People by code, before they are named."""

    contacts: Contacts
    ties: list[Scored]
    listens_to: list[Scored]
    listened_by: list[Scored]


async def who(view: View, asked: str) -> PersonRef:
    """The person with this id, account key or handle, by name alone. One lookup."""
    code = await resolve(view, asked)
    return (await people_of(view, [code]))[code]


async def person(view: View, who: str, window: Window, first: int = 20) -> PersonAnswer:
    """Who this is (a person's id, an account key, or a handle), what they feel, whom they listen to.

    `first` bounds each of the lists of people. Two lookups: names and accounts, then identifications.
    """
    code = await resolve(view, who)
    relations = _relations(view.projection, code, window, first)
    lists = (relations.ties, relations.listens_to, relations.listened_by)
    named = await people_of(view, [code, *(one.person for some in lists for one in some)])
    messages = _written(view.projection, code, window)
    return PersonAnswer(
        person=named[code],
        window=window,
        accounts=await _accounts(view, named[code]),
        messages=messages,
        ties=tuple(_tie(named, relations.contacts, code, one) for one in relations.ties),
        feelings=_feelings(view, code, window),
        listens_to=tuple(Attention(named[one.person], one.score) for one in relations.listens_to),
        listened_by=tuple(Attention(named[one.person], one.score) for one in relations.listened_by),
        missing=None if messages.total else missing(view, window, f"is by {named[code].name}"),
    )


def _relations(projection: Projection, person: int, window: Window, first: int) -> _Relations:
    only = np.zeros(projection.person_count, np.bool_)
    only[person] = True
    contacts = projection.contacts.between(window.since, window.end).of(only)
    now = now_of(projection, window) or 0
    given, got = contacts.pick(contacts.giver == person), contacts.pick(contacts.getter == person)
    return _Relations(
        contacts=contacts,
        ties=strongest(projection, contacts, person, now, first),
        listens_to=most_heard(projection, given, given.getter, now, first),
        listened_by=most_heard(projection, got, got.giver, now, first),
    )


async def _accounts(view: View, ref: PersonRef) -> tuple[OwnAccount, ...]:
    accounts = await view.store.accounts(ref.accounts)
    decisions = await view.store.identifications(ref.accounts)
    return tuple(OwnAccount(accounts[key], decisions.get(key)) for key in ref.accounts if key in accounts)


def _written(projection: Projection, person: int, window: Window) -> Evidence:
    posted = rows_in(projection, FactKind.POSTED, window)
    return evidence_of(projection, posted.source[projection.person_of(posted.actor) == person])


def _tie(named: Mapping[int, PersonRef], contacts: Contacts, person: int, tie: Scored) -> Tie:
    shared = with_person(contacts, tie.person)
    given = np.bincount(shared.kind[shared.giver == person], minlength=len(KINDS)).tolist()
    got = np.bincount(shared.kind[shared.getter == person], minlength=len(KINDS)).tolist()
    counts = tuple(
        Contact(kind.name, out, back)
        for kind, out, back in zip(KINDS, given, got, strict=True)
        if out or back
    )
    return Tie(named[tie.person], tie.score, counts, int(shared.at.max()))


def _feelings(view: View, person: int, window: Window) -> tuple[Feeling, ...]:
    """Toward every brand of the catalogue that they have shown any stance on."""
    words = spoken(view.projection, window, person)
    found = []
    for brand in view.catalogue.brands.values():
        said = signals(view.projection, words, brand.id)
        if len(said):
            found.append(Feeling(brand, feeling_score(view.projection, said), int(said.at[-1])))
    return tuple(sorted(found, key=lambda one: (-one.score.evidence.total, one.brand.id)))


async def person_messages(
    view: View, who: str, window: Window, first: int = 20, after: MessagePosition | None = None
) -> Sequence[Message]:
    """What this person has written, newest first, on all their accounts."""
    person_id = view.projection.names.people.name(await resolve(view, who))
    accounts = (await accounts_of_people(view, [person_id])).get(person_id, ())
    keys = tuple(sorted(account.key for account in accounts))
    if not keys:
        return ()
    where = MessageFilter(accounts=keys, since=window.since, until=window.end)
    return await view.store.page_messages(where, after, first)
