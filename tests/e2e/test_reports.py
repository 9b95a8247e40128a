"""Reports as people open them: the files of the example in a real Chromium, offline, on a desk and on a phone."""

from __future__ import annotations

import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from api.reports.request import Kind
from tests.e2e.chromium import chromium
from tests.e2e.server import ROOT, clean, ingest_example, rapport
from tests.e2e.visit import WATCH_POLICY

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("browser"),
]
KINDS = tuple(Kind)
DESK, PHONE, PICTURE = (1000, 900), (390, 800), (1000, 1250)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four reports about the example."""
    made = tmp_path_factory.mktemp("reports")
    store = made / "example.rapport"
    ingest_example(store)
    for kind in KINDS:
        command = rapport("report", kind, "--store", str(store), "--out", str(made / f"{kind}.html"))
        done = subprocess.run(command, cwd=ROOT, env=clean(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


async def opened(
    browser: Browser, file: Path, size: tuple[int, int], scheme: Literal["light", "dark"] = "light"
) -> tuple[Page, list[str]]:
    """The page, and all that it asked for or complained of."""
    context = await browser.new_context(
        color_scheme=scheme, viewport={"width": size[0], "height": size[1]}, offline=True
    )
    await context.add_init_script(WATCH_POLICY)
    page = await context.new_page()
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    await page.goto(file.as_uri())
    return page, told


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [DESK, PHONE])
async def test_it_asks_for_nothing_and_fits(
    browser: Browser, folder: Path, kind: Kind, size: tuple[int, int]
) -> None:
    file = folder / f"{kind}.html"
    page, told = await opened(browser, file, size)
    assert told == [file.as_uri()]
    assert await page.evaluate("globalThis.violations") == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= size[0]
    shown = page.locator("figure svg:visible")
    assert await shown.count() == await page.locator("figure").count()
    for drawing in await shown.all():
        box = await drawing.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
    await page.context.close()


async def test_a_number_opens_to_its_messages(browser: Browser, folder: Path) -> None:
    page, _ = await opened(browser, folder / "perception.html", DESK)
    await page.locator(".summary a.n").first.click()
    target = page.locator(":target")
    assert await target.locator("blockquote").count() >= 1
    box = await target.bounding_box()
    assert box is not None
    assert box["y"] < DESK[1]
    await page.context.close()


@pytest.mark.parametrize(("scheme", "darkest", "lightest"), [("light", 200, 255), ("dark", 0, 80)])
async def test_it_follows_light_and_dark_and_has_its_picture_taken(
    browser: Browser, folder: Path, scheme: Literal["light", "dark"], darkest: int, lightest: int
) -> None:
    page, _ = await opened(browser, folder / "perception.html", PICTURE, scheme)
    colour: str = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert darkest <= sum(int(part) for part in colour[4:-1].split(",")) / 3 <= lightest
    kept = ROOT / "docs" / "images" if os.environ.get("RAPPORT_SCREENSHOTS") else folder
    name = "report.png" if scheme == "light" else "report-dark.png"
    picture = await page.screenshot(path=kept / name, animations="disabled")
    assert 20_000 < len(picture) < 300_000
    await page.context.close()


async def test_paper_is_light_and_has_no_menus(browser: Browser, folder: Path) -> None:
    page, _ = await opened(browser, folder / "advocacy.html", DESK, "dark")
    await page.emulate_media(media="print", color_scheme="dark")
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not await page.locator("nav").is_visible()
    await page.context.close()
