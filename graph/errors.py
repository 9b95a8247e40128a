"""What can go wrong with a graph.

GraphError
├── StoreError
│   ├── StaleBatchError         the store moved on: compute the batch again
│   ├── StoreUnavailableError   the engine does not answer: wait and retry
│   ├── StoreReadOnlyError      the file or server takes no writes
│   ├── StoreFullError          no room left
│   └── StoreCorruptError       what is there is not (or not this version's) Rapport store
├── QuestionError               the question itself makes no sense
│   └── NotFoundError           it names something that is not in the graph
└── StoppedError                nobody waits for this work any more (graph/progress.py)
"""

from __future__ import annotations


class GraphError(Exception):
    """Base of the errors of this folder; says what is wrong, then what to do."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        """Keep the two halves apart, so that callers can show them as they like."""
        super().__init__(f"{reason} {remedy}".strip())
        self.reason = reason
        self.remedy = remedy


class StoreError(GraphError):
    """Something about the store."""


class StaleBatchError(StoreError):
    """The store has been written to since the batch was computed."""


class StoreUnavailableError(StoreError):
    """The engine cannot be reached or is restarting."""


class StoreReadOnlyError(StoreError):
    """The store does not take writes."""


class StoreFullError(StoreError):
    """No room is left for the store."""


class StoreCorruptError(StoreError):
    """The place holds something that is not a Rapport store of this version."""


class QuestionError(GraphError):
    """The question cannot be answered as asked."""


class NotFoundError(QuestionError):
    """The question names something that the graph does not hold."""
