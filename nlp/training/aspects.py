"""The inventory of aspects in; the vectors of its phrasings, which ship, out: `python -m nlp.training.aspects`. CPU only."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from nlp.aspects import inventory
from nlp.components.anchors import FILE, write
from nlp.model.encoder import FOLDER, Meaning, Numbers
from nlp.model.tokens import encode, tokenizer


def vectors(folder: Path = FOLDER) -> Numbers:
    """The vector of every phrasing, in the inventory's order, by the encoder of a folder."""
    meaning, vocabulary = Meaning(folder), tokenizer(folder)
    return np.array(
        [
            meaning.vector(encode(vocabulary, phrasing))
            for aspect in inventory().values()
            for phrasing in aspect.phrasings
        ]
    )


def main() -> None:
    """Compile the inventory."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training.aspects", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, default=FOLDER, help="of meaning.onnx; the vectors go there too"
    )
    folder = parser.parse_args().folder
    write(folder / FILE, vectors(folder))


if __name__ == "__main__":
    main()
