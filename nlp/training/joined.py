"""Samples in; the same, some of them with another of their source at their end, out.

What is said of a name in the one text says nothing of a name in the other: so a network learns where a feeling belongs.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from nlp.training.samples import Sample

SHORT = 160
"""Characters of a text that is joined to another: together they are as long as a long text of the sets."""

JOINTS = (" ", " ", " but ", ", ", ", and ", "; ", " while ")


def joined(first: Sample, second: Sample, chance: random.Random) -> Sample:
    """Both texts in one, with the names of both."""
    joint = chance.choice(JOINTS)
    shift = len(first.text) + len(joint)
    return replace(
        first,
        text=first.text + joint + second.text,
        names=[*first.names, *((start + shift, end + shift) for start, end in second.names)],
        sentiments=[*first.sentiments, *second.sentiments],
        likely=[*first.likely, *second.likely],
    )


def some_joined(samples: Sequence[Sample], share: float, chance: random.Random) -> list[Sample]:
    """The samples, of which a share has another of the same source at its end."""
    short: dict[str, list[Sample]] = {}
    for one in samples:
        if len(one.text) <= SHORT:
            short.setdefault(one.source, []).append(one)
    return [
        joined(one, chance.choice(short[one.source]), chance)
        if len(one.text) <= SHORT and chance.random() < share
        else one
        for one in samples
    ]
