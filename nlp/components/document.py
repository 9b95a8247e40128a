"""A message's context in; the light document on which components leave what they find out.

It stands for spaCy's Doc: what our components read and set, `doc._.rapport_…` and `user_data`, is the same on both. spaCy's
own is made where a component of another's may want its tokens; loading spaCy takes a second and 70 MB.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from nlp.analysis import Act, Candidate, Emotion, Entity, Sentiment, TopicHit
    from nlp.components.judgement import Judgement
    from nlp.components.linker import Link
    from nlp.components.stance import Stance


class Document(Protocol):
    """What a component is given: ours or spaCy's."""

    @property
    def _(self) -> Any: ...  # noqa: ANN401 - spaCy's own type says no more

    @property
    def user_data(self) -> dict[Any, Any]: ...


@dataclass(slots=True)
class Findings:
    """What components find, each in a field of its own. Spans count from the start of the context's text."""

    rapport_context: Any = None
    """Set before the first component runs."""
    rapport_links: tuple[Link, ...] = ()
    rapport_acts: tuple[Act, ...] = ()
    rapport_sentiment: tuple[Stance, ...] = ()
    """One a link."""
    rapport_topics: tuple[TopicHit, ...] = ()
    rapport_judgement: Judgement | None = None
    rapport_entities: tuple[Entity, ...] = ()
    rapport_candidates: tuple[Candidate, ...] = ()
    rapport_mood: Sentiment | None = None
    rapport_emotions: tuple[Emotion, ...] = ()


EXTENSIONS = {field.name: field.default for field in fields(Findings)}
"""Names and defaults, for spaCy's Doc."""


class LightDocument:
    """A document without tokens."""

    __slots__ = ("_", "user_data")

    def __init__(self, context: object) -> None:
        self._ = Findings(context)
        self.user_data: dict[Any, Any] = {}
