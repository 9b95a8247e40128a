"""docker-compose.yml publishes to this machine alone, holds no secret, and sets what Rapport reads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def services() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return dict(held["services"])


def test_every_port_is_bound_to_loopback(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service["ports"]]
    assert len(ports) == 3
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_secrets_come_from_the_environment_and_must_be_there(services: dict[str, Any]) -> None:
    for name, value in (
        ("neo4j", "NEO4J_AUTH"),
        ("rapport", "RAPPORT_NEO4J_PASSWORD"),
        ("rapport", "RAPPORT_TOKEN"),
    ):
        assert re.search(r"\$\{\w+:\?[^}]+\}$", services[name]["environment"][value])


def test_rapport_reads_what_is_set_for_it(services: dict[str, Any]) -> None:
    names = {name.removeprefix("RAPPORT_").lower() for name in services["rapport"]["environment"]}
    assert names <= set(Settings.model_fields)


def test_the_services_wait_for_each_other_and_are_watched(services: dict[str, Any]) -> None:
    assert services["rapport"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert "healthcheck" in services["neo4j"]
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text()


def test_the_image_does_not_run_as_root() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert lines.index("USER rapport") > max(n for n, line in enumerate(lines) if line.startswith("FROM"))
