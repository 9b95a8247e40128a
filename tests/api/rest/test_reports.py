from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from api.reports.render.html import policy
from api.settings import Settings
from tests.api.conftest import served

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}


@pytest.mark.parametrize("form", sorted(TYPES))
async def test_a_report_comes_in_each_format(client: httpx.AsyncClient, form: str) -> None:
    response = await client.get(f"/reports/perception.{form}?brand=moka&since=2026-01-01")
    assert response.status_code == 200
    assert response.headers["content-type"] == TYPES[form]
    assert response.headers["content-disposition"] == f'inline; filename="perception-moka.{form}"'
    assert response.headers["cache-control"] == "no-store"
    assert len(response.content) > 2000


async def test_the_page_may_load_nothing(client: httpx.AsyncClient) -> None:
    response = await client.get("/reports/communities.html")
    assert response.headers["content-security-policy"] == f"{policy()}; frame-ancestors 'none'"
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_the_own_brand_is_meant_where_none_is_named(client: httpx.AsyncClient) -> None:
    named = await client.get("/reports/advocacy.json?brand=moka")
    assert (await client.get("/reports/advocacy.json")).content == named.content


@pytest.mark.parametrize(
    ("address", "status", "hint"),
    [
        ("/reports/moods.html", 404, "perception"),
        ("/reports/perception.docx", 404, "html"),
        ("/reports/perception.html?brand=mokka", 404, "'moka'"),
        ("/reports/perception.html?since=soon", 400, "2026-01-01"),
        ("/reports/perception.html?since=2026-03-01&until=2026-02-01", 400, "earlier"),
    ],
)
async def test_what_cannot_be_made_says_what_to_do(
    client: httpx.AsyncClient, address: str, status: int, hint: str
) -> None:
    response = await client.get(address)
    assert response.status_code == status
    error = response.json()["errors"][0]
    assert error["message"]
    assert hint in error["extensions"]["remedy"]


async def test_reports_are_guarded_like_everything_else(world_file: Path) -> None:
    token = "a-long-token-for-tests"
    async with served(Settings(store=str(world_file), token=SecretStr(token))) as client:
        assert (await client.get("/reports/perception.html")).status_code == 401
        allowed = await client.get("/reports/perception.json", headers={"authorization": f"Bearer {token}"})
        assert allowed.status_code == 200


async def test_other_pages_may_not_ask(client: httpx.AsyncClient) -> None:
    response = await client.get("/reports/perception.html", headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == 403
