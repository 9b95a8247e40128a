"""A network in; the same network out, which for a while computes as its export to eight bits will.

What goes into a product of the encoder is rounded to 256 steps of its text's range, and every column of weights to 255 steps
of its own, the table of words as one, as `graph.py` writes them; the gradient passes as if nothing had been rounded (Jacob
et al. 2018, "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference", section 3; the
straight-through estimator of Bengio, Léonard and Courville 2013, section 4). The heads' products stay as they are: rounding them changes next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

from nlp.training.network import Network

STEPS = 255
MOST = 127


@contextmanager
def rounded(network: Network) -> Iterator[None]:
    """Inside, the network computes in eight bits; afterwards its weights are what they have become, unrounded.

    The table of words is not to be trained inside: it is one rounded copy for all the while.
    """
    parts = [part for part in network.encoder.layers.modules() if isinstance(part, nn.Linear)]
    values = _Values()
    hooks = [network.encoder.register_forward_pre_hook(values.see)]
    hooks += [part.register_forward_pre_hook(values.round) for part in parts]
    for part in parts:
        parametrize.register_parametrization(part, "weight", _Weights())
    words = network.encoder.words.weight
    plain = words.data
    words.data = _scaled(plain, plain.min().clamp_max(0), plain.max().clamp_min(0))
    try:
        yield
    finally:
        words.data = plain
        for hook in hooks:
            hook.remove()
        for part in parts:
            parametrize.remove_parametrizations(part, "weight", leave_parametrized=False)


class _Values:
    """Rounds what goes into a product: over the tokens of each text, without its padding."""

    def __init__(self) -> None:
        self._shown = torch.ones(1, 1, 1, dtype=torch.bool)

    def see(self, _: nn.Module, given: tuple[Tensor, Tensor, Tensor]) -> None:
        """Which tokens are there: (batch, tokens, 1)."""
        self._shown = given[2][:, 0, 0, :, None] == 0

    def round(self, _: nn.Module, given: tuple[Tensor]) -> Tensor:
        """(batch, tokens, width) to the same."""
        with torch.no_grad():
            there = given[0] * self._shown
            low, high = there.amin((1, 2), keepdim=True), there.amax((1, 2), keepdim=True)
            whole = _scaled(given[0], low, high)
        return _as_if(given[0], whole)


class _Weights(nn.Module):
    """Rounds weights of shape (out, in): one scale for each of `out`."""

    def forward(self, weight: Tensor) -> Tensor:
        """The same, in whole numbers of its scale."""
        with torch.no_grad():
            scale = weight.abs().amax(1, keepdim=True).clamp_min(torch.finfo(weight.dtype).tiny) / MOST
            whole = (weight / scale).round_().mul_(scale)
        return _as_if(weight, whole)


def _scaled(values: Tensor, low: Tensor, high: Tensor) -> Tensor:
    """The values in STEPS steps from low, which is no more than 0, to high, which is no less."""
    scale = (high - low).clamp_min(torch.finfo(low.dtype).tiny) / STEPS
    zero = (-low / scale).round()
    return (values / scale).round_().add_(zero).clamp_(0, STEPS).sub_(zero).mul_(scale)


def _as_if(plain: Tensor, instead: Tensor) -> Tensor:
    """The value of the one with the gradient of the other."""
    return plain + (instead - plain).detach()
