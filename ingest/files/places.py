"""Values and the user's names for channel and instance in; the same values in that place out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from ingest.item import Item, Profile
from ingest.records import ReadOptions
from ingest.schema import Parsed

FORBIDDEN = re.compile(r"[\s:]+")


def slug(name: str) -> str:
    """A name that may stand in a uid: no colon, no space."""
    return FORBIDDEN.sub("-", name.strip()) or "main"


def place(options: ReadOptions, channel: str, instance: str) -> str:
    """``channel:instance``, as the user says or as the format has it."""
    return f"{slug(options.channel or channel)}:{slug(options.instance or instance)}"


def renamed(value: Parsed, options: ReadOptions) -> Parsed:
    """The value moved to the channel and instance that the user names; as it is where none is named."""
    if options.channel is None and options.instance is None:
        return value
    if isinstance(value, Profile):
        return replace(value, place=_moved(f"{value.place}:", options).rstrip(":"))
    if not isinstance(value, Item):
        return replace(value, uid=_moved(value.uid, options), target=_moved(value.target, options))
    pointers = ("in_reply_to", "thread_root", "quote_of", "share_of")
    targets = {name: getattr(value, name) for name in pointers}
    moved: dict[str, Any] = {
        name: _moved(target, options) for name, target in targets.items() if target is not None
    }
    return replace(value, uid=_moved(value.uid, options), **moved)


def _moved(uid: str, options: ReadOptions) -> str:
    channel, instance, native_id = uid.split(":", 2)
    return f"{place(options, channel, instance)}:{native_id}"
