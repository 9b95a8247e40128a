"""A version of Neo4j in; a Java and the folder of jars to run it with out, fetched by Maven on first use."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(__file__).resolve().parent.parent / "var" / "neo4j"
"""Below the checkout and ignored by git: the jars are fetched once."""

JAVA_PLACES = ("usr/lib/jvm/*/bin/java", "Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java")
"""Below the root folder: Debian and its kin, macOS."""


POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>rapport.tests</groupId><artifactId>neo4j-server</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version>
  </dependency></dependencies>
</project>
"""


class NoServerError(Exception):
    """This machine cannot give us a Neo4j; says why."""


@dataclass(frozen=True, slots=True)
class Release:
    """A version of Neo4j and what it takes to run it."""

    version: str
    main_class: str
    java: int
    """The oldest Java that it runs on."""


LTS = Release("5.26.24", "org.neo4j.server.CommunityEntryPoint", java=17)
CURRENT = Release("2026.01.4", "org.neo4j.server.Neo4jCommunity", java=21)


def find_java(oldest: int) -> str:
    """The oldest Java of this machine that is new enough."""
    named = [os.environ.get("JAVA_HOME", "") + "/bin/java", shutil.which("java") or ""]
    found = named + [str(path) for place in JAVA_PLACES for path in Path("/").glob(place)]
    versions = {path: java_version(path) for path in dict.fromkeys(found) if os.access(path, os.X_OK)}
    fitting = {path: version for path, version in versions.items() if version >= oldest}
    if not fitting:
        raise NoServerError(f"no Java {oldest} or later in JAVA_HOME, PATH or /{', /'.join(JAVA_PLACES)}")
    return min(fitting, key=lambda path: fitting[path])


def java_version(path: str) -> int:
    """The feature release of a java command; 0 where it does not say."""
    said = subprocess.run([path, "-version"], capture_output=True, text=True, check=False).stderr
    number = re.search(r'version "(\d+)', said)
    return int(number.group(1)) if number else 0


def fetch_jars(release: Release) -> Path:
    """The folder with the server's jars, fetched by Maven on first use."""
    folder = CACHE / release.version
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # test processes may start together
        if not (folder / "complete").exists():
            _download(release, folder)
            (folder / "complete").touch()
    return folder / "lib"


def _download(release: Release, folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise NoServerError("no Maven (mvn) on the PATH to fetch the server with")
    (folder / "pom.xml").write_text(POM.format(version=release.version))
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={folder / 'lib'}"]
    command = [maven, "-q", "-B", "--strict-checksums", "-f", str(folder / "pom.xml"), *goal]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoServerError(f"Maven could not fetch Neo4j {release.version}: {done.stdout[-2000:]}")
