"""Items and their analyses in; messages, keyed facts and account states out. Knows nothing of stores."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from graph.model import EMOTIONS_APART, Account, Fact, FactKind, Message, Micros, Register
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
    account_key,
    handle_key,
    place_of,
)
from nlp.analysis import Act, Analysis, Mention
from nlp.catalogue import Catalogue
from nlp.emotions import emotions_by_brand

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

REVISION_SHIFT = 10**18
"""Added to times in revisions, so that moments before 1970 still sort as text."""

TEXT_HANDLE = re.compile(r"(?<![\w@./])@(\w[\w-]{0,38})")
"""A handle in running text; an e-mail address or a path is none."""

INTERACTION_FACTS = {
    InteractionKind.REACTION: FactKind.REACTED,
    InteractionKind.VOTE: FactKind.REACTED,
    InteractionKind.SHARE: FactKind.SHARES,
    InteractionKind.FOLLOW: FactKind.FOLLOWS,
}


def micros(moment: datetime) -> Micros:
    """Microseconds since the epoch of an aware datetime."""
    return (moment - EPOCH) // MICROSECOND


def moment(at: Micros) -> datetime:
    """The UTC datetime of microseconds since the epoch."""
    return EPOCH + timedelta(microseconds=at)


def author_key(item: Item) -> str | None:
    """Account key of an item's author; None where unknown or deleted."""
    if item.author is None or item.deleted_at is not None:
        return None
    return account_key(item.place, item.author.native_id)


def message_of(item: Item, conversation: str) -> Message:
    """An item as it is stored. A deleted one keeps its place in the thread, and nothing that was said."""
    gone = item.deleted_at is not None
    extra = {} if gone else _extra(item)
    message = Message(
        uid=item.uid,
        kind=item.kind.value,
        author=author_key(item),
        text="" if gone else item.text,
        created_at=micros(item.created_at),
        revision="",
        conversation=conversation,
        title=None if gone else item.title,
        language=item.language,
        in_reply_to=None if item.in_reply_to == item.uid else item.in_reply_to,
        thread_root=None if item.thread_root == item.uid else item.thread_root,
        quote_of=item.quote_of,
        share_of=item.share_of,
        edited_at=None if item.edited_at is None else micros(item.edited_at),
        deleted_at=None if item.deleted_at is None else micros(item.deleted_at),
        rating=None if gone else item.rating,
        rating_max=None if gone else item.rating_max,
        permalink=None if gone else item.permalink,
        extra=extra,
    )
    return dataclasses.replace(message, revision=_revision(item, message))


def _extra(item: Item) -> dict[str, object]:
    """The fields that no query asks for, without those that say nothing."""
    author = item.author
    fields: dict[str, object] = {
        "author_handle": author and author.handle,
        "author_role": author and author.role and author.role.value,
        "author_name": author and author.display_name,
        "author_email": author and author.email,
        "author_bot": author and author.is_bot,
        "recipients": [_said(recipient, RECIPIENT_FIELDS) for recipient in item.recipients],
        "mentions": [_said(mention, MENTION_FIELDS) for mention in item.mentions],
        "urls": list(item.urls),
        "tags": list(item.tags),
        "metrics": {} if item.metrics == NO_METRICS else _said(item.metrics, METRIC_FIELDS),
        "visibility": None if item.visibility == "public" else item.visibility,
        "licence": item.licence,
        "observed_at": item.observed_at and micros(item.observed_at),
        "lineage": _said(item.lineage, LINEAGE_FIELDS),
    }
    return {name: value for name, value in fields.items() if value not in (None, [], {}, "")}


NO_METRICS = Metrics()
RECIPIENT_FIELDS, MENTION_FIELDS, METRIC_FIELDS, LINEAGE_FIELDS = (
    tuple(part.name for part in dataclasses.fields(kind))
    for kind in (Recipient, ItemMention, Metrics, Lineage)
)


def _said(record: object, names: tuple[str, ...]) -> dict[str, object]:
    """The fields of a record that say something (dataclasses.asdict copies deeply, at ten times the cost)."""
    return {name: value for name in names if (value := getattr(record, name)) is not None and value != ""}


UNCOMPARED_EXTRAS = frozenset({"lineage", "observed_at"})
"""How a message came to us is not what it says: it differs between files that hold the same message."""


def content(message: Message) -> list[object]:
    """What a message says, apart from how it reached us and from what was derived about it."""
    extra = {name: value for name, value in message.extra.items() if name not in UNCOMPARED_EXTRAS}
    return [
        message.kind,
        message.author,
        message.title,
        message.text,
        message.created_at,
        message.edited_at,
        message.deleted_at,
        message.language,
        message.rating,
        message.rating_max,
        message.permalink,
        extra,
    ]


def _revision(item: Item, message: Message) -> str:
    """Sort key of a message's states: later change first, then later look, then (arbitrary, stable) content."""
    changed = micros(item.changed_at) + REVISION_SHIFT
    observed = 0 if item.observed_at is None else micros(item.observed_at) + REVISION_SHIFT
    raw = orjson.dumps(content(message), option=orjson.OPT_SORT_KEYS)
    return f"{changed:020d}.{observed:020d}.{hashlib.blake2b(raw, digest_size=8).hexdigest()}"


