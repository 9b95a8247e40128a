"""A network and samples in; the network trained out."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional

from nlp.training.batches import Batch, Coder, batches
from nlp.training.network import Network
from nlp.training.rounding import rounded
from nlp.training.samples import UNKNOWN, Sample

WARM_UP = 0.06
"""Share of the steps in which the learning rate rises."""

WEIGHT_DECAY = 0.01
HEAD_RATE = 10.0
"""New heads learn this much faster than the encoder that is already trained."""

WEIGHTS = {
    "sentiments": 1.0,
    "roles": 8.0,
    "acts": 6.0,
    "moved": 0.5,
    "mood": 0.4,
    "emotions": 8.0,
    "tags": 1.0,
}
"""Of the losses. The binary ones are means over their labels (10 roles, 8 acts, 28 emotions), most of them easy
noes: about the number of labels makes them as strong as a choice of one class. With 3, 2 and 1 the slots of our
held-back messages were found at 52 macro-F1 and the emotions at 17."""

REPORT_EVERY = 100

Draw = Callable[[random.Random], Sequence[Sample]]
"""The samples of an epoch."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train."""

    epochs: int
    seed: int
    rate: float = 6e-5
    size: int = 32
    rounded: bool = False
    """Compute as the export to eight bits will."""
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of every kind of label in a batch."""
    states = network(batch.ids, batch.cases, batch.seen)
    heads = network.heads
    first = states[:, 0]
    found = {
        "acts": _binary(heads["acts"](first), batch.acts),
        "mood": functional.cross_entropy(
            heads["mood"](first).float(), batch.mood, ignore_index=UNKNOWN, reduction="sum"
        )
        / max(1, int((batch.mood != UNKNOWN).sum())),
        "emotions": _binary(heads["emotions"](first), batch.emotions),
        "moved": _binary(heads["moved"](first)[:, 0], torch.where(batch.moved < 0, -1.0, batch.moved)),
    }
    if len(batch.names):
        named = states[batch.names[:, 0], batch.names[:, 1]]
        found["sentiments"] = functional.cross_entropy(
            heads["sentiments"](named).float(), batch.wanted, reduction="sum"
        ) / max(1, int((batch.sentiments != UNKNOWN).sum()))
        found["roles"] = _binary(heads["roles"](named), batch.roles)
    if len(batch.words):
        at_words = states[batch.words[:, 0], batch.words[:, 1]]
        found["tags"] = _permitted(heads["tags"](at_words).float(), batch.tags)
    return found


def weighed(found: dict[str, Tensor], weights: Mapping[str, float] = WEIGHTS) -> Tensor:
    """One loss of many."""
    return torch.stack([weights[name] * value for name, value in found.items()]).sum()


def _binary(logits: Tensor, labels: Tensor) -> Tensor:
    known = labels >= 0
    return functional.binary_cross_entropy_with_logits(
        logits.float()[known], labels[known], reduction="sum"
    ) / max(1, int(known.sum()))


def _permitted(logits: Tensor, permitted: Tensor) -> Tensor:
    """Minus the log of the probability that goes to any of the tags that the labels permit."""
    likely = logits.log_softmax(-1)
    return -likely.masked_fill(~permitted, float("-inf")).logsumexp(-1).mean()


def fit(network: Network, draw: Draw, code: Coder, plan: Plan, say: Callable[[str], None]) -> None:
    """Train in place. The same plan and samples give the same network on the same machine."""
    with rounded(network) if plan.rounded else nullcontext():
        _fit(network, draw, code, plan, say)


def _fit(network: Network, draw: Draw, code: Coder, plan: Plan, say: Callable[[str], None]) -> None:
    chance = random.Random(plan.seed)  # noqa: S311 - not for secrets
    torch.manual_seed(plan.seed)
    rounds = [list(draw(chance)) for _ in range(plan.epochs)]
    total = sum(-(-len(one) // plan.size) for one in rounds)
    optimiser, schedule = _optimiser(network, plan, total)
    network.train()
    step, sums, begun = 0, {name: [0.0, 0] for name in WEIGHTS}, time.monotonic()
    for one in rounds:
        for batch in batches(one, code, plan.size, chance):
            found = losses(network, batch)
            weighed(found, plan.weights).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            step += 1
            for name, value in found.items():
                if float(value.detach()):
                    sums[name][0] += float(value.detach())
                    sums[name][1] += 1
            if step % REPORT_EVERY == 0:
                shown = ", ".join(f"{name} {total_ / max(1, n):.3f}" for name, (total_, n) in sums.items())
                say(f"step {step}/{total}, {time.monotonic() - begun:.0f} s: {shown}")
                sums = {name: [0.0, 0] for name in WEIGHTS}
    network.eval()


def _optimiser(
    network: Network, plan: Plan, total: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    network.encoder.words.weight.requires_grad_(False)
    groups: list[dict[str, object]] = []
    for part, rate in ((network.encoder, plan.rate), (network.heads, plan.rate * HEAD_RATE)):
        plain = [value for name, value in part.named_parameters() if value.ndim > 1 and value.requires_grad]
        others = [value for name, value in part.named_parameters() if value.ndim == 1]
        groups += [
            {"params": plain, "lr": rate, "weight_decay": WEIGHT_DECAY},
            {"params": others, "lr": rate, "weight_decay": 0.0},
        ]
    optimiser = torch.optim.AdamW(groups, fused=True)
    warm = max(1, int(total * WARM_UP))

    def factor(step: int) -> float:
        return min((step + 1) / warm, max(0.0, (total - step) / max(1, total - warm)))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, factor)
