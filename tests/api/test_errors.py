"""What clients are told of each error."""

from __future__ import annotations

import pytest

from api.errors import CODES, InputError, LateError, problem
from graph.errors import GraphError, NotFoundError, StoreFullError
from nlp.errors import CatalogueError


def test_our_own_errors_keep_their_two_halves() -> None:
    said = problem(InputError("It is wrong.", "Put it right."))
    assert (said.code, said.reason, said.remedy, said.status) == (
        "BAD_INPUT",
        "It is wrong.",
        "Put it right.",
        400,
    )
    assert problem(LateError("late")).status == 503
    assert problem(LateError("late")).extensions == {"code": "TIMEOUT"}


def test_errors_of_other_folders_get_a_code() -> None:
    assert problem(NotFoundError("no", "look")).code == "NOT_FOUND"
    assert problem(StoreFullError("full")).status == 507


def test_a_catalogue_error_lists_its_problems() -> None:
    said = problem(CatalogueError("2 problems:", "Correct them.", ("brands[1]: no name", "topics[1]: twice")))
    assert "brands[1]: no name" in said.reason
    assert "topics[1]: twice" in said.reason


def test_the_more_special_error_comes_first() -> None:
    for place, (kind, _, _) in enumerate(CODES):
        assert not [later for later, _, _ in CODES[place + 1 :] if issubclass(later, kind)]


@pytest.mark.parametrize("error", [ValueError("secret"), GraphError("secret")])
def test_any_other_error_is_masked(error: Exception) -> None:
    said = problem(error)
    assert said.code == "INTERNAL"
    assert "secret" not in f"{said.reason} {said.remedy}"
    assert said.id is not None
    assert said.id in said.remedy
    assert said.id != problem(error).id