def item_of(message: Message) -> Item:
    """The item that a stored message was, for another analysis of it."""
    extra = message.extra
    handle = extra.get("author_handle")
    author = None
    if message.author is not None:
        native_id = message.author.split(":", 2)[2]
        role = extra.get("author_role")
        author = Author(
            native_id=native_id,
            handle=None if handle is None else str(handle),
            display_name=_text(extra.get("author_name")),
            email=_text(extra.get("author_email")),
            is_bot=True if extra.get("author_bot") else None,
            role=None if role is None else Role(str(role)),
        )
    return Item(
        uid=message.uid,
        kind=ItemKind(message.kind),
        author=author,
        text=message.text,
        created_at=moment(message.created_at),
        recipients=tuple(Recipient(**fields) for fields in _records(extra.get("recipients"))),
        title=message.title,
        language=message.language,
        tags=tuple(str(tag) for tag in _list(extra.get("tags"))),
        mentions=tuple(ItemMention(**fields) for fields in _records(extra.get("mentions"))),
        edited_at=None if message.edited_at is None else moment(message.edited_at),
        deleted_at=None if message.deleted_at is None else moment(message.deleted_at),
        in_reply_to=message.in_reply_to,
        thread_root=message.thread_root,
        quote_of=message.quote_of,
        share_of=message.share_of,
        metrics=Metrics(),
        rating=message.rating,
        rating_max=message.rating_max,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _records(value: object) -> list[dict[str, Any]]:
    return [fields for fields in _list(value) if isinstance(fields, dict)]


class FactBuilder:
    """Turns analysed messages into facts; holds the product-to-brand map of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._brand_of: dict[str, str] = {}
        for brand in catalogue.brands:
            self._brand_of[brand.id] = brand.id
            self._brand_of.update({product.id: brand.id for product in brand.products})

    def facts(
        self, message: Message, item: Item, analysis: Analysis, parent: Message | None
    ) -> tuple[Fact, ...]:
        """All that one message makes known, each fact under a slot of its own."""
        facts = list(_structure(message))
        if message.deleted_at is None:
            facts.extend(_addressed(message, item))
            felt = emotions_by_brand(analysis)
            facts.extend(self._mention(message, mention, felt) for mention in analysis.mentions)
            facts.extend(_topics(message, analysis))
            facts.extend(_candidates(message, analysis))
            facts.extend(self._act(message, act, parent) for act in analysis.acts)
        unique = {fact.slot: fact for fact in facts}
        return tuple(unique[slot] for slot in sorted(unique))

    def _named(self, entry: str | None) -> tuple[str | None, str | None]:
        """(brand, product) of a catalogue entry."""
        if entry is None:
            return None, None
        brand = self._brand_of.get(entry, entry)
        return brand, None if brand == entry else entry

    def _mention(self, message: Message, mention: Mention, felt: Mapping[str, tuple[str, ...]]) -> Fact:
        brand, product = self._named(mention.entry)
        return Fact(
            source=message.uid,
            slot=f"MENTIONS:{mention.span.start}-{mention.span.end}",
            kind=FactKind.MENTIONS,
            at=message.created_at,
            actor=message.author,
            object=brand,
            product=product,
            status=EMOTIONS_APART.join(felt.get(mention.brand, ())) or None,
            sentiment=mention.sentiment.value,
            polarity=round(mention.polarity, 4) + 0.0,  # -0.0 is 0: not all stores tell them apart
            confidence=round(mention.confidence, 4),
            start=mention.span.start,
            end=mention.span.end,
            evidence=mention.evidence,
        )

    def _act(self, message: Message, act: Act, parent: Message | None) -> Fact:
        brand, product = self._named(act.target)
        rival, rival_product = self._named(act.rival)
        status = None if act.status is None else act.status.value
        to = _advised(message, act.to, parent)
        slots = (act.target, act.rival, to, status)
        return Fact(
            source=message.uid,
            slot=":".join([act.kind.name, *("" if value is None else value for value in slots)]),
            kind=FactKind[act.kind.name],
            at=message.created_at,
            actor=message.author,
            object=brand,
            rival=rival,
            to=to,
            product=product,
            rival_product=rival_product,
            status=status,
            confidence=round(act.confidence, 4),
            evidence=act.evidence,
        )


def reader_name(message: Message) -> str | None:
    """What a reply calls the author of this message: the handle, or the native id where there is none."""
    handle = message.extra.get("author_handle")
    if isinstance(handle, str):
        return handle
    return None if message.author is None else message.author.split(":", 2)[2]


def _advised(message: Message, to: str | None, parent: Message | None) -> str | None:
    """Account key of the person advised: the parent's author if that is who is meant, else by handle."""
    if to is None:
        return None
    if parent is not None and parent.author is not None and to == reader_name(parent):
        return parent.author
    return handle_key(message.place, to)


def _structure(message: Message) -> Iterator[Fact]:
    """Who said it, where, and in answer to what."""

    def fact(kind: FactKind, target: str) -> Fact:
        return Fact(message.uid, kind.value, kind, message.created_at, message.author, target)

    if message.author is not None:
        yield fact(FactKind.POSTED, message.uid)
    yield fact(FactKind.IN, message.conversation)
    if message.in_reply_to is not None:
        yield fact(FactKind.REPLIES_TO, message.in_reply_to)
    if message.deleted_at is None:
        if message.quote_of is not None:
            yield fact(FactKind.QUOTES, message.quote_of)
        if message.share_of is not None:
            yield fact(FactKind.SHARES, message.share_of)


def addressees(item: Item) -> dict[str, str | None]:
    """Account keys that an item speaks to, with the handle where only that is known."""
    found: dict[str, str | None] = {}
    named = [(recipient.native_id, recipient.handle) for recipient in item.recipients]
    named += [(mention.native_id, mention.handle) for mention in item.mentions]
    if not named and item.author is not None and item.author.handle is not None:
        named = [(None, handle) for handle in TEXT_HANDLE.findall(item.text)]
    for native_id, handle in named:
        if native_id is not None:
            found[account_key(item.place, native_id)] = handle
        elif handle is not None:
            found[handle_key(item.place, handle)] = handle
    own = None if item.author is None else account_key(item.place, item.author.native_id)
    return {key: handle for key, handle in found.items() if key != own}


def _addressed(message: Message, item: Item) -> Iterator[Fact]:
    for key in addressees(item):
        yield Fact(
            message.uid, f"ADDRESSES:{key}", FactKind.ADDRESSES, message.created_at, message.author, key
        )


def _topics(message: Message, analysis: Analysis) -> Iterator[Fact]:
    for hit in reversed(analysis.topics):  # the first hit of a topic is the one that stays
        yield Fact(
            source=message.uid,
            slot=f"ABOUT:{hit.topic}",
            kind=FactKind.ABOUT,
            at=message.created_at,
            actor=message.author,
            object=hit.topic,
            confidence=round(hit.confidence, 4),
            start=hit.span.start,
            end=hit.span.end,
            evidence=(hit.span,),
        )


def _candidates(message: Message, analysis: Analysis) -> Iterator[Fact]:
    """What a message names beside the catalogue. The place is the first; in a title it has none."""
    for one in analysis.candidates:
        first = one.spans[0] if one.spans else None
        yield Fact(
            source=message.uid,
            slot=f"NAMES:{one.name}",
            kind=FactKind.NAMES,
            at=message.created_at,
            actor=message.author,
            object=one.name,
            status=one.kind.value,
            confidence=round(one.confidence, 4),
            start=None if first is None else first.start,
            end=None if first is None else first.end,
            evidence=one.spans,
        )


def interaction_fact(interaction: Interaction) -> Fact:
    """What an interaction makes known. Its source is the interaction's own uid."""
    kind = INTERACTION_FACTS[interaction.kind]
    place = place_of(interaction.uid)
    return Fact(
        source=interaction.uid,
        slot=kind.value,
        kind=kind,
        at=micros(interaction.created_at),
        actor=account_key(place, interaction.actor.native_id),
        object=interaction.target,
        status=interaction.value,
    )


PROFILE_FIELDS = ("handle", "display_name", "url", "email", "bio", "links", "is_bot", "role")


def account_of(place: str, author: Author, at: Micros) -> Account:
    """The account state that one look at an author gives: only what the record says."""
    values = {name: getattr(author, name) for name in PROFILE_FIELDS}
    if author.email is not None:
        values["email_verified"] = author.email_verified
    if author.role is not None:
        values["role"] = author.role.value
    profile = {name: Register(at, value) for name, value in values.items() if value not in (None, "", ())}
    return Account(account_key(place, author.native_id), profile)


def merged(left: Account, right: Account) -> Account:
    """Both states of one account in one: each field as last written. Commutative and idempotent."""
    if left.profile == right.profile:
        return left
    profile = dict(left.profile)
    for name, register in right.profile.items():
        known = profile.get(name)
        if known is None or _age(register) > _age(known):
            profile[name] = register
    return dataclasses.replace(left, profile=profile)


def _age(register: Register) -> tuple[Micros, str]:
    return register.at, repr(register.value)


def accounts_in(items: Iterable[Item]) -> Iterator[Account]:
    """Every account that the items show: authors, and those spoken to."""
    for item in items:
        if item.deleted_at is not None:
            continue
        at = micros(item.created_at)
        if item.author is not None:
            yield account_of(item.place, item.author, at)
        for key, handle in addressees(item).items():
            profile = {} if handle is None else {"handle": Register(at, handle.removeprefix("@"))}
            yield Account(key, profile)
        for recipient in item.recipients:
            if recipient.native_id is not None and recipient.display_name is not None:
                name = Register(at, recipient.display_name)
                yield Account(account_key(item.place, recipient.native_id), {"display_name": name})


def account_in_profile(profile: Profile) -> Account:
    """The account state that a profile record gives."""
    return account_of(profile.place, profile.author, micros(profile.observed_at))
