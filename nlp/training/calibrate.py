"""A trained model and messages that it was not trained on in; its calibration, and what each part is worth, out.

Temperatures for sentiment and mood (Guo et al. 2017, section 4.2), and for every slot of an act a logistic
model over the network's and the rules' evidence, with weights that all slots share and a bias of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from ingest.item import ItemKind
from nlp.analysis import Act, ActKind, Analysis, Mention, Parent, Sentiment, Span
from nlp.components.acts.finder import find_acts
from nlp.components.acts.judged import SIDES, evidence_of, judged, roles_of
from nlp.components.acts.view import View
from nlp.components.judgement import Judge, Judgement
from nlp.components.linker import Link
from nlp.components.reading import Reading
from nlp.components.sentiment import find_stances
from nlp.components.stance import Stance
from nlp.context import Context
from nlp.model.calibration import ActWeights, Calibration, SlotWeights
from nlp.model.outputs import ACTS, SENTIMENTS
from nlp.training.messages import Record, without_names
from nlp.training.scores import macro_f1

STEPS = 300
CLASSES = len(SENTIMENTS)
PULL = 0.02
"""Of the squared weights on the loss: few messages speak for each slot."""


@dataclass(frozen=True, slots=True)
class Use:
    """Which evidence is used: 1, or 0 for not at all."""

    network: float = 1.0
    rules: float = 1.0


WAYS = {"rules": Use(network=0.0), "model": Use(rules=0.0), "both": Use()}

Edge = tuple[str | None, ...]
Slots = set[tuple[str, str | None]]
"""Role and name of every slot that is filled."""


@dataclass(frozen=True, slots=True)
class Read:
    """One labelled message as rules and model read it."""

    record: Record
    view: View
    ruled: tuple[Act, ...]
    words: dict[str, Stance]
    """By entry, the stance that the lexicon finds."""
    said: Judgement


def read(judge: Judge, records: Iterable[Record]) -> list[Read]:
    """With the mentions that the labels give."""
    return [_read(judge, record) for record in records]


def read_nameless(judge: Judge, records: Iterable[Record]) -> list[Read]:
    """As where the catalogue knows none of the names: no mentions, and acts about nothing named."""
    return [_read(judge, without_names(record)) for record in records]


def _read(judge: Judge, record: Record) -> Read:
    parent = record.get("parent")
    analysis = None if parent is None else _parent(parent)
    context = Context(
        record["text"],
        0,
        ItemKind(record["kind"]),
        record["author"],
        parent=None if parent is None else Parent(parent["id"], parent["author"], parent["text"]),
        parent_analysis=lambda: analysis,
    )
    reading = Reading(record["text"], _links(record["mentions"]))
    said = judge.judge(
        reading,
        None if parent is None else parent["text"],
        () if analysis is None else analysis.mentions,
    )
    ruled = find_acts(reading, context)
    stances = find_stances(reading, ruled, context)
    words = {link.entry: stance for link, stance in zip(reading.links, stances, strict=True)}
    return Read(record, View(reading, context), ruled, words, said)


def _links(mentions: Sequence[Record]) -> tuple[Link, ...]:
    return tuple(Link(m["start"], m["end"], m["name"], m["name"], "given", 1.0) for m in mentions)


def _parent(parent: Record) -> Analysis:
    links = _links(parent["mentions"])
    reading = Reading(parent["text"], links)
    acts = find_acts(reading, Context(parent["text"], 0, ItemKind.POST, parent["author"]))
    mentions = tuple(
        Mention(Span(one.start, one.end), one.entry, one.brand, Sentiment.NEUTRAL, 0.0, 1.0, one.method)
        for one in links
    )
    return Analysis(parent["id"], mentions, acts=acts)


def gold_slots(record: Record) -> Slots:
    """Role and name of every slot that the labels fill."""
    filled: Slots = set()
    for act in record["acts"]:
        if act["act"] == "compares":
            filled |= {("winner", act["winner"]), ("loser", act["loser"])}
        elif act["act"] == "switches":
            filled |= {("to", act["to"]), ("from", act["from"])}
        else:
            filled.add((act["act"], act["target"]))
    return filled


def calibrated(folder: Path, messages: Sequence[Read], bare: Sequence[Read]) -> Calibration:
    """Fit everything, on messages with their names and without. The version is that of the network's file."""
    version = hashlib.sha256((folder / "reader.onnx").read_bytes()).hexdigest()[:12]
    temperature, by_words = _sentiment(messages)
    return replace(
        fitted(messages, bare, WAYS["both"]), version=version, sentiment=temperature, by_words=by_words
    )


