"""The explorer as a strategist uses it, in a real Chromium against the real server with the example in it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Literal

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from api.web.build import SOURCES, STATIC, digest_of, is_current
from tests.e2e.chromium import chromium
from tests.e2e.server import ROOT, ingest_example, serving
from tests.e2e.visit import PATIENCE_MS, answer_of, is_question, visiting

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("browser"),
]
TOKEN = "a-token-for-tests-only"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert is_current(STATIC, digest_of(SOURCES)), "build the explorer first: python -m api.web.build"
    return tmp_path_factory.mktemp("explorer")


@pytest.fixture(scope="module")
def example(folder: Path) -> Path:
    store = folder / "example.rapport"
    ingest_example(store)
    return store


@pytest.fixture(scope="module")
def url(example: Path, folder: Path) -> Iterator[str]:
    with serving(example, folder / "server.log") as address:
        yield address


@pytest.fixture(scope="module")
def ready(url: str) -> list[dict[str, object]]:
    questions: list[dict[str, object]] = httpx.get(f"{url}/ready-questions").json()
    return questions


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


async def test_it_opens_on_the_first_ready_question_with_its_answer(
    browser: Browser, url: str, ready: list[dict[str, object]]
) -> None:
    async with visiting(browser, url) as visit:
        answer = await visit.open()
        assert "errors" not in answer
        assert answer["asked"] == ready[0]["variables"]
        assert await visit.shows_rows() > 0
        await expect(visit.question(str(ready[0]["title"]))).to_have_attribute("aria-current", "true")
        await expect(visit.page).to_have_title("Rapport · explorer")


async def test_every_ready_question_opens_and_answers(
    browser: Browser, url: str, ready: list[dict[str, object]]
) -> None:
    async with visiting(browser, url) as visit:
        await visit.open()
        for question in ready[1:]:
            answer = await visit.click_question(str(question["title"]))
            assert "errors" not in answer, question["name"]
            assert answer["asked"] == question["variables"]
        await expect(visit.page.get_by_role("tab")).to_have_count(len(ready))


async def test_questions_are_filled_with_names_of_this_graph(
    ready: list[dict[str, object]], url: str
) -> None:
    async with httpx.AsyncClient(base_url=url) as client:
        asked = (await client.post("/graphql", json={"query": "{ brands { nodes { name } } }"})).json()
    names = [brand["name"] for brand in asked["data"]["brands"]["nodes"]]
    assert any(
        name in str(question["title"]) + str(question["variables"]) for question in ready for name in names
    )


async def test_picking_another_brand_asks_again(
    browser: Browser, url: str, ready: list[dict[str, object]]
) -> None:
    async with visiting(browser, url) as visit:
        await visit.open()
        question = with_picker(ready, "brand")
        if question is not ready[0]:
            await visit.click_question(str(question["title"]))
        picker = visit.page.get_by_role("region", name="Questions").get_by_role("combobox").first
        await expect(picker.locator("option").nth(1)).to_be_attached(timeout=PATIENCE_MS)
        chosen = await picker.input_value()
        offered = [await option.get_attribute("value") for option in await picker.locator("option").all()]
        other = next(value for value in offered if value and value != chosen)
        async with visit.page.expect_response(is_question) as waiting:
            await picker.select_option(other)
        answer = await answer_of(await waiting.value)
        assert "errors" not in answer
        assert other in answer["asked"].values()


async def test_a_window_of_time_asks_again(
    browser: Browser, url: str, ready: list[dict[str, object]]
) -> None:
    async with visiting(browser, url) as visit:
        await visit.open()
        question = with_picker(ready, "window")
        if question is not ready[0]:
            await visit.click_question(str(question["title"]))
        async with visit.page.expect_response(is_question) as waiting:
            await visit.page.locator("input[type=date]").first.fill("2020-01-31")
        answer = await answer_of(await waiting.value)
        assert "errors" not in answer
        assert "2020-01-31" in str(answer["asked"])


async def test_a_question_opens_from_the_keyboard(
    browser: Browser, url: str, ready: list[dict[str, object]]
) -> None:
    async with visiting(browser, url) as visit:
        await visit.open()
        await visit.question(str(ready[1]["title"])).focus()
        async with visit.page.expect_response(is_question) as waiting:
            await visit.page.keyboard.press("Enter")
        assert "errors" not in await answer_of(await waiting.value)


async def test_work_outlives_a_reload_of_the_tab(
    browser: Browser, url: str, ready: list[dict[str, object]]
) -> None:
    async with visiting(browser, url) as visit:
        await visit.open()
        await visit.click_question(str(ready[1]["title"]))
        await visit.page.wait_for_timeout(800)  # GraphiQL stores its tabs half a second after a change
        async with visit.page.expect_response(is_question, timeout=PATIENCE_MS) as waiting:
            await visit.page.reload()
        assert (await answer_of(await waiting.value))["asked"] == ready[1]["variables"]
        await expect(visit.page.get_by_role("tab")).to_have_count(2)


async def test_the_schema_is_explained_in_the_docs_panel(browser: Browser, url: str) -> None:
    async with visiting(browser, url) as visit:
        await visit.open()
        await visit.page.get_by_role("button", name="Show Documentation Explorer").click()
        docs = visit.page.locator(".graphiql-doc-explorer")
        await docs.get_by_role("link", name="Query", exact=True).first.click()
        described = docs.locator(".graphiql-markdown-description")
        await expect(described.nth(1)).to_be_visible(timeout=PATIENCE_MS)
        assert await described.count() > 5


@pytest.mark.parametrize(("scheme", "darkest", "lightest"), [("light", 200, 255), ("dark", 0, 80)])
async def test_the_page_follows_the_systems_light_or_dark(
    browser: Browser, url: str, scheme: Literal["light", "dark"], darkest: int, lightest: int
) -> None:
    async with visiting(browser, url, scheme) as visit:
        await visit.open()
        colour: str = await visit.page.locator(".graphiql-container").evaluate(
            "element => getComputedStyle(element).backgroundColor"
        )
        red, green, blue = (int(part) for part in colour[4:-1].split(","))
        assert darkest <= (red + green + blue) / 3 <= lightest


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
async def test_all_panes_fit_the_window(browser: Browser, url: str, size: tuple[int, int]) -> None:
    async with visiting(browser, url, size=size) as visit:
        await visit.open()
        await visit.shows_rows()
        for pane in (".graphiql-plugin", ".graphiql-editors", ".graphiql-response", ".rp-answer"):
            box = await visit.page.locator(pane).bounding_box()
            assert box is not None, pane
            assert box["x"] >= 0, pane
            assert box["x"] + box["width"] <= size[0], pane
            assert box["y"] + box["height"] <= size[1], pane


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_picture_of_it_is_kept(
    browser: Browser, url: str, folder: Path, scheme: Literal["light", "dark"]
) -> None:
    keep = os.environ.get("RAPPORT_SCREENSHOTS")
    name = "explorer.png" if scheme == "light" else "explorer-dark.png"
    path = (ROOT / "docs" / "images" if keep else folder) / name
    async with visiting(browser, url, scheme) as visit:
        await visit.open()
        await visit.shows_rows()
        await visit.page.wait_for_timeout(500)  # the last of Monaco's colouring
        picture = await visit.page.screenshot(path=path, animations="disabled")
    assert 20_000 < len(picture) < 300_000


async def test_a_server_with_a_token_asks_for_it_and_refuses_a_wrong_one(
    browser: Browser, example: Path, folder: Path
) -> None:
    with serving(example, folder / "token.log", TOKEN) as guarded:
        async with visiting(browser, guarded) as visit:
            page = visit.page
            await page.goto(f"{guarded}/graphql")
            await page.get_by_label("This server asks for a token.").fill("not-the-token-of-it")
            await page.get_by_role("button", name="Open").click()
            await expect(page.get_by_role("alert")).to_contain_text("refused that token")
            await page.get_by_label("This server asks for a token.").fill(TOKEN)
            async with page.expect_response(is_question, timeout=PATIENCE_MS) as waiting:
                await page.keyboard.press("Enter")
            assert "errors" not in await answer_of(await waiting.value)
            await page.get_by_role("button", name="Forget token").click()
            await expect(page.get_by_label("This server asks for a token.")).to_be_visible()


async def test_an_empty_graph_says_what_to_do(browser: Browser, folder: Path) -> None:
    with serving(folder / "empty.rapport", folder / "empty.log") as address:
        async with visiting(browser, address) as visit:
            await visit.page.goto(f"{address}/graphql")
            await expect(visit.page.get_by_text("rapport ingest PATH…")).to_be_visible(timeout=PATIENCE_MS)


def with_picker(ready: list[dict[str, object]], kind: str) -> dict[str, object]:
    return next(question for question in ready if f"'{kind}'" in str(question["pickers"]))
