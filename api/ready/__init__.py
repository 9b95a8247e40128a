"""Questions that are ready to be asked: a GraphQL document each, filled with names of the graph at hand."""

from api.ready.asking import ask, execute
from api.ready.filling import fill, filled
from api.ready.questions import Picker, ReadyQuestion, UnknownQuestionError, ready_question, ready_questions

__all__ = [
    "Picker",
    "ReadyQuestion",
    "UnknownQuestionError",
    "ask",
    "execute",
    "fill",
    "filled",
    "ready_question",
    "ready_questions",
]
