"""Values of the model in, what a column or property can hold out, and back: for every engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from graph.model import Account, Register
from nlp.analysis import Span
from nlp.catalogue import Catalogue
from nlp.catalogue_json import catalogue_from_json, catalogue_to_json


def json_text(value: object) -> str:
    """Compact JSON."""
    return orjson.dumps(value).decode()


def evidence_text(spans: Iterable[Span]) -> str | None:
    """``3-9 12-20``; None for no spans."""
    return " ".join([f"{span.start}-{span.end}" for span in spans]) or None


def spans(evidence: str | None) -> tuple[Span, ...]:
    """What evidence_text wrote."""
    if not evidence:
        return ()
    pairs = (part.split("-") for part in evidence.split(" "))
    return tuple(Span(int(start), int(end)) for start, end in pairs)


def profile_text(profile: Mapping[str, Register]) -> str:
    """A profile as JSON: ``{field: [at, value]}``."""
    return json_text({name: (register.at, register.value) for name, register in profile.items()})


def account_from(key: str, profile: str, identity_keys: str | None) -> Account:
    """The account that profile_text and a JSON list of identity keys describe."""
    registers = {name: _register(*pair) for name, pair in orjson.loads(profile).items()}
    keys = tuple(orjson.loads(identity_keys)) if identity_keys else ()
    return Account(key, registers, keys)


def _register(at: int, value: Any) -> Register:  # noqa: ANN401 - JSON
    return Register(at, tuple(value) if isinstance(value, list) else value)


def extra_text(extra: Mapping[str, object]) -> str | None:
    """A message's other fields as JSON; None where there are none."""
    return json_text(dict(extra)) if extra else None


def extra_from(text: str | None) -> dict[str, object]:
    """What extra_text wrote."""
    fields: dict[str, object] = orjson.loads(text) if text else {}
    return fields


def catalogue_text(catalogue: Catalogue) -> str:
    """A catalogue as JSON."""
    return json_text(catalogue_to_json(catalogue))


def catalogue_from(text: str | None) -> Catalogue:
    """What catalogue_text wrote; the empty catalogue for nothing."""
    return catalogue_from_json(orjson.loads(text)) if text else Catalogue()
