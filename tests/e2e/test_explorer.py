"""The explorer as a strategist uses it, in a real Chromium against the real server with the example in it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Literal

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

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

PATIENCE_S = 60
"""For the first question to a server: it reads the graph and compiles, on a machine that may be busy."""
SMALL, LARGE = (1280, 800), (1920, 1080)


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
    questions: list[dict[str, object]] = httpx.get(f"{url}/ready-questions", timeout=PATIENCE_S).json()
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


async def test_the_pickers_name_the_own_brand_and_a_person_of_this_graph(
    browser: Browser, url: str, ready: list[dict[str, object]]
) -> None:
    async with visiting(browser, url) as visit:
        await visit.open()
        pickers = visit.page.get_by_role("region", name="Questions")
        chosen = pickers.get_by_label("Brand").locator("option:checked")
        await expect(chosen).to_have_text("Ondrelle", timeout=PATIENCE_MS)
        await visit.click_question(str(with_picker(ready, "person")["title"]))
        person = pickers.get_by_label("Person", exact=True)
        await expect(person.locator("option:checked")).to_contain_text("(", timeout=PATIENCE_MS)
        everybody = await person.locator("option").count()
        await pickers.get_by_label("Person: find by part of a name").fill("dagny")
        await expect(person.locator("option", has_text="Dagny Holt")).to_be_attached(timeout=PATIENCE_MS)
        await expect(person.locator("option")).not_to_have_count(everybody)


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
        assert await described.count() > 10


@pytest.mark.parametrize(("scheme", "darkest", "lightest"), [("light", 200, 255), ("dark", 0, 80)])
async def test_it_follows_the_systems_light_or_dark_and_has_its_picture_taken(
    browser: Browser, url: str, folder: Path, scheme: Literal["light", "dark"], darkest: int, lightest: int
) -> None:
    async with visiting(browser, url, scheme, SMALL) as visit:
        await visit.open()
        await visit.shows_rows()
        assert darkest <= await brightness(visit.page) <= lightest
        await all_panes_fit(visit.page, SMALL)
        await visit.page.wait_for_timeout(1200)  # until scroll bars have faded
        kept = ROOT / "docs" / "images" if os.environ.get("RAPPORT_SCREENSHOTS") else folder
        name = "explorer.png" if scheme == "light" else "explorer-dark.png"
        picture = await visit.page.screenshot(path=kept / name, animations="disabled")
    assert 20_000 < len(picture) < 300_000


async def test_it_fills_a_large_window(browser: Browser, url: str) -> None:
    async with visiting(browser, url, size=LARGE) as visit:
        await visit.open()
        await visit.shows_rows()
        await all_panes_fit(visit.page, LARGE)


async def test_a_server_with_a_token_asks_for_it_and_an_empty_graph_says_what_to_do(
    browser: Browser, folder: Path
) -> None:
    with serving(folder / "empty.rapport", folder / "empty.log", TOKEN) as guarded:
        async with visiting(browser, guarded) as visit:
            page = visit.page
            field = page.get_by_label("This server asks for a token.")
            await page.goto(f"{guarded}/graphql")
            await field.fill("not-the-token-of-it")
            await page.get_by_role("button", name="Open").click()
            await expect(page.get_by_role("alert")).to_contain_text("refused that token")
            await field.fill(TOKEN)
            await page.keyboard.press("Enter")
            await expect(page.get_by_text("rapport ingest PATH…")).to_be_visible(timeout=PATIENCE_MS)
            await page.get_by_role("button", name="Forget token").click()
            await expect(field).to_be_visible()
            assert await page.evaluate("sessionStorage.getItem('rapport:token')") is None


async def brightness(page: Page) -> float:
    colour: str = await page.locator(".graphiql-container").evaluate(
        "element => getComputedStyle(element).backgroundColor"
    )
    red, green, blue = (int(part) for part in colour[4:-1].split(","))
    return (red + green + blue) / 3


async def all_panes_fit(page: Page, size: tuple[int, int]) -> None:
    for pane in (".graphiql-plugin", ".graphiql-editors", ".graphiql-response", ".rp-answer"):
        box = await page.locator(pane).bounding_box()
        assert box is not None, pane
        assert box["x"] >= 0, pane
        assert box["x"] + box["width"] <= size[0], pane
        assert box["y"] + box["height"] <= size[1], pane


def with_picker(ready: list[dict[str, object]], kind: str) -> dict[str, object]:
    return next(question for question in ready if f"'{kind}'" in str(question["pickers"]))
