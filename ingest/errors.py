"""What can go wrong while reading.

IngestError
├── SourceError     the whole source is unusable: stop this run
└── RecordError     one record is bad: set it aside and go on
"""

from __future__ import annotations


class IngestError(Exception):
    """Base of the errors of this folder; says what is wrong, then what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        """Keep the two halves apart, so that callers can show them as they like."""
        super().__init__(f"{reason} {remedy}".strip())
        self.reason = reason
        self.remedy = remedy


class SourceError(IngestError):
    """The source cannot be opened, or is not of the format it is said to be."""


class RecordError(IngestError):
    """One record does not make sense."""
