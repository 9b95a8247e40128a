"""`python -m nlp.training --data FOLDER --checkpoint WHEEL_FOLDER`: the data sets and MiniLM in; the model that ships out.

First the public sets; then, narrowed, our own messages with a part of the public sets, the later ones last; then all that has
targets once more, with teachers that have learnt nothing else, and again computing in eight bits as the export will; then
the export and the calibration.
Everything is seeded. Needs the dependency group `train` (uv sync --group train).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import torch

from nlp.components.judgement import Judge
from nlp.model.calibration import Calibration
from nlp.model.encoder import FOLDER
from nlp.model.tokens import tokenizer
from nlp.training import card, material, messages, scores
from nlp.training.batches import Coder, coder
from nlp.training.calibrate import calibrated
from nlp.training.export import write_meaning, write_reader
from nlp.training.fit import WEIGHTS, Draw, Plan, fit
from nlp.training.narrow import narrowed
from nlp.training.network import Network, load
from nlp.training.read_labelled import as_records, read, read_nameless
from nlp.training.rounding import rounded
from nlp.training.samples import Sample
from nlp.training.worth import calibrations, feelings_worth, nameless_worth, worth

CHECKPOINT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of all-MiniLM-L6-v2's model.safetensors."""

SEED = 13
PUBLIC_EPOCHS, OWN_EPOCHS, LATER_EPOCHS, ANSWERED_EPOCHS = 2, 10, 5, 2
MIXED_EPOCHS, ROUNDED_EPOCHS, LATEST_EPOCHS = 2, 5, 2
"""Of the second, four were too few for 2,600 messages (their own slots were found at 74 macro-F1) and so were six for 4,300
(61.9 micro-F1 of typed edges on the test part)."""

INNER = 896
"""Neurons of a feed-forward part after the public sets, of 1,536: the encoder takes a quarter less time. Before any further
training it costs under a point on the dev splits; 768 neurons cost two or three."""

OWN_RATE = 5e-5
"""Lower than at first: the encoder has learnt by then what a target and a feeling are."""

LAST_RATE = 3e-5

LAST_WEIGHTS = WEIGHTS | {"sentiments": 2.0}
"""The acts and the entities are known by then; which feeling goes where is what is learnt last."""

TEACHERS, TEACHER_EPOCHS = 2, 3
"""Networks of full width that learn feelings only, from the checkpoint, with seeds of their own."""


def main() -> None:
    """Train, export and measure."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the licensed data sets (nlp/)")
    parser.add_argument(
        "--checkpoint", type=Path, required=True, help="folder of model.safetensors and tokenizer.json"
    )
    parser.add_argument(
        "--work", type=Path, default=Path("var/training"), help="where the stages' networks are kept"
    )
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the model goes")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    checkpoint = asked.checkpoint / "model.safetensors"
    _check(checkpoint)
    shutil.copyfile(asked.checkpoint / "tokenizer.json", asked.out / "tokenizer.json")
    code = coder(tokenizer(asked.checkpoint))
    network = begun(checkpoint, asked.seed)
    write_meaning(network.encoder, asked.out / "meaning.onnx")
    network = trained(network, asked, code)
    write_reader(network, asked.out / "reader.onnx")
    measured = measure(network, asked.data, code) | calibrate(asked.out, asked.data)
    (asked.out / card.MEASURED).write_text(json.dumps(measured, indent=2) + "\n")
    card.write(asked.out, messages.described())
    say(json.dumps(measured, indent=2))


def begun(checkpoint: Path, seed: int) -> Network:
    """The checkpoint's encoder with heads that have learnt nothing."""
    torch.manual_seed(seed)
    network = Network()
    load(network, checkpoint)
    return network


