"""People and ties in; a GEXF 1.3 file that Gephi opens with its timeline out, piece by piece.

https://gexf.net/1.3: nodes and edges carry start and end, attributes are declared before they are used. Only names,
channels and ids are text; they go through xml_text. The rest is numbers. Times are days: readers, networkx among
them, know `date` where they do not know `dateTime`.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.exports.moments import NEVER, dates
from graph.exports.people_table import NO_COMMUNITY, PeopleRows
from graph.exports.tie_table import TieRows
from graph.exports.xml_text import attribute

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
<meta><creator>Rapport</creator></meta>
<graph mode="dynamic" timeformat="date" defaultedgetype="{kind}">
<attributes class="node" mode="static">
<attribute id="0" title="person" type="string"/>
<attribute id="1" title="channels" type="string"/>
<attribute id="2" title="company" type="boolean"/>
<attribute id="3" title="community" type="integer"/>
</attributes>
<attributes class="edge" mode="static">
<attribute id="0" title="contacts" type="integer"/>
</attributes>
<nodes>
"""


def gexf(people: PeopleRows, ties: TieRows, *, directed: bool) -> Iterator[str]:
    """The file's text."""
    yield HEAD.format(kind="directed" if directed else "undirected")
    number = 0
    for part in people.pieces():
        yield "".join(_node(number + place, part, place) for place in range(len(part)))
        number += len(part)
    yield "</nodes>\n<edges>\n"
    number = 0
    for rows in ties.pieces():
        yield "".join(_edges(rows, number))
        number += len(rows)
    yield "</edges>\n</graph>\n</gexf>\n"


def _node(number: int, people: PeopleRows, place: int) -> str:
    seen = ""
    if people.last[place] != NEVER:
        first, last = dates(people.first[place : place + 1])[0], dates(people.last[place : place + 1])[0]
        seen = f' start="{first}" end="{last}"'
    community = ""
    if people.community[place] != NO_COMMUNITY:
        community = f'<attvalue for="3" value="{people.community[place]}"/>'
    company = "true" if people.company[place] else "false"
    return (
        f'<node id="n{number}" label={attribute(people.names[place])}{seen}><attvalues>'
        f'<attvalue for="0" value={attribute(people.ids[place])}/>'
        f'<attvalue for="1" value={attribute(people.channels[place])}/>'
        f'<attvalue for="2" value="{company}"/>{community}</attvalues></node>\n'
    )


def _edges(rows: TieRows, number: int) -> Iterator[str]:
    columns = (
        rows.sources.tolist(),
        rows.targets.tolist(),
        rows.weights.tolist(),
        rows.contacts.tolist(),
        dates(rows.first),
        dates(rows.last),
    )
    for place, (source, target, weight, contacts, first, last) in enumerate(
        zip(*columns, strict=True), number
    ):
        yield (
            f'<edge id="{place}" source="n{source}" target="n{target}" weight="{weight!r}" start="{first}" '
            f'end="{last}"><attvalues><attvalue for="0" value="{contacts}"/></attvalues></edge>\n'
        )
