"""Search words: the one definition that both engines share."""

from __future__ import annotations

import pytest

from graph.stores.words import fold, searchable_names, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("!?  …", ()),
        ("Loud, LOUD; louder", ("loud", "louder")),
        ("don't stop", ("don", "t", "stop")),
        ("snake_case-dash", ("snake", "case", "dash")),
        ("ÉLÉGANT cafe\u0301", ("elegant", "cafe")),
        ("Straße STRASSE", ("strasse",)),
        ("İstanbul ıŞIK", ("istanbul", "ısik")),  # noqa: RUF001 - the dotless i is another letter
        ("24bar v2.0 ½ x²", ("24bar", "v2", "0", "1", "2", "x2")),
        ("हिन्दी", ("हनद",)),
        ("コーヒー 커피", ("コーヒー", "커피")),
        ("🔥hot🔥", ("hot",)),
    ],
)
def test_a_word_is_a_run_of_letters_and_digits_folded(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == tuple(fold(word) for word in expected) if expected else words(text) == ()


def test_folding_twice_changes_nothing() -> None:
    text = "Ärger, ÜBER ﬁne İ ß ǅ ½ Ⅳ"
    assert fold(fold(text)) == fold(text)


def test_names_are_on_lines_of_their_own_without_repeats() -> None:
    assert searchable_names("Anna_K", "Ánna K") == "\nanna k"
    assert searchable_names("ben", "Ben Öz", None, 3, "!!") == "\nben\nben oz"
    assert searchable_names(None) == ""
