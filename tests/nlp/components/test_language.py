"""Languages of short messages; all of our own."""

from __future__ import annotations

import tempfile

import pytest

from nlp.components.language import identifier, language_of
from nlp.errors import ModelError

OTHERS = [
    ("de", "Mein Brevo ist schon wieder kaputt, nie wieder kaufe ich so etwas"),
    ("de", "Kann jemand einen guten Kaffeevollautomaten empfehlen?"),
    ("fr", "Je suis très déçu par le service client, jamais de réponse"),
    ("es", "¿Alguien me recomienda una cafetera buena para la oficina?"),
    ("it", "ottimo prodotto, lo consiglio a tutti gli amici"),
    ("pt", "o atendimento da loja é péssimo, nunca mais compro lá"),
    ("nl", "wat een waardeloze klantenservice zeg, nooit meer"),
    ("sv", "vilken dålig service, jag byter till en annan leverantör"),
    ("pl", "bardzo słaba obsługa klienta, nie polecam nikomu"),
    ("tr", "müşteri hizmetleri berbat, bir daha asla almam"),
    ("ru", "ужасный сервис, больше никогда сюда не приду"),
    ("ja", "このコーヒーメーカーは最高です"),
    ("zh", "这个手机的电池太差了"),
    ("ar", "خدمة العملاء سيئة جدا"),
    ("hi", "यह फोन बहुत अच्छा है"),
    ("cs", "příšerný zákaznický servis, už nikdy více"),
]
ENGLISH = [
    "love the iPhone but Verizon is a joke",
    "Switched from Slack to Teams… way worse",
    "not bad at all, unlike my old Brevo",
    "@anna try the Moka, it fixed this for me",
    "nah stick with what you have, seriously",
    "Please add a timer to the Moka One. https://exemple.fr/produits/moka",
]
TOO_SHORT = [
    "ok",
    "my brevo died again today 😭😭",
    "Moka One >> Brevo",
    "DM sent!",
    "",
    "@anna #brevo https://example.org",
    "12.50 €",
]


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_other_languages_are_told(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", TOO_SHORT)
def test_too_few_words_tell_nothing(text: str) -> None:
    assert language_of(text) is None


def test_plain_english_is_told_without_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.components.language.identifier", None)
    assert language_of("I have had the same problem since this morning and they don't answer") == "en"


def test_quoted_lines_do_not_count() -> None:
    assert language_of("> Je suis très déçu par le service\nsame here, they never answered me") == "en"


def test_no_room_for_its_model_is_said_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(ModelError, match=r"No space left .*TMPDIR"):
        identifier.__wrapped__()
