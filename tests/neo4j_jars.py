"""A version of Neo4j in; a Java and the folder of jars to run it with out, fetched by Maven on first use."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

CACHE = Path(__file__).resolve().parent.parent / "var" / "neo4j"
"""Below the checkout and ignored by git: the jars are fetched once."""

JAVA_PLACES = ("usr/lib/jvm/*/bin/java", "Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java")
"""Below the root folder: Debian and its kin, macOS."""


POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>rapport.tests</groupId><artifactId>neo4j-server</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>{dependencies}</dependencies>
</project>
"""
DEPENDENCY = """
    <dependency><groupId>{0}</groupId><artifactId>{1}</artifactId><version>{2}</version></dependency>"""

GDS_ARTIFACTS = ("proc", "opengds-extension")
"""Of the group org.neo4j.gds: the procedures, and the open edition that they find by its services."""

PROCEDURES = "META-INF/services/org.neo4j.procedure."
"""What a jar with procedures holds a file of; the server looks for such jars in its folder of plugins."""


class NoServerError(Exception):
    """This machine cannot give us a Neo4j; says why."""


@dataclass(frozen=True, slots=True)
class Release:
    """A version of Neo4j and what it takes to run it."""

    version: str
    main_class: str
    java: int
    """The oldest Java that it runs on."""
    gds: str | None = None
    """The version of Graph Data Science beside it."""
    gds_sha256: str = ""
    """Of the names and hashes of all jars of that version."""

    @property
    def name(self) -> str:
        """What its folder and log are called."""
        return self.version if self.gds is None else f"{self.version}-gds-{self.gds}"


LTS = Release("5.26.24", "org.neo4j.server.CommunityEntryPoint", java=17)
WITH_GDS = replace(
    LTS,
    gds="2.13.9",
    gds_sha256="d462435208c2e003625b8746b6f79dd4f11d5aa79f92522bed80baa76123bfea",
)
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
    folder = CACHE / release.name
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # test processes may start together
        if not (folder / "complete").exists():
            _download(release, folder)
            _check(release, folder / "lib")
            (folder / "complete").touch()
    return folder / "lib"


def _download(release: Release, folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise NoServerError("no Maven (mvn) on the PATH to fetch the server with")
    wanted = [("org.neo4j", "neo4j", release.version)]
    wanted += [("org.neo4j.gds", one, release.gds) for one in GDS_ARTIFACTS if release.gds]
    dependencies = "".join(DEPENDENCY.format(*one) for one in wanted)
    (folder / "pom.xml").write_text(POM.format(dependencies=dependencies))
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={folder / 'lib'}"]
    command = [maven, "-q", "-B", "--strict-checksums", "-f", str(folder / "pom.xml"), *goal]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoServerError(f"Maven could not fetch Neo4j {release.name}: {done.stdout[-2000:]}")


def _check(release: Release, jars: Path) -> None:
    """Raise NoServerError where the jars of GDS are not those that were pinned. Maven checks the rest by itself."""
    if release.gds is None:
        return
    whole = hashlib.sha256()
    for jar in sorted(jars.glob(f"*-{release.gds}.jar")):
        whole.update(jar.name.encode() + hashlib.sha256(jar.read_bytes()).digest())
    if whole.hexdigest() != release.gds_sha256:
        raise NoServerError(f"the jars of GDS {release.gds} are not those expected: {whole.hexdigest()}")


def procedure_jars(jars: Path, release: Release) -> list[Path]:
    """The jars of GDS that belong into a server's folder of plugins; none for a release without it."""
    if release.gds is None:
        return []
    found = []
    for jar in sorted(jars.glob(f"*-{release.gds}.jar")):
        with zipfile.ZipFile(jar) as opened:
            if any(name.startswith(PROCEDURES) for name in opened.namelist()):
                found.append(jar)
    return found