def _sentiment(messages: Sequence[Read]) -> tuple[float, dict[str, list[float]]]:
    """The temperature of the network's probabilities, and what the lexicon's finding adds to them."""
    given, words, truth, settled = _feelings(messages)
    given, words, truth = given[~settled], words[~settled], truth[~settled]
    scale = torch.zeros(1, requires_grad=True)
    shifts = torch.zeros(CLASSES, CLASSES, requires_grad=True)

    def loss() -> Tensor:
        pull = PULL * shifts.square().sum() / len(truth)
        return functional.cross_entropy(given / scale.exp() + shifts[words], truth) + pull

    _descend([scale, shifts], loss)
    rows = [[round(one, 4) for one in row] for row in shifts.tolist()]
    by_words = {label.value: row for label, row in zip(SENTIMENTS, rows, strict=True)}
    return round(scale.exp().item(), 4), by_words


def _feelings(messages: Sequence[Read]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Of every name: the network's log probabilities, the lexicon's class, the labels', and whether it is settled."""
    given, words, truth, settled = [], [], [], []
    for one in messages:
        gold = {m["name"]: m["sentiment"] for m in one.record["mentions"]}
        for name, likely in one.said.sentiments.items():
            given.append(torch.tensor(likely).log())
            words.append(SENTIMENTS.index(one.words[name].sentiment))
            truth.append(SENTIMENTS.index(Sentiment(gold[name])))
            settled.append(one.words[name].settled)
    return torch.stack(given), torch.tensor(words), torch.tensor(truth), torch.tensor(settled)


def fitted(messages: Sequence[Read], bare: Sequence[Read], use: Use) -> Calibration:
    """The weights of acts and slots. `use` is 0 for evidence to be left out."""
    return Calibration(
        acts=_acts([*messages, *bare], use), slots=_slots(messages, use), nameless=_nameless(messages, use)
    )


def _acts(messages: Sequence[Read], use: Use) -> dict[str, ActWeights]:
    rows, truth, kinds = [], [], []
    for one in messages:
        done = {act["act"] for act in one.record["acts"]}
        for kind in ACTS:
            seen = evidence_of(kind, one.ruled, one.said)
            rows.append([seen.message * use.network, seen.highest * use.network, seen.by_rule * use.rules])
            truth.append(kind.value in done)
            kinds.append(kind.value)
    return {kind: ActWeights(*weights) for kind, weights in _logistic(rows, truth, kinds).items()}


def _slots(messages: Sequence[Read], use: Use) -> dict[str, SlotWeights]:
    """Of the names in messages that do the act."""
    rows, truth, roles = [], [], []
    for one in messages:
        gold = gold_slots(one.record)
        for kind in _done(one):
            seen = evidence_of(kind, one.ruled, one.said)
            for role in roles_of(kind):
                for entry, odds in seen.fillers[role].items():
                    rows.append([odds * use.network, ((role, entry) in seen.ruled) * use.rules])
                    truth.append((role, entry) in gold)
                    roles.append(role)
    return {role: SlotWeights(*weights) for role, weights in _logistic(rows, truth, roles).items()}


def _nameless(messages: Sequence[Read], use: Use) -> dict[str, SlotWeights]:
    """Of messages that do the act and name something."""
    rows, truth, kinds = [], [], []
    for one in messages:
        gold = gold_slots(one.record)
        for kind in _done(one):
            seen = evidence_of(kind, one.ruled, one.said)
            if kind not in SIDES and one.said.roles:
                rows.append([seen.highest * use.network, ((kind.value, None) in seen.ruled) * use.rules])
                truth.append((kind.value, None) in gold)
                kinds.append(kind.value)
    return {kind: SlotWeights(*weights) for kind, weights in _logistic(rows, truth, kinds).items()}


def _done(one: Read) -> list[ActKind]:
    return [ActKind(kind) for kind in sorted({act["act"] for act in one.record["acts"]})]


def _logistic(
    rows: Sequence[Sequence[float]], truth: Sequence[bool], groups: Sequence[str]
) -> dict[str, list[float]]:
    """For each group its bias, then the weights of the evidence, which all groups share."""
    names = sorted(set(groups))
    evidence = torch.tensor(rows, dtype=torch.float)
    which, labels = torch.tensor([names.index(one) for one in groups]), torch.tensor(truth, dtype=torch.float)
    shared = torch.zeros(evidence.shape[1], requires_grad=True)
    biases = torch.zeros(len(names), requires_grad=True)

    def loss() -> Tensor:
        pull = PULL * (shared.square().sum() + biases.square().sum()) / len(rows)
        odds = evidence @ shared + biases[which]
        return functional.binary_cross_entropy_with_logits(odds, labels) + pull

    _descend([shared, biases], loss)
    weights = [round(one, 4) for one in shared.tolist()]
    return {name: [round(bias, 4), *weights] for name, bias in zip(names, biases.tolist(), strict=True)}


def _descend(parameters: list[Tensor], loss: Callable[[], Tensor]) -> None:
    optimiser = torch.optim.LBFGS(parameters, max_iter=STEPS, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        value = loss()
        value.backward()
        return value

    optimiser.step(closure)


def worth(fitted_on: tuple[Sequence[Read], Sequence[Read]], measured_on: Sequence[Read]) -> dict[str, float]:
    """Acts macro-F1 and edges micro-F1 of the rules alone, the model alone and both."""
    found: dict[str, float] = {}
    for way, use in WAYS.items():
        calibration = fitted(*fitted_on, use)
        given = [
            one.ruled
            if way == "rules"
            else judged(one.view, one.ruled, replace(one.said, calibration=calibration))
            for one in measured_on
        ]
        gold = [gold_edges(one.record) for one in measured_on]
        edges = [{edge(act) for act in acts} for acts in given]
        found[f"{way}: acts macro-F1"] = _macro(gold, edges)
        found[f"{way}: edges micro-F1"] = _micro(gold, edges)
    return found


def feelings_worth(fitted_on: Sequence[Read], measured_on: Sequence[Read]) -> dict[str, float]:
    """Macro-F1 of the names' sentiment by the lexicon alone, the network alone and both."""
    temperature, by_words = _sentiment(fitted_on)
    given, words, truth, settled = _feelings(measured_on)
    shifts = torch.tensor([by_words[label.value] for label in SENTIMENTS])
    found = {
        "rules": words,
        "model": given.argmax(-1),
        "both": torch.where(settled, words, (given / temperature + shifts[words]).argmax(-1)),
    }
    return {
        f"{way}: sentiment macro-F1": round(macro_f1(_confusion(truth, guess)), 4)
        for way, guess in found.items()
    }


def _confusion(truth: Tensor, guess: Tensor) -> NDArray[np.float64]:
    counts = np.zeros((CLASSES, CLASSES))
    np.add.at(counts, (truth.numpy(), guess.numpy()), 1)
    return counts


def edge(act: Act) -> Edge:
    """Kind and slots."""
    if act.kind.value in ("compares", "switches"):
        return act.kind.value, act.target, act.rival
    return act.kind.value, act.target


def gold_edges(record: Record) -> set[Edge]:
    """The labels in the same form."""
    slots = {"compares": ("winner", "loser"), "switches": ("to", "from")}
    return {
        (act["act"], *(act[slot] for slot in slots.get(act["act"], ("target",)))) for act in record["acts"]
    }


def _micro(gold: Sequence[set[Edge]], found: Sequence[set[Edge]]) -> float:
    right = sum(len(mine & theirs) for mine, theirs in zip(gold, found, strict=True))
    return round(2 * right / (sum(map(len, gold)) + sum(map(len, found))), 4)


def _macro(gold: Sequence[set[Edge]], found: Sequence[set[Edge]]) -> float:
    total = 0.0
    for kind in ACTS:
        wanted = [any(one[0] == kind.value for one in edges) for edges in gold]
        given = [any(one[0] == kind.value for one in edges) for edges in found]
        right = sum(a and b for a, b in zip(wanted, given, strict=True))
        total += 2 * right / max(1, sum(wanted) + sum(given))
    return round(total / len(ACTS), 4)
