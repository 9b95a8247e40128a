"""A trained network in; the ONNX file that `nlp/model` runs out: one text a run, weights in eight bits."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from nlp.training.network import HEADS, HIDDEN, MESSAGE_HEADS, NAME_HEADS, Encoder, Layer, Network

OPSET = 20
EXAMPLE_TOKENS = 9
"""Any number does; the exporter traces one text of that length and leaves lengths open."""


class Block(nn.Module):
    """A layer for one text, its three projections in one product."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        parts = (layer.query, layer.key, layer.value)
        scale = 1 / math.sqrt(HIDDEN // HEADS)
        scales = (scale, 1.0, 1.0)
        self.weight = nn.Parameter(torch.cat([p.weight * s for p, s in zip(parts, scales, strict=True)]).T)
        self.bias = nn.Parameter(torch.cat([p.bias * s for p, s in zip(parts, scales, strict=True)]))
        self.layer = layer

    def forward(self, states: Tensor) -> Tensor:
        """(tokens, HIDDEN) to the same."""
        length = states.shape[0]
        mixed = (states @ self.weight + self.bias).view(length, 3, HEADS, HIDDEN // HEADS)
        query, key, value = mixed.permute(1, 2, 0, 3)
        seen = ((query @ key.transpose(-1, -2)).softmax(-1) @ value).transpose(0, 1).reshape(length, HIDDEN)
        states = self.layer.after_attention(states + self.layer.out(seen))
        return self.layer.after_inner(states + self.layer.down(functional.gelu(self.layer.up(states))))


class Body(nn.Module):
    """The encoder for one text."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.blocks = nn.Sequential(*(Block(layer) for layer in encoder.layers))

    def forward(self, ids: Tensor, cases: Tensor) -> Tensor:
        """(tokens,) to (tokens, HIDDEN)."""
        given = self.encoder
        states = given.words(ids) + given.positions.weight[: ids.shape[0]] + given.cases(cases)
        return self.blocks(given.norm(states))


class Reader(nn.Module):
    """What the model says of one text: of the message, of each name, of each word."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.body = Body(network.encoder)
        self.message = _joined([network.heads[name] for name in MESSAGE_HEADS])
        self.names = _joined([network.heads[name] for name in NAME_HEADS])
        self.words = network.heads["tags"]

    def forward(
        self, ids: Tensor, cases: Tensor, marks: Tensor, starts: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of the message, (names, …) at `marks` and (words, …) at `starts`."""
        states = self.body(ids, cases)
        return self.message(states[:1]), self.names(states[marks]), self.words(states[starts])


class Meaning(nn.Module):
    """A sentence's vector: the mean of its tokens' states, of length 1 (as the checkpoint was trained)."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.body = Body(encoder)

    def forward(self, ids: Tensor, cases: Tensor) -> Tensor:
        """(tokens,) to (HIDDEN,)."""
        return functional.normalize(self.body(ids, cases).mean(0), dim=0)


def _joined(heads: list[nn.Module]) -> nn.Linear:
    joined = nn.Linear(HIDDEN, sum(head.out_features for head in heads))
    joined.weight = nn.Parameter(torch.cat([head.weight for head in heads]))
    joined.bias = nn.Parameter(torch.cat([head.bias for head in heads]))
    return joined


def write_reader(network: Network, path: Path) -> None:
    """Export the trained model."""
    tokens = torch.ones(EXAMPLE_TOKENS, dtype=torch.long)
    places = torch.tensor([1, 2])
    _write(
        Reader(network).eval(),
        (tokens, tokens * 0, places, torch.tensor([1, 2, 3])),
        {"ids": "tokens", "cases": "tokens", "marks": "names", "starts": "words"},
        ["message", "names", "words"],
        path,
    )


def write_meaning(encoder: Encoder, path: Path) -> None:
    """Export the encoder as it was before training: its vectors are for finding what means the same."""
    tokens = torch.ones(EXAMPLE_TOKENS, dtype=torch.long)
    inputs = {"ids": "tokens", "cases": "tokens"}
    _write(Meaning(encoder).eval(), (tokens, tokens * 0), inputs, ["vector"], path)


def _write(
    module: nn.Module, example: tuple[Tensor, ...], inputs: dict[str, str], outputs: list[str], path: Path
) -> None:
    lengths = {name: torch.export.Dim(name, min=2, max=500) for name in set(inputs.values())}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            module,
            example,
            str(whole),
            input_names=list(inputs),
            output_names=outputs,
            opset_version=OPSET,
            dynamo=True,
            external_data=False,
            dynamic_shapes=tuple({0: lengths[name]} for name in inputs.values()),
        )
        quantize_dynamic(
            whole,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )
    onnx.checker.check_model(str(path))
