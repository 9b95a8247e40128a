"""A window in; what each channel alone holds (people, ties, conversations, talk), with people by code, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.contacts import Contacts
from graph.projection.vocabulary import Codes
from graph.questions.answer import Evidence, Part, Score, Window
from graph.questions.attention import Numbers, attention
from graph.questions.catalogue_index import BrandRef
from graph.questions.channel_contacts import (
    Conversations,
    Meetings,
    conversations,
    customer_contacts,
    meetings,
)
from graph.questions.evidence import evidence_of, top_people
from graph.questions.intervals import Interval, wilson
from graph.questions.perception import talk_about
from graph.questions.presence import Presence, presence
from graph.questions.stances import THIN_PEOPLE
from graph.questions.ties import with_person
from graph.questions.view import View
from graph.questions.windows import rows_in

PEERS_SHOWN = 3
"""Whom to ask for an introduction is a short list."""


@dataclass(frozen=True, slots=True)
class PeerDraft:
    """Someone who could pass word on, by code."""

    person: int
    channels: tuple[str, ...]
    contacts: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class StrandedDraft:
    """A person reachable on one channel only, by code."""

    person: int
    score: Score
    through: tuple[PeerDraft, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What graph.questions.channel_dependence.ChannelLoss says, before people have names."""

    channel: str
    people: int
    lost_people: int
    only_here: Score
    interval: Interval | None
    cut_off: int
    attention: float
    ties: Score
    conversations: Score
    voice: Score | None
    share_of_voice: float | None
    share_of_voice_without: float | None
    elsewhere: tuple[tuple[str, int], ...]
    lost: tuple[StrandedDraft, ...]

    @property
    def people_named(self) -> set[int]:
        """Everybody who needs a name."""
        return {one.person for one in self.lost} | {peer.person for one in self.lost for peer in one.through}


@dataclass(frozen=True, slots=True)
class Spoken:
    """Messages of customers about one brand and about its whole market, by channel."""

    own: npt.NDArray[np.int64]
    market: npt.NDArray[np.int64]
    messages: Codes
    """About the brand."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the window, for all channels."""

    projection: Projection
    window: Window
    posted: Columns
    presence: Presence
    contacts: Contacts
    meetings: Meetings
    conversations: Conversations
    attention: Numbers
    spoken: Spoken | None


def read(view: View, brand: BrandRef | None, window: Window) -> Reading:
    """Look at the window. Cost grows with its facts; pairs in contact are sorted once."""
    projection = view.projection
    contacts = customer_contacts(projection, window)
    return Reading(
        projection,
        window,
        rows_in(projection, FactKind.POSTED, window),
        presence(projection, window),
        contacts,
        meetings(projection, contacts),
        conversations(projection, window),
        attention(projection, window),
        None if brand is None else _spoken(view, brand, window),
    )


def _spoken(view: View, brand: BrandRef, window: Window) -> Spoken:
    channel_of, size = view.projection.channel_of_message, len(view.projection.names.channels)
    talk = talk_about(view, view.catalogue.market(brand), window)
    counts = {
        one: np.bincount(channel_of[said.customers.source], minlength=size) for one, said in talk.items()
    }
    market = np.sum(list(counts.values()), axis=0)
    return Spoken(counts[brand.id], market, talk[brand.id].customers.source)


def drafts(reading: Reading, first: int) -> tuple[Draft, ...]:
    """Every channel with active people; most of those who can be reached nowhere else first."""
    found = [_draft(reading, channel, first) for channel in reading.presence.channels]
    return tuple(sorted(found, key=lambda one: (-one.lost_people, -one.people, one.channel)))


def _draft(reading: Reading, channel: int, first: int) -> Draft:
    here, elsewhere = reading.presence.here(channel), reading.presence.elsewhere(channel)
    only = here & ~elsewhere
    people, lost = int(here.sum()), int(only.sum())
    with_, without = _voice_shares(reading, channel)
    return Draft(
        channel=reading.projection.names.channels.name(channel),
        people=people,
        lost_people=lost,
        only_here=_only_here(reading, channel, only, people),
        interval=wilson(lost / people, people) if people else None,
        cut_off=lost - int((only & _in_touch(reading, elsewhere)).sum()),
        attention=float(np.sort(reading.attention[only]).sum()),
        ties=_ties(reading, channel),
        conversations=_conversations(reading, channel),
        voice=_voice(reading, channel),
        share_of_voice=with_,
        share_of_voice_without=without,
        elsewhere=_elsewhere(reading, channel, here),
        lost=_lost(reading, channel, only, elsewhere, first),
    )


def _only_here(reading: Reading, channel: int, only: npt.NDArray[np.bool_], people: int) -> Score:
    lost = int(only.sum())
    parts = (
        Part("only here", float(lost), "active customers who can be reached on no other channel"),
        Part("people", float(people), "active customers who can be reached on this channel"),
    )
    wrote = _posted_by(reading, only).source
    evidence = _on(reading, channel, wrote)
    return Score(lost / people if people else None, parts, evidence, thin=people < THIN_PEOPLE)


def _posted_by(reading: Reading, people: npt.NDArray[np.bool_]) -> Columns:
    posted = reading.posted
    return posted.pick(people[reading.projection.person_of(posted.actor)] & (posted.actor >= 0))


def _on(reading: Reading, channel: int, messages: Codes) -> Evidence:
    return evidence_of(
        reading.projection, messages[reading.projection.channel_of_message[messages] == channel]
    )


