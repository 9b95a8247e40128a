"""A query in, the operators of its plan out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import neo4j

from tests.neo4j_server import Neo4jServer


def operators(plan: dict[str, Any]) -> Iterator[str]:
    """The operators of a plan, without the name of the runtime's variant."""
    yield plan["operatorType"].split("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


def explain(server: Neo4jServer, query: str, parameters: dict[str, Any]) -> list[str]:
    with neo4j.GraphDatabase.driver(
        server.uri, auth=(server.user, server.password), notifications_min_severity="OFF"
    ) as driver:
        plan = driver.execute_query(f"EXPLAIN {query}", parameters).summary.plan
    assert plan is not None
    return list(operators(plan))
