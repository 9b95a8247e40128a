"""The runs of writers that the store's node names, and a version, in; which of them wrote it out."""

from __future__ import annotations


def run_of(lineage: str, version: int) -> str | None:
    """The last run that began before the version: ``12:ab 57:cd`` says that ab began after 12 and cd after 57.

    The oldest may have lost its beginning; then it is like no run that anybody remembers.
    """
    found = None
    for run in lineage.split():
        began, _, _ = run.partition(":")
        if began.isdigit() and int(began) < version:
            found = run
    return found
