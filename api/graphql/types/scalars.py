"""Moments and page positions as GraphQL writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NewType

import orjson
import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from api.errors import InputError
from graph.model import Micros

DateTime = NewType("DateTime", int)
"""Inside: microseconds since the epoch. Outside: ISO 8601 in UTC."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROS_PER_HOUR = 3_600_000_000


def written(at: Micros) -> str:
    """``2026-03-01T12:00:00Z``, with microseconds where there are any."""
    return (EPOCH + timedelta(microseconds=at)).isoformat().replace("+00:00", "Z")


def read(text: object) -> DateTime:
    """A moment of a client: any ISO 8601 date or time; one without a zone is UTC."""
    if not isinstance(text, str):
        raise GraphQLError("A DateTime is a text such as 2026-03-01T12:00:00Z.")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise GraphQLError(
            f"{text[:40]!r} is not a time. Write it like 2026-03-01T12:00:00Z or 2026-03-01."
        ) from error
    utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return DateTime((utc - EPOCH) // timedelta(microseconds=1))


SCALARS: dict[object, ScalarDefinition] = {
    DateTime: strawberry.scalar(
        name="DateTime",
        description="A moment in UTC, ISO 8601: 2026-03-01T12:00:00Z. A date alone is its first moment.",
        specified_by_url="https://scalars.graphql.org/andimarek/date-time",
        serialize=written,
        parse_value=read,
    )
}


def moment(at: Micros) -> DateTime:
    """A moment to show."""
    return DateTime(at)


def optional_moment(at: Micros | None) -> DateTime | None:
    """A moment to show, or none."""
    return None if at is None else DateTime(at)


def hours(length: Micros) -> float:
    """A length of time to show."""
    return round(length / MICROS_PER_HOUR, 2)


def cursor(*position: str | int) -> str:
    """A position in a keyset order as a text that clients hand back and do not read."""
    return orjson.dumps(position).hex()


def position(text: str, kinds: tuple[type, ...]) -> tuple[object, ...]:
    """What `cursor` was made of. Raises InputError for a text that it did not make."""
    try:
        found = orjson.loads(bytes.fromhex(text))
    except ValueError:
        found = None
    if (
        not isinstance(found, list)
        or len(found) != len(kinds)
        or any(type(part) is not kind for part, kind in zip(found, kinds, strict=True))
    ):
        raise InputError("`after` is not a cursor of this list.", "Hand back pageInfo.endCursor as it came.")
    return tuple(found)
