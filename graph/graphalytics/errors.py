"""What can be wrong with a benchmark's files and parameters.

GraphError
└── QuestionError
    └── GraphalyticsError      a file or parameter is not what the specification says
"""

from __future__ import annotations

from graph.errors import QuestionError


class GraphalyticsError(QuestionError):
    """Says which file, which line, what is wrong, then what to do."""
