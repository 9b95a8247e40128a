from __future__ import annotations

import pytest

from nlp.components.key_noun import nouns


@pytest.mark.parametrize(
    ("sentence", "things"),
    [
        ("my steam wands drip all day", ["steam wand"]),
        ("the crumb tray of it is bent", ["crumb tray"]),
        ("your new stainless steam wand is leaking", ["steam wand"]),
        ("the packaging tore", ["packaging"]),
        ("¤ frother wand has worked loose", ["frother wand"]),
        ("the ¤ recoil cord came away", ["recoil cord"]),
        ("put the power button on the lid", ["power button", "lid"]),
        ("the batteries and the knives", ["battery", "knife"]),
        ("my glasses broke", ["glasses"]),
        ("your boss's birthday", ["birthday"]),
    ],
)
def test_things_are_named_in_the_singular_by_their_last_words(sentence: str, things: list[str]) -> None:
    assert list(nouns(sentence)) == things


@pytest.mark.parametrize(
    "sentence",
    [
        "I hate the thing",
        "all the time",
        "my husband says so",
        "a lid",
        "¤ doubled it",
        "¤ keeps stopping",
        "the worst",
        "what the hell",
        "",
    ],
)
def test_what_names_no_thing_gives_none(sentence: str) -> None:
    assert list(nouns(sentence)) == []


def test_a_verb_before_its_object_is_no_part_of_the_name() -> None:
    assert list(nouns("the update deletes your saves")) == ["update", "save"]
