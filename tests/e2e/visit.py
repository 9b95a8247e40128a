"""A page of the explorer under watch: what it asked for, what it complained about, what it shows."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, Request, Response, expect

PATIENCE_MS = 20_000
"""Monaco starts slowly where other tests share two cores."""
WATCH_POLICY = """
globalThis.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@dataclass
class Visit:
    """One page of one server."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _on_console(self, message: ConsoleMessage) -> None:
        # A refused token is a 401, which Chromium always reports as an error of loading.
        if message.type in ("error", "warning") and "401" not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")

    async def violations(self) -> list[str]:
        found: list[str] = await self.page.evaluate("globalThis.violations")
        return found

    async def open(self) -> dict[str, Any]:
        """Load the page; the answer of the question that it opens on."""
        async with self.page.expect_response(is_question, timeout=PATIENCE_MS) as waiting:
            await self.page.goto(f"{self.url}/graphql")
        return await answer_of(await waiting.value)

    async def click_question(self, title: str) -> dict[str, Any]:
        """Open a question from the panel; its answer."""
        async with self.page.expect_response(is_question, timeout=PATIENCE_MS) as waiting:
            await self.question(title).click()
        return await answer_of(await waiting.value)

    def question(self, title: str) -> Locator:
        panel = self.page.get_by_role("region", name="Questions")
        return panel.get_by_role("button").filter(has=self.page.get_by_text(title, exact=True))

    async def shows_rows(self) -> int:
        """How many rows the table has, once it has one."""
        rows = self.page.get_by_role("region", name="Rows of the answer").locator("tbody tr")
        await expect(rows.first).to_be_visible(timeout=PATIENCE_MS)
        return await rows.count()


def is_question(response: Response) -> bool:
    return _operation(response.request) not in (None, "IntrospectionQuery")


def _operation(request: Request) -> str | None:
    if request.method != "POST" or not request.url.endswith("/graphql"):
        return None
    name: str | None = json.loads(request.post_data or "{}").get("operationName")
    return name


async def answer_of(response: Response) -> dict[str, Any]:
    """The JSON of an answer, with the variables that it was asked with."""
    answer: dict[str, Any] = await response.json()
    return answer | {"asked": json.loads(response.request.post_data or "{}").get("variables") or {}}


@asynccontextmanager
async def visiting(
    browser: Browser,
    url: str,
    scheme: Literal["light", "dark"] = "light",
    size: tuple[int, int] = (1280, 800),
) -> AsyncIterator[Visit]:
    """A fresh profile on a server; at the end nothing may have left the origin or been complained about."""
    context = await browser.new_context(
        color_scheme=scheme, viewport={"width": size[0], "height": size[1]}, locale="en-GB"
    )
    try:
        await context.add_init_script(WATCH_POLICY)
        visit = Visit(await context.new_page(), url)
        visit.watch()
        yield visit
        assert await visit.violations() == []
        assert visit.complaints == []
        assert visit.requests
        assert [asked for asked in visit.requests if not asked.startswith((f"{url}/", "data:"))] == []
    finally:
        await context.close()
