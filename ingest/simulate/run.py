"""SimulationOptions in, a folder with a whole world and a SimulationReport out."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from ingest.simulate.channels import CHANNELS
from ingest.simulate.influence import Influence
from ingest.simulate.market import catalogue_yaml
from ingest.simulate.options import Progress, SimulationOptions, SimulationReport, check, dice
from ingest.simulate.people import Population, populate
from ingest.simulate.sinks import CATALOGUE_FILE, TRUTH_FILE, Sinks, open_sinks, paths
from ingest.simulate.truth import write_people, write_summary
from ingest.simulate.world import World

PLANTED = ("persuaded", "warned", "switches", "peeves", "ideas")


def simulate(options: SimulationOptions, progress: Progress | None = None) -> SimulationReport:
    """Grow a world. Raises SimulationError where it cannot be; memory grows with people, not with messages."""
    check(options)
    began = perf_counter()
    with open_sinks(options) as sinks:
        population = populate(options)
        influence = Influence(dice(options, "influence"))
        world = World(options, population, sinks, dice(options, "world"), influence)
        world.run(progress or _silently)
        write_people(sinks, population, influence)
        (options.out / CATALOGUE_FILE).write_text(catalogue_yaml(), encoding="utf-8")
        write_summary(options, sinks, population, influence)
    return _report(options, sinks, population, perf_counter() - began)


def _silently(_: int) -> None:
    """Report progress to nobody."""


def _report(
    options: SimulationOptions, sinks: Sinks, population: Population, seconds: float
) -> SimulationReport:
    by_channel = {channel.name: sinks.rows[channel.name] for channel in CHANNELS}
    files: tuple[Path, ...] = tuple(paths(options).values())
    return SimulationReport(
        out=options.out,
        messages=sum(by_channel.values()),
        people=options.people,
        accounts=population.accounts,
        messages_by_channel=by_channel,
        planted={name: sinks.rows[name] for name in PLANTED},
        files=(*files, options.out / CATALOGUE_FILE, options.out / TRUTH_FILE),
        seconds=seconds,
    )
