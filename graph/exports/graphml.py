"""People and ties in; a GraphML file out, piece by piece.

http://graphml.graphdrawing.org/specification.html: keys are declared first; ids are NMTOKENs, so a person's own id is
data. Only names, channels and ids are text; they go through xml_text. The rest is numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.exports.moments import NEVER, written
from graph.exports.people_table import NO_COMMUNITY, PeopleRows
from graph.exports.tie_table import TieRows
from graph.exports.xml_text import text

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<key id="person" for="node" attr.name="person" attr.type="string"/>
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="channels" for="node" attr.name="channels" attr.type="string"/>
<key id="company" for="node" attr.name="company" attr.type="boolean"/>
<key id="community" for="node" attr.name="community" attr.type="int"/>
<key id="first_seen" for="node" attr.name="first_seen" attr.type="string"/>
<key id="last_seen" for="node" attr.name="last_seen" attr.type="string"/>
<key id="weight" for="edge" attr.name="weight" attr.type="double"/>
<key id="contacts" for="edge" attr.name="contacts" attr.type="long"/>
<key id="first" for="edge" attr.name="first" attr.type="string"/>
<key id="last" for="edge" attr.name="last" attr.type="string"/>
<graph id="ties" edgedefault="{kind}">
"""


def graphml(people: PeopleRows, ties: TieRows, *, directed: bool) -> Iterator[str]:
    """The file's text."""
    yield HEAD.format(kind="directed" if directed else "undirected")
    number = 0
    for part in people.pieces():
        yield "".join(_node(number + place, part, place) for place in range(len(part)))
        number += len(part)
    for rows in ties.pieces():
        yield "".join(_edges(rows))
    yield "</graph>\n</graphml>\n"


def _node(number: int, people: PeopleRows, place: int) -> str:
    seen = ""
    if people.last[place] != NEVER:
        first, last = written(people.first[place : place + 1])[0], written(people.last[place : place + 1])[0]
        seen = f'<data key="first_seen">{first}</data><data key="last_seen">{last}</data>'
    community = ""
    if people.community[place] != NO_COMMUNITY:
        community = f'<data key="community">{people.community[place]}</data>'
    company = "true" if people.company[place] else "false"
    return (
        f'<node id="n{number}"><data key="person">{text(people.ids[place])}</data>'
        f'<data key="label">{text(people.names[place])}</data>'
        f'<data key="channels">{text(people.channels[place])}</data><data key="company">{company}</data>'
        f"{community}{seen}</node>\n"
    )


def _edges(rows: TieRows) -> Iterator[str]:
    columns = (
        rows.sources.tolist(),
        rows.targets.tolist(),
        rows.weights.tolist(),
        rows.contacts.tolist(),
        written(rows.first),
        written(rows.last),
    )
    for source, target, weight, contacts, first, last in zip(*columns, strict=True):
        yield (
            f'<edge source="n{source}" target="n{target}"><data key="weight">{weight!r}</data>'
            f'<data key="contacts">{contacts}</data><data key="first">{first}</data>'
            f'<data key="last">{last}</data></edge>\n'
        )
