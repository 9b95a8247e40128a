from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from api.reports.publish import web_address
from api.reports.render.html import policy
from api.reports.render.markdown import escaped
from api.reports.request import Format, Kind
from api.reports.words import plain
from api.reports.writing import write
from tests.api.reports.page import Page
from tests.api.reports.worlds import report

KINDS = tuple(Kind)


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_that_people_wrote_becomes_a_part_of_the_page(hostile_file: Path, kind: Kind) -> None:
    html = write(await report(hostile_file, kind), Format.HTML).decode()
    page = Page(html)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "iframe", "object", "form", "base", "image", "foreignobject", "use"}
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")], tag
        assert "style" not in attributes, tag
    assert len(page.all("style")) == len(page.all("title")) == 1
    assert "alert('text')" in page.text
    assert "\x00" not in html
    assert "\u202e" not in html


@pytest.mark.parametrize("kind", KINDS)
async def test_links_lead_to_the_web_or_into_the_file(hostile_file: Path, kind: Kind) -> None:
    page = Page(write(await report(hostile_file, kind), Format.HTML).decode())
    outside = [link for link in page.links if not link.startswith("#")]
    assert outside
    assert all(link.startswith("https://forum.example/") for link in outside)
    for attributes in page.all("a"):
        if not str(attributes["href"]).startswith("#"):
            assert attributes["rel"] == "noopener noreferrer nofollow"


async def test_the_page_forbids_itself_everything_but_its_style(hostile_file: Path) -> None:
    page = Page(write(await report(hostile_file, Kind.PERCEPTION), Format.HTML).decode())
    said = [one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    assert said == [policy()]
    assert policy().startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy()


@pytest.mark.parametrize("kind", KINDS)
async def test_markdown_holds_no_markup_of_others(hostile_file: Path, kind: Kind) -> None:
    text = write(await report(hostile_file, kind), Format.MARKDOWN).decode()
    assert set(re.findall(r"(?<!\\)<[^>]*>", text)) <= set(re.findall(r'<a id="[em]\d+">|</a>', text))
    page = Page(MarkdownIt("gfm-like", {"linkify": False}).render(text))
    assert not {tag for tag, _ in page.tags} & {"script", "img", "b", "svg"}
    assert all(one.get("href", "#").startswith(("#", "https://forum.example/")) for one in page.all("a"))  # type: ignore[union-attr]
    assert len(page.all("table")) >= 2
    for line in text.splitlines():
        if line.startswith("| "):
            assert line.endswith(" |")


@pytest.mark.parametrize("kind", KINDS)
async def test_the_pdf_is_made_of_the_same_texts(hostile_file: Path, kind: Kind) -> None:
    assert write(await report(hostile_file, kind), Format.PDF).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://a.example/x?y=1", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT://a.example/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("//a.example/x", False),
        ("https:///x", False),
        ("https://a.example/ x", False),
        ("https://a.example/\u202ex", False),
        ("https://[", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(address: str | None, *, allowed: bool) -> None:
    assert web_address(address) == (address if allowed else None)


def test_markdown_marks_mean_themselves() -> None:
    assert escaped("*a* [b](c) <d>\n# e") == r"\*a\* \[b\](c) \<d\> \# e"
    assert escaped("- a") == r"\- a"
    assert escaped("1. https://a.example") == r"1\. https\://a.example"


async def test_markdown_keeps_the_spaces_around_its_numbers(hostile_file: Path) -> None:
    text = write(await report(hostile_file, Kind.PERCEPTION), Format.MARKDOWN).decode()
    assert re.search(r"\[12 people\]\(#e1\) mention .* in \[48 messages\]\(#e1\)", text)


def test_characters_that_no_format_may_carry_are_dropped() -> None:
    assert plain("a\x00b\x1bc\u202ed\ud800e\ufffef\ng") == "abcdef\ng"
