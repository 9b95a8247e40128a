from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from api.reports.document import Table
from api.reports.publish import figures
from api.reports.render.json import schema
from api.reports.render.shape import ReportShape
from api.reports.request import Format, Kind
from api.reports.writing import write
from tests.api.reports.page import Page
from tests.api.reports.worlds import HOSTILE_CATALOGUE, hostile, report, written
from tests.api.world import CATALOGUE, world

KINDS = tuple(Kind)
DOCS = Path(__file__).resolve().parents[3] / "docs"


async def page(path: Path, kind: Kind, *, anonymous: bool = False) -> Page:
    return Page(write(await report(path, kind, anonymous=anonymous), Format.HTML).decode())


@pytest.mark.parametrize("kind", KINDS)
async def test_a_page_has_one_title_a_summary_first_and_a_caption_for_every_table_and_plot(
    hostile_file: Path, kind: Kind
) -> None:
    found = await page(hostile_file, kind)
    assert len(found.all("h1")) == 1
    headings = [attributes.get("id") for attributes in found.all("h2")]
    assert headings[0] == "summary"
    assert headings[-2:] == ["method", "messages"]
    assert len(found.all("caption")) == len(found.all("table")) >= 2
    assert len(found.all("figcaption")) == len(found.all("figure"))
    for drawing in found.all("svg"):
        assert drawing["role"] == "img"
        assert len(str(drawing["aria-label"])) > 20
    assert all("scope" in attributes for attributes in found.all("th"))
    assert found.all("html") == [{"lang": "en"}]


@pytest.mark.parametrize("kind", KINDS)
async def test_every_link_inside_the_file_leads_to_one_place_in_it(hostile_file: Path, kind: Kind) -> None:
    found = await page(hostile_file, kind)
    assert len(found.ids) == len(set(found.ids))
    inside = [link.removeprefix("#") for link in found.links if link.startswith("#")]
    assert len([link for link in inside if link.startswith("e")]) > 5
    assert set(inside) <= set(found.ids)


@pytest.mark.parametrize("kind", KINDS)
async def test_every_figure_with_messages_opens_to_the_newest_of_them(hostile_file: Path, kind: Kind) -> None:
    made = await report(hostile_file, kind)
    entries = {entry.id: entry for entry in made.entries}
    found = 0
    for figure in figures(made.document):
        if figure.evidence is not None and figure.evidence.total:
            entry = entries[str(made.entry(figure))]
            assert entry.total == figure.evidence.total
            assert tuple(quote.uid for quote in entry.quotes) == figure.evidence.uids[: len(entry.quotes)]
            assert entry.quotes
            found += 1
    assert found > 5


@pytest.mark.parametrize("kind", KINDS)
async def test_each_number_of_a_plot_is_in_a_table_too(hostile_file: Path, kind: Kind) -> None:
    made = await report(hostile_file, kind)
    for section in made.document.sections:
        if section.id not in {"time", "map"} and any(hasattr(block, "draw") for block in section.blocks):
            assert any(isinstance(block, Table) for block in section.blocks), section.id


@pytest.mark.parametrize("kind", KINDS)
async def test_the_same_graph_gives_the_same_bytes_however_it_was_ingested(
    hostile_file: Path, tmp_path: Path, kind: Kind
) -> None:
    other = await written(tmp_path / "other.rapport", hostile()[::-1], HOSTILE_CATALOGUE, batch=5)
    first, again = await report(hostile_file, kind), await report(other, kind)
    for form in Format:
        assert write(first, form) == write(again, form), form


async def test_another_window_gives_another_report_and_nothing_after_as_of_is_seen(
    hostile_file: Path,
) -> None:
    whole, part = (
        await report(hostile_file, Kind.PERCEPTION),
        await report(hostile_file, Kind.PERCEPTION, "5d"),
    )
    assert max(quote.at for quote in part.quotes) == max(quote.at for quote in whole.quotes)
    assert len(part.quotes) < len(whole.quotes)
    assert "5 days" not in part.document.period
    assert part.document.window.since is not None


async def test_a_window_that_nothing_was_said_in_says_so_instead_of_zero(hostile_file: Path) -> None:
    for kind in KINDS:
        made = await report(hostile_file, kind, "2020-01-01..2020-02-01")
        html = write(made, Format.HTML).decode()
        assert "what was ingested runs from" in html
        assert write(made, Format.PDF).startswith(b"%PDF-")


async def test_thin_data_is_marked_and_said(world_file: Path) -> None:
    html = write(await report(world_file, Kind.PERCEPTION), Format.HTML).decode()
    assert "too few to lean on" in html
    assert 'class="thin"' in html


async def test_what_people_feel_stands_beside_the_rivals_with_its_interval(world_file: Path) -> None:
    made = await report(world_file, Kind.PERCEPTION)
    (section,) = [one for one in made.document.sections if one.id == "emotions"]
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    names = [column.name for column in table.columns]
    assert names == ["Emotion", "People, Moka", "of all who mention it", "95 % interval", "Brevo"]
    rows = {row[0][0]: row for row in table.rows}
    assert "love" in rows
    assert " to " in str(rows["love"][3][0])


async def test_json_keeps_to_its_schema_which_the_docs_hold(hostile_file: Path) -> None:
    for kind in KINDS:
        made = json.loads(write(await report(hostile_file, kind), Format.JSON))
        TypeAdapter(ReportShape).validate_python(made)
        known = {entry["id"] for entry in made["evidence"]}
        cells = [
            cell
            for section in made["sections"]
            for table in section["tables"]
            for row in table["rows"]
            for cell in row
        ]
        used = {figure["evidence"] for cell in cells for figure in cell["figures"]} - {None}
        assert used
        assert used <= known
    assert json.loads((DOCS / "report.schema.json").read_text()) == schema()


async def test_a_pdf_bears_no_date(hostile_file: Path) -> None:
    data = write(await report(hostile_file, Kind.ADVOCACY), Format.PDF)
    assert data.startswith(b"%PDF-1.")
    assert b"CreationDate" not in data
    assert b"ModDate" not in data


async def test_only_people_whom_the_report_lists_are_named(world_file: Path) -> None:
    made = await report(world_file, Kind.PERCEPTION)
    assert {quote.author for quote in made.quotes} <= {"a customer", "staff or bot"}
    advice = await report(world_file, Kind.ADVOCACY)
    assert "Tom" in {quote.author for quote in advice.quotes}


@pytest.mark.parametrize("kind", KINDS)
async def test_an_anonymous_report_has_no_names_handles_or_addresses(tmp_path: Path, kind: Kind) -> None:
    store = await written(tmp_path / "w.rapport", world(), CATALOGUE)
    made = await report(store, kind, anonymous=True)
    for form in (Format.HTML, Format.MARKDOWN, Format.JSON):
        text = write(made, form).decode()
        for hidden in (
            r"@anna",
            r"forum\.example",
            r"forum:main",
            r"anna@",
            r"\bTom\b",
            r"\bKim\b",
            r"\bLou\b",
        ):
            assert not re.search(hidden, text, re.IGNORECASE), (form, hidden)
    if made.quotes and kind is Kind.ADVOCACY:
        assert any(quote.author.startswith("Person ") for quote in made.quotes)
