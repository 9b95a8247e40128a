"""What can go wrong in the language layer.

NlpError
├── CatalogueError   the catalogue does not make sense; `problems` lists everything that is wrong with it
├── ComponentError   a configured component is unknown, or does not keep the components' contract
├── LabelError       a labelled record is not in the format of docs/labels.md
└── ModelError       the trained model is missing, broken or of another shape
"""

from __future__ import annotations


class NlpError(Exception):
    """Base of the errors of this folder; says what is wrong, then what to do."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        """Keep the two halves apart, so that callers can show them as they like."""
        super().__init__(f"{reason} {remedy}".strip())
        self.reason = reason
        self.remedy = remedy


class CatalogueError(NlpError):
    """The catalogue cannot be used as it stands."""

    def __init__(self, reason: str, remedy: str, problems: tuple[str, ...] = ()) -> None:
        """Take every problem at once, so that one round of edits can settle them all."""
        super().__init__(reason, remedy)
        self.problems = problems

    def __str__(self) -> str:
        """The reason, each problem on a line of its own, then the remedy."""
        return "\n".join([self.reason, *(f"  {problem}" for problem in self.problems), self.remedy])


class ComponentError(NlpError):
    """A component of the language pipeline cannot be used."""


class LabelError(NlpError):
    """A labelled record cannot be read: this record is skipped, or the file is mended."""


class ModelError(NlpError):
    """The trained model cannot be used."""