def _in_touch(reading: Reading, elsewhere: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """(people) In contact with somebody who can be reached elsewhere."""
    met = reading.meetings
    found = np.zeros(len(elsewhere), np.bool_)
    found[met.one[elsewhere[met.other]]] = True
    found[met.other[elsewhere[met.one]]] = True
    return found


def _ties(reading: Reading, channel: int) -> Score:
    met = reading.meetings
    only = int((met.only & (met.channel == channel)).sum())
    parts = (
        Part("only here", float(only), "pairs of customers who met on this channel and on no other"),
        Part("pairs", float(met.pairs), "pairs of customers with any contact in the window"),
    )
    contacts = reading.contacts
    there = contacts.message[
        (reading.projection.channel_of_message[contacts.source] == channel) & (contacts.message >= 0)
    ]
    evidence = evidence_of(reading.projection, there)
    return Score(only / met.pairs if met.pairs else None, parts, evidence, thin=met.pairs < THIN_PEOPLE)


def _conversations(reading: Reading, channel: int) -> Score:
    counts = reading.conversations.by_channel
    here, whole = int(counts[channel]), int(counts.sum())
    parts = (
        Part("here", float(here), "conversations on this channel in which two customers or more wrote"),
        Part("all", float(whole), "such conversations on all channels"),
    )
    evidence = _on(reading, channel, reading.conversations.messages)
    return Score(here / whole if whole else None, parts, evidence, thin=whole < THIN_PEOPLE)


def _voice(reading: Reading, channel: int) -> Score | None:
    if reading.spoken is None:
        return None
    spoken = reading.spoken
    here, whole = int(spoken.own[channel]), int(spoken.own.sum())
    parts = (
        Part("here", float(here), "customers' messages about the brand on this channel"),
        Part("all", float(whole), "customers' messages about the brand on all channels"),
    )
    evidence = _on(reading, channel, spoken.messages)
    return Score(here / whole if whole else None, parts, evidence, thin=whole < THIN_PEOPLE)


def _voice_shares(reading: Reading, channel: int) -> tuple[float | None, float | None]:
    """The brand's share of voice, and what it would be without the channel."""
    if reading.spoken is None:
        return None, None
    own, market = reading.spoken.own, reading.spoken.market
    return _share(int(own.sum()), int(market.sum())), _share(
        int(own.sum() - own[channel]), int(market.sum() - market[channel])
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _elsewhere(reading: Reading, channel: int, here: npt.NDArray[np.bool_]) -> tuple[tuple[str, int], ...]:
    names = reading.projection.names.channels
    counts = [
        (names.name(other), int((reading.presence.on[other] & here).sum()))
        for other in range(len(reading.presence.on))
        if other != channel
    ]
    return tuple(sorted((one for one in counts if one[1]), key=lambda one: (-one[1], one[0])))


def _lost(
    reading: Reading,
    channel: int,
    only: npt.NDArray[np.bool_],
    elsewhere: npt.NDArray[np.bool_],
    first: int,
) -> tuple[StrandedDraft, ...]:
    projection = reading.projection
    people = np.flatnonzero(only).astype(np.int32)
    chosen = people[top_people(projection, people, reading.attention[people], first)]
    wanted = np.zeros(projection.person_count, np.bool_)
    wanted[chosen] = True
    contacts = reading.contacts.of(wanted)
    posted = _posted_by(reading, wanted)
    author = projection.person_of(posted.actor)
    return tuple(
        StrandedDraft(
            person,
            _influence(reading, person, contacts, posted.source[author == person]),
            _through(reading, person, contacts, elsewhere, channel),
        )
        for person in chosen.tolist()
    )


def _influence(reading: Reading, person: int, contacts: Contacts, wrote: Codes) -> Score:
    own = with_person(contacts, person)
    met = np.unique(np.where(own.giver == person, own.getter, own.giver))
    parts = (
        Part(
            "attention",
            float(reading.attention[person]),
            "part of all attention among customers (PageRank), recent contacts counting more",
        ),
        Part("contacts", float(len(met)), "customers whom they had contact with"),
    )
    evidence = evidence_of(reading.projection, wrote)
    return Score(float(reading.attention[person]), parts, evidence, thin=not len(met))


def _through(
    reading: Reading, person: int, contacts: Contacts, elsewhere: npt.NDArray[np.bool_], channel: int
) -> tuple[PeerDraft, ...]:
    """Those in contact with them who can be reached elsewhere, most contacts first."""
    projection = reading.projection
    own = with_person(contacts, person)
    other = np.where(own.giver == person, own.getter, own.giver)
    able = elsewhere[other]
    acts = np.unique(np.stack([other[able], own.source[able]]), axis=1)[0]
    peers, counts = np.unique(acts, return_counts=True)
    places = top_people(projection, peers.astype(np.int32), counts.astype(np.float64), PEERS_SHOWN)
    return tuple(
        PeerDraft(
            int(peers[place]),
            _channels_of(reading, int(peers[place]), channel),
            int(counts[place]),
            evidence_of(projection, own.message[(other == peers[place]) & (own.message >= 0)]),
        )
        for place in places
    )


def _channels_of(reading: Reading, person: int, but: int) -> tuple[str, ...]:
    on = np.flatnonzero(reading.presence.on[:, person]).tolist()
    return tuple(sorted(reading.projection.names.channels.names(code for code in on if code != but)))
