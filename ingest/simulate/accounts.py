"""A person in, the accounts that they have on the channels out, with what ties them together."""

from __future__ import annotations

from random import Random

import orjson

from ingest.simulate.channels import CALLS, CHANNELS, EMAIL, FORUM, MICROBLOG, REVIEWS
from ingest.simulate.names import FLAVOURS, handle
from ingest.simulate.person import SimAccount, SimPerson

MULTI_ACCOUNT_SHARE = 0.28
"""Of people, who are on more than one channel."""
EVIDENCE_SHARES = (("verified_email", 0.45), ("cross_link", 0.70), ("none", 1.0))
"""What ties the accounts of such a person together; cumulative."""

SCRAMBLE = 2654435761
SCRAMBLE_CHANNEL = 0x9E3779B1 ^ 0x5BD1E995
"""Odd multipliers, so that the numbers modulo 2**32 stay distinct (Knuth's multiplicative hash)."""


def open_accounts(person: SimPerson, random: Random) -> None:
    """Give them one account, or several with or without a trace that leads from one to the other."""
    channels = [_home(random)]
    if random.random() < MULTI_ACCOUNT_SHARE:
        person.evidence = _evidence(random)
        linkable = (FORUM, MICROBLOG) if person.evidence == "cross_link" else None
        channels = list(linkable) if linkable else _several(channels[0], random)
    for channel in channels:
        person.accounts[channel] = _account(person, channel)


def _home(random: Random) -> int:
    draw = random.random()
    for index, channel in enumerate(CHANNELS):
        draw -= channel.home_share
        if draw < 0:
            return index
    return FORUM


def _evidence(random: Random) -> str:
    draw = random.random()
    return next(name for name, up_to in EVIDENCE_SHARES if draw <= up_to)


def _several(home: int, random: Random) -> list[int]:
    others = [index for index in (FORUM, MICROBLOG, EMAIL, REVIEWS, CALLS) if index != home]
    channels = [home, others[int(random.random() * len(others))]]
    if random.random() < 0.3:  # noqa: PLR2004 - a third account for some
        channels.append(next(index for index in others if index not in channels))
    return channels


def _account(person: SimPerson, channel: int) -> SimAccount:
    name = _handle(person, channel)
    email = _email(person, channel, name)
    native = email if channel == EMAIL and email else str(_scrambled(person.number, channel))
    author: dict[str, object] = {
        "id": native,
        "handle": name,
        "display_name": _display_name(person, channel),
    }
    if email:
        author["email"] = email
    if person.evidence == "cross_link":
        other = MICROBLOG if channel == FORUM else FORUM
        author["url"] = _profile_url(person, channel)
        author["links"] = [_profile_url(person, other)]
    snug = memoryview(orjson.dumps(author)).tobytes()  # orjson's own bytes hold on to a kilobyte
    return SimAccount(native, name, orjson.Fragment(snug))


def _email(person: SimPerson, channel: int, name: str) -> str | None:
    """The address that the account shows; who leaves no trace uses another on each channel."""
    if person.evidence == "none":
        return f"{name}@post.example" if channel in (EMAIL, CALLS) else None
    if person.evidence == "verified_email" or channel in (EMAIL, CALLS):
        return f"{person.given}.{person.family}{person.number}@post.example".lower()
    return None


def _handle(person: SimPerson, channel: int) -> str:
    """Half of those who leave no trace do not even reuse their name."""
    if person.evidence == "none" and person.number % 2:
        return f"{FLAVOURS[(person.number + channel) % len(FLAVOURS)]}{_scrambled(person.number, channel)}"
    return handle(person.given, person.family, person.number, channel)


def _scrambled(number: int, channel: int) -> int:
    """A number that no other person has on the channel and that says nothing about the other channels."""
    return (number * SCRAMBLE + channel * SCRAMBLE_CHANNEL) % 2**32


def _profile_url(person: SimPerson, channel: int) -> str:
    return f"https://{CHANNELS[channel].instance}.example/{_handle(person, channel)}"


def _display_name(person: SimPerson, channel: int) -> str:
    """Full names on formal channels; elsewhere what people make of theirs."""
    if channel in (EMAIL, CALLS):
        return f"{person.given} {person.family}"
    return f"{person.given} {person.family[0]}." if person.voice % 2 else person.given
