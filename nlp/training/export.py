"""A trained network in; the ONNX file that `nlp/model` runs out: one text a run, weights in eight bits.

The graph is written down operator by operator, as `network.py` computes it. In the last layer only the tokens that
something is read at go through the product with the queries, the feed-forward part and the heads.
"""

from __future__ import annotations

import math
from pathlib import Path

import onnx
import torch
from torch import Tensor

from nlp.training.graph import Graph
from nlp.training.network import (
    EPSILON,
    HEADS,
    HIDDEN,
    MESSAGE_HEADS,
    NAME_HEADS,
    WORD_HEADS,
    Encoder,
    Layer,
    Network,
)

WIDTH = HIDDEN // HEADS
"""Of one head of attention."""

HEAD_SIZES = [sum(heads.values()) for heads in (MESSAGE_HEADS, NAME_HEADS, WORD_HEADS)]


def write_reader(network: Network, path: Path) -> None:
    """Export the trained model."""
    graph = Graph(ids="tokens", cases="tokens", marks="names", starts="words")
    places = graph.add("Concat", graph.numbers(0), "marks", "starts", axis=0)
    said = _heads(graph, network, _states(graph, network.encoder, places))
    message, name, word = HEAD_SIZES
    count = graph.add("Shape", "marks")
    words_begin = graph.add("Add", count, graph.numbers(1))
    graph.output(
        "message", _cut(graph, said, (0, message), (graph.numbers(0), graph.numbers(1))), (1, message)
    )
    names = _cut(graph, said, (message, name), (graph.numbers(1), words_begin))
    graph.output("names", names, ("names", name))
    words = _cut(graph, said, (message + name, word), (words_begin, graph.numbers(2**31)))
    graph.output("words", words, ("words", word))
    _save(graph, path)


def write_meaning(encoder: Encoder, path: Path) -> None:
    """Export the encoder as it was before training: a sentence's vector is the mean of its tokens' states, of length 1."""
    graph = Graph(ids="tokens", cases="tokens")
    mean = graph.add("ReduceMean", _states(graph, encoder), graph.numbers(0), keepdims=0)
    length = graph.add("ReduceL2", mean, graph.numbers(0), keepdims=1)
    graph.output("vector", graph.add("Div", mean, length), (HIDDEN,))
    _save(graph, path)


def _save(graph: Graph, path: Path) -> None:
    model = graph.model()
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


def _states(graph: Graph, encoder: Encoder, places: str | None = None) -> str:
    """(tokens, HIDDEN), or where places are given (places, HIDDEN)."""
    rows = graph.add(
        "Slice", graph.floats(encoder.positions.weight), graph.numbers(0), graph.add("Shape", "ids")
    )
    summed = graph.add("Add", graph.looked_up(encoder.words.weight, "ids"), rows)
    summed = graph.add("Add", summed, graph.add("Gather", graph.floats(encoder.cases.weight), "cases"))
    states = _normed(graph, summed, encoder.norm)
    for layer in encoder.layers[:-1]:
        states = _layer(graph, layer, states, states)
    asking = states if places is None else graph.add("Gather", states, places)
    return _layer(graph, encoder.layers[-1], states, asking)


def _layer(graph: Graph, layer: Layer, states: str, asking: str) -> str:
    """What a layer makes of the states that ask, which look at all states."""
    states = _normed(
        graph, graph.add("Add", asking, _attended(graph, layer, states, asking)), layer.after_attention
    )
    inner = graph.add("Gelu", graph.product(states, layer.up.weight.T, layer.up.bias))
    outer = graph.product(inner, layer.down.weight.T, layer.down.bias)
    return _normed(graph, graph.add("Add", states, outer), layer.after_inner)


def _attended(graph: Graph, layer: Layer, states: str, asking: str) -> str:
    """Attention; one product for all three projections, where the same states ask and are looked at.

    The heads stay the second dimension, and the products step over them: nothing is turned round but what comes out.
    """
    scale = 1 / math.sqrt(WIDTH)
    query = (layer.query.weight * scale, layer.query.bias * scale)
    seen = [(layer.key.weight, layer.key.bias), (layer.value.weight, layer.value.bias)]
    if states == asking:
        queries, keys, values = _projected(graph, states, [query, *seen])
    else:
        (queries,), (keys, values) = _projected(graph, asking, [query]), _projected(graph, states, seen)
    scores = graph.add_fused("FusedMatMul", queries, keys, transBatchA=1, transBatchB=1, transB=1)
    likely = graph.add("Softmax", scores, axis=-1)
    mixed = graph.add_fused("FusedMatMul", likely, values, transBatchB=1)
    turned = graph.add("Transpose", mixed, perm=[1, 0, 2])
    return graph.product(
        graph.add("Reshape", turned, graph.numbers(-1, HIDDEN)), layer.out.weight.T, layer.out.bias
    )


def _projected(graph: Graph, states: str, parts: list[tuple[Tensor, Tensor]]) -> list[str]:
    """(tokens, HEADS, WIDTH) for each part."""
    weight, bias = torch.cat([weight for weight, _ in parts]).T, torch.cat([bias for _, bias in parts])
    product = graph.product(states, weight, bias)
    apart = graph.add("Reshape", product, graph.numbers(-1, len(parts) * HEADS, WIDTH))
    return [apart] if len(parts) == 1 else graph.split(apart, len(parts), axis=1)


def _normed(graph: Graph, states: str, norm: torch.nn.LayerNorm) -> str:
    return graph.add(
        "LayerNormalization",
        states,
        graph.floats(norm.weight),
        graph.floats(norm.bias),
        axis=-1,
        epsilon=EPSILON,
    )


def _heads(graph: Graph, network: Network, states: str) -> str:
    """(places, all heads' logits): one small product is cheaper than three."""
    heads = [network.heads[name] for name in (*MESSAGE_HEADS, *NAME_HEADS, *WORD_HEADS)]
    weight = torch.cat([head.weight for head in heads])
    return graph.product(states, weight.T, torch.cat([head.bias for head in heads]))


def _cut(graph: Graph, said: str, columns: tuple[int, int], rows: tuple[str, str]) -> str:
    """Some rows of a head's columns: (its first, how many)."""
    first, size = columns
    starts = graph.add("Concat", rows[0], graph.numbers(first), axis=0)
    ends = graph.add("Concat", rows[1], graph.numbers(first + size), axis=0)
    return graph.add("Slice", said, starts, ends)