def trained(network: Network, asked: argparse.Namespace, code: Coder) -> Network:
    """The network after all stages: another, for it is narrowed on the way."""
    given = material.training(asked.data)
    seed = asked.seed
    stage(network, asked.work / "public.pt", code, given.public, Plan(PUBLIC_EPOCHS, seed))
    known = (asked.work / "first.pt").is_file()
    network = Network(INNER) if known else narrowed(network, given.public, code, INNER, seed)
    for name, draw, plan in (
        ("first.pt", given.first, Plan(OWN_EPOCHS, seed, OWN_RATE)),
        ("whole.pt", given.whole, Plan(LATER_EPOCHS, seed + 1, OWN_RATE)),
        ("answered.pt", given.answered, Plan(ANSWERED_EPOCHS, seed + 2, LAST_RATE)),
    ):
        stage(network, asked.work / name, code, draw, plan)
    teachers = [teacher(asked, given.feelings, code, seed + number) for number in range(TEACHERS)]
    given = material.with_teachers(given, teachers, code)
    in_bits = Plan(ROUNDED_EPOCHS, seed + 4, OWN_RATE, rounded=True, weights=LAST_WEIGHTS)
    last = replace(in_bits, epochs=LATEST_EPOCHS)
    for name, draw, plan in (
        ("mixed.pt", given.mixed, Plan(MIXED_EPOCHS, seed + 3, OWN_RATE)),
        ("rounded.pt", given.mixed, in_bits),
        ("latest.pt", given.last, replace(last, seed=seed + 5)),
        ("again.pt", given.again, replace(last, seed=seed + 6, rate=LAST_RATE)),
    ):
        stage(network, asked.work / name, code, draw, plan)
    return network


def teacher(asked: argparse.Namespace, draw: Draw, code: Coder, seed: int) -> Network:
    """A network that has learnt feelings only."""
    network = begun(asked.checkpoint / "model.safetensors", seed)
    stage(network, asked.work / f"teacher-{seed}.pt", code, draw, Plan(TEACHER_EPOCHS, seed))
    return network


def stage(network: Network, kept: Path, code: Coder, draw: Draw, plan: Plan) -> None:
    """Train, or take what an interrupted run has kept."""
    if kept.is_file():
        say(f"{kept.name} is there from an earlier run; delete it to train anew")
        network.load_state_dict(torch.load(kept))
        network.eval()
        return
    fit(network, draw, code, plan, say)
    torch.save(network.state_dict(), kept)


def calibrate(folder: Path, data: Path) -> dict[str, float]:
    """Fit the calibration on its part of our messages; what rules and model are worth, as shipped, on what is held back."""
    Calibration().write(folder)
    judge = Judge(folder)
    kept = messages.part(messages.Part.CALIBRATION)
    fitted_on = read(judge, kept), read_nameless(judge, kept)
    calibration = calibrated(folder, *fitted_on)
    calibration.write(folder)
    ways = calibrations(*fitted_on)
    tests = {"test part": messages.part(messages.Part.TEST), "stranger": messages.read(messages.STRANGER)}
    found: dict[str, float] = {}
    for name, records in tests.items():
        seen = read(judge, records)
        measured = feelings_worth(calibration, seen) | worth(ways, seen)
        measured |= nameless_worth(ways, read_nameless(judge, records))
        found |= {f"{way}, {name}": value for way, value in measured.items()}
    public = material.held_back(data)
    for name, samples in by_source([*public.targeted, *public.targets]).items():
        measured = feelings_worth(calibration, read(judge, as_records(samples)))
        found |= {f"{way}, {name}": value for way, value in measured.items()}
    return found


def by_source(samples: Iterable[Sample]) -> dict[str, list[Sample]]:
    """Each source's samples, in their order."""
    found: dict[str, list[Sample]] = {}
    for one in samples:
        found.setdefault(one.source, []).append(one)
    return found


def measure(network: Network, data: Path, code: Coder) -> dict[str, object]:
    """On the dev splits and the test part of our own messages, in eight bits."""
    network.eval()
    kept = material.held_back(data)
    with rounded(network):
        found = [
            *scores.sentiment(network, [*kept.targeted, *kept.targets, *kept.own, *kept.stranger], code),
            *scores.entities(network, kept.entities, code),
            *scores.moods(network, kept.emotions, code),
            *scores.acts(network, kept.own, code),
        ]
    return {
        one.name: [round(one.value, 4), round(one.low, 4), round(one.high, 4), one.texts] for one in found
    }


def _check(checkpoint: Path) -> None:
    with checkpoint.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != CHECKPOINT_SHA256:
        sys.exit(f"{checkpoint} is not all-MiniLM-L6-v2: its SHA-256 is {found}, not {CHECKPOINT_SHA256}.")


def say(line: str) -> None:
    """Progress, with the time of day."""
    print(time.strftime("%H:%M:%S"), line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
