"""Tokens in; what the heads say of the message, of each name and of each word out: the encoder in PyTorch.

BERT's architecture (Devlin et al. 2019) with the sizes of MiniLM-L6 (Wang et al. 2020), and linear heads.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from nlp.model.outputs import ACTS, EMOTIONS, ROLES, SENTIMENTS, TAGS
from nlp.model.tokens import CASES

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
VOCABULARY, POSITIONS = 30_522, 512
EPSILON = 1e-12
DROPOUT = 0.1

MESSAGE_HEADS = {"acts": len(ACTS), "moved": 1, "mood": len(SENTIMENTS), "emotions": len(EMOTIONS)}
NAME_HEADS = {"sentiments": len(SENTIMENTS), "roles": len(ROLES)}
WORD_HEADS = {"tags": len(TAGS)}


class Layer(nn.Module):
    """One transformer block; `inner` is the width of its feed-forward part."""

    def __init__(self, inner: int) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.after_attention = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.up, self.down = nn.Linear(HIDDEN, inner), nn.Linear(inner, HIDDEN)
        self.after_inner = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, seen: Tensor) -> Tensor:
        """(batch, tokens, HIDDEN) to the same; `seen` is added to the attention's scores."""
        batch, length, _ = states.shape
        shape = (batch, length, HEADS, HIDDEN // HEADS)
        query, key, value = (
            part(states).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(-1, -2) / (HIDDEN // HEADS) ** 0.5 + seen
        mixed = (self.drop(scores.softmax(-1)) @ value).transpose(1, 2).reshape(batch, length, HIDDEN)
        states = self.after_attention(states + self.drop(self.out(mixed)))
        return self.after_inner(states + self.drop(self.down(functional.gelu(self.up(states)))))


class Encoder(nn.Module):
    """Ids and cases in, a state a token out."""

    def __init__(self, inner: int = INNER) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.cases = nn.Embedding(CASES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList([Layer(inner) for _ in range(LAYERS)])

    def forward(self, ids: Tensor, cases: Tensor, seen: Tensor) -> Tensor:
        """(batch, tokens) to (batch, tokens, HIDDEN); `seen` is 0 for a token and very negative for padding."""
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.words(ids) + self.positions(places) + self.cases(cases)
        states = self.drop(self.norm(states))
        for layer in self.layers:
            states = layer(states, seen)
        return states


class Network(nn.Module):
    """The encoder with its heads."""

    def __init__(self, inner: int = INNER) -> None:
        super().__init__()
        self.encoder = Encoder(inner)
        heads = MESSAGE_HEADS | NAME_HEADS | WORD_HEADS
        self.heads = nn.ModuleDict({name: nn.Linear(HIDDEN, size) for name, size in heads.items()})
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, ids: Tensor, cases: Tensor, seen: Tensor) -> Tensor:
        """The states, ready for the heads."""
        return self.drop(self.encoder(ids, cases, seen))


def load(network: Network, weights: Path) -> None:
    """Fill the encoder from a checkpoint in BERT's own names. The heads stay as they are."""
    given = load_file(str(weights))
    wanted = network.encoder.state_dict()
    for name in wanted:
        if name == "cases.weight":
            first = given["embeddings.token_type_embeddings.weight"][0]
            wanted[name] = first.repeat(CASES, 1)
        else:
            wanted[name] = given[_in_bert(name)]
    network.encoder.load_state_dict(wanted)


RENAMED = {
    "words": "embeddings.word_embeddings",
    "positions": "embeddings.position_embeddings",
    "norm": "embeddings.LayerNorm",
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "after_attention": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "after_inner": "output.LayerNorm",
}


def _in_bert(name: str) -> str:
    parts = name.split(".")
    if parts[0] == "layers":
        return f"encoder.layer.{parts[1]}.{RENAMED[parts[2]]}.{parts[3]}"
    return f"{RENAMED[parts[0]]}.{parts[1]}"
