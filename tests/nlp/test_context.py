from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.item import Author, Role
from tests.nlp.factories import edges, item, pipeline, stances


def is_company(text: str, author: Author | None = None) -> bool:
    written = item(text) if author is None else replace(item(text), author=author)
    return pipeline().analyse([(written, None)])[0].by_company


@pytest.mark.parametrize(
    "author",
    [
        Author("1", "brevo_support"),
        Author("1", "@Brevo"),
        Author("1", role=Role.STAFF),
        Author("1", role=Role.BOT),
        Author("1", display_name="Brevo Support"),
        Author("1", display_name="Marta from Brevo"),
        Author("1", display_name="Team Moka"),
        Author("help@brevo.example", email="help@brevo.example"),
        Author("help@brevo.example"),
    ],
)
def test_a_companys_people_are_known_by_their_account(author: Author) -> None:
    assert is_company("hello", author)


@pytest.mark.parametrize(
    "author",
    [
        Author("1", "anna"),
        Author("1", display_name="Anna from Leeds"),
        Author("1", role=Role.CUSTOMER),
        Author("anna@gmail.com"),
        Author("anna@verizon.net"),
        Author("anna@post.example"),
    ],
)
def test_customers_are_not_taken_for_a_company(author: Author) -> None:
    assert not is_company("My Brevo leaks", author)


@pytest.mark.parametrize(
    "text",
    [
        "Sorry about that, a new pump is on its way.\n\nMarta\nBrevo Customer Care",
        "We will look into it.\nBest wishes\nYour Brevo Team",
        "Sorry about the wait! - Marta, Brevo Support",
        "Thank you for calling Brevo, my name is Dina.",
    ],
)
def test_a_companys_people_are_known_by_how_they_sign(text: str) -> None:
    assert is_company(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dear Brevo team,\nmy machine leaks.\nTom",
        "I called Brevo support\nand nobody answered",
        "Hi Marta at Brevo,\nmy machine leaks.",
        "See what they sent.\n> Thank you for choosing Brevo!\nI want my money back.",
        "> Kind regards\n> Brevo Support\nThat is all they wrote.",
    ],
)
def test_naming_a_team_is_not_signing_as_it(text: str) -> None:
    assert not is_company(text)


def test_a_companys_message_asks_and_does_nothing_else() -> None:
    said = "Our Brevo Duo is the best, try it! Could you send us your order number? Let us know if you need more."
    written = replace(item(said), author=Author("1", "brevo_support"))
    found = pipeline().analyse([(written, None)])[0]
    assert edges(found) == {("asks", None)}
    assert stances(found) == {"Brevo Duo": "neutral"}
