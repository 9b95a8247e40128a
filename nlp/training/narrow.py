"""A trained network and samples in; a copy whose feed-forward parts keep only their weightiest neurons out.

A neuron's weight is what the loss would change by without it, to first order: the sum over batches of |sum of value x gradient|
(Molchanov et al. 2019, "Importance Estimation for Neural Network Pruning", section 3.1). The narrower network is
trained on afterwards.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

import torch
from torch import Tensor

from nlp.training.batches import Batch, Coder, batches
from nlp.training.fit import Draw, losses, weighed
from nlp.training.network import LAYERS, Layer, Network

BATCHES, SIZE = 150, 32
"""What the weights are taken from: 4,800 texts order the neurons much as 10,000 do."""


def narrowed(network: Network, draw: Draw, code: Coder, inner: int, seed: int) -> Network:
    """A network of `inner` neurons a layer. The same samples and seed give the same."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    some = chance.sample(list(draw(chance)), BATCHES * SIZE)
    weights = _weights(network, batches(some, code, SIZE, chance))
    kept = [weight.topk(inner).indices.sort().values for weight in weights]
    narrow = Network(inner)
    narrow.load_state_dict(_cut(network.state_dict(), kept))
    return narrow


def _weights(network: Network, given: Iterable[Batch]) -> list[Tensor]:
    """Of each layer, (inner,)."""
    network.eval()
    found = [torch.zeros(layer.down.in_features) for layer in _layers(network)]
    fired: list[Tensor] = []
    hooks = [
        layer.down.register_forward_pre_hook(lambda _, inputs: _remember(inputs[0], fired))
        for layer in _layers(network)
    ]
    for batch in given:
        fired.clear()
        weighed(losses(network, batch)).backward()
        for layer, values in enumerate(fired):
            assert values.grad is not None  # noqa: S101 - the loss rests on every layer
            found[layer] += (values.detach() * values.grad).sum((0, 1)).abs()
        network.zero_grad(set_to_none=True)
    for hook in hooks:
        hook.remove()
    return found


def _remember(values: Tensor, fired: list[Tensor]) -> None:
    values.retain_grad()
    fired.append(values)


def _layers(network: Network) -> list[Layer]:
    return [layer for layer in network.encoder.layers if isinstance(layer, Layer)]


def _cut(state: dict[str, Tensor], kept: list[Tensor]) -> dict[str, Tensor]:
    cut = dict(state)
    for number in range(LAYERS):
        layer = f"encoder.layers.{number}."
        for name in ("up.weight", "up.bias"):
            cut[layer + name] = state[layer + name][kept[number]]
        cut[layer + "down.weight"] = state[layer + "down.weight"][:, kept[number]]
    return cut
