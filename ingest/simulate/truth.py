"""What was planted in a world in, truth.json and its lists out; and back: rows by name, from any world.

docs/simulate.md describes every field. A list is either in truth.json itself (the bundled example) or in
truth/NAME.jsonl beside it (simulated worlds, where it may be long).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from ingest.simulate.channels import CHANNELS
from ingest.simulate.influence import Influence
from ingest.simulate.intents import stance
from ingest.simulate.market import BRANDS, OWN
from ingest.simulate.options import SimulationError, SimulationOptions
from ingest.simulate.people import ORDINARY_PULL, Population
from ingest.simulate.person import SimPerson
from ingest.simulate.sinks import TRUTH_FILE, TRUTH_FOLDER, TRUTH_LISTS, Sinks

VERSION = 1


def truth_rows(world: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of one list of planted truth (one of TRUTH_LISTS) of a world's folder."""
    path = world / TRUTH_FILE
    try:
        held = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise SimulationError(f"{path} cannot be read: {error}.", "Grow the world again.") from error
    if name in held.get("lists", {}):
        yield from held["lists"][name]
        return
    if name not in TRUTH_LISTS:
        raise SimulationError(f"There is no list {name!r}.", f"Name one of {', '.join(TRUTH_LISTS)}.")
    with (world / TRUTH_FOLDER / f"{name}.jsonl").open("rb") as lines:
        for line in lines:
            yield orjson.loads(line)


def write_people(sinks: Sinks, population: Population, influence: Influence) -> None:
    """One row for each person and community."""
    members = [0] * len(population.communities)
    for person in population.people:
        members[person.community] += 1
        sinks.write("people", _person_row(person, population, influence))
    for index, community in enumerate(population.communities):
        row = {
            "id": community.id,
            "theme": community.theme,
            "people": members[index],
            "mood": _by_brand(community.mood),
        }
        sinks.write("communities", row)


def _person_row(person: SimPerson, population: Population, influence: Influence) -> dict[str, object]:
    end = [stance(person, brand, 1.0) for brand in range(len(BRANDS))]
    return {
        "id": person.id,
        "name": f"{person.given} {person.family}",
        "community": population.communities[person.community].id,
        "accounts": [
            f"{CHANNELS[channel].place}:{account.native_id}" for channel, account in person.accounts.items()
        ],
        "evidence": person.evidence,
        "messages": person.messages,
        "stance": _by_brand(end),
        "owns": None if person.owns is None else BRANDS[person.owns].id,
        "advocate": person.pull > ORDINARY_PULL,
        "pull": round(person.pull, 3),
        "advised": influence.advised[person.number],
        "followed": influence.followed[person.number],
        "at_risk": person.drifting and person.owns == OWN,
    }


def _by_brand(stances: tuple[float, ...] | list[float]) -> dict[str, float]:
    return {brand.id: round(value, 3) for brand, value in zip(BRANDS, stances, strict=True)}


def write_summary(
    options: SimulationOptions, sinks: Sinks, population: Population, influence: Influence
) -> None:
    """truth.json: what the world is made of, written last."""
    summary = {
        "version": VERSION,
        "made_by": {
            "people": options.people,
            "messages": options.messages,
            "seed": options.seed,
            "days": options.days,
            "until": options.until,
        },
        "messages": {channel.name: sinks.rows[channel.name] for channel in CHANNELS},
        "accounts": population.accounts,
        "planted": {name: sinks.rows[name] for name in TRUTH_LISTS},
        "flows": [
            {"from": BRANDS[left].id, "to": BRANDS[to].id, "switches": count}
            for (left, to), count in sorted(influence.flows.items())
        ],
        "files": {name: f"{TRUTH_FOLDER}/{name}.jsonl" for name in TRUTH_LISTS},
    }
    raw = orjson.dumps(summary, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z)
    (options.out / TRUTH_FILE).write_bytes(raw)
