"""A documented pattern in, drafts of an act out; and the guards by which a rule knows what not to believe."""

# ruff: noqa: RUF001 - people write these dashes and quotation marks

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from nlp.analysis import ActKind, SwitchStatus
from nlp.components.acts.view import Draft, View, each
from nlp.components.acts.words import ADVERBS, OTHERS
from nlp.components.reading import Sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern's match in a sentence."""

    view: View
    sentence: Sentence
    match: re.Match[str]

    @property
    def before(self) -> str:
        """The sentence up to the match."""
        return self.sentence.text[: self.match.start()]

    @property
    def after(self) -> str:
        """The sentence from the match's end."""
        return self.sentence.text[self.match.end() :]


Guard: TypeAlias = Callable[[Hit], bool]
"""Whether a hit is to be left alone."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying an act.

    Groups of the pattern: `t` the target's names, `r` the rival's, `p` a pronoun for the target, `cue` the words
    that are the evidence (the whole match where there is none).
    """

    kind: ActKind
    name: str
    pattern: re.Pattern[str]
    triggers: frozenset[str]
    """A sentence without any of these words is not looked at."""
    confidence: float
    guards: tuple[Guard, ...] = ()
    in_questions: bool = False
    status: SwitchStatus | None = None
    needs_target: bool = False
    """Whether it means nothing unless the target is known."""


def rule(
    kind: ActKind,
    name: str,
    pattern: str,
    triggers: str,
    confidence: float,
    guards: Sequence[Guard] = (),
    *,
    in_questions: bool = False,
    status: SwitchStatus | None = None,
    needs_target: bool = False,
) -> Rule:
    """Make a rule from a pattern and its trigger words in plain text."""
    return Rule(
        kind,
        name,
        re.compile(pattern),
        frozenset(triggers.split()),
        confidence,
        tuple(guards),
        in_questions,
        status,
        needs_target,
    )


class RuleBook:
    """Rules that are found by their trigger words, so that a sentence pays only for those that may apply."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._by_word: dict[str, int] = {}
        for number, candidate in enumerate(self._rules):
            for word in candidate.triggers:
                self._by_word[word] = self._by_word.get(word, 0) | 1 << number
        self._words = frozenset(self._by_word)

    def candidates(self, words: frozenset[str]) -> Iterator[Rule]:
        """The rules with a trigger among the words, in their order."""
        chosen = 0
        for word in words & self._words:
            chosen |= self._by_word[word]
        while chosen:
            lowest = chosen & -chosen
            yield self._rules[lowest.bit_length() - 1]
            chosen ^= lowest

    def apply(self, view: View, sentence: Sentence, words: frozenset[str]) -> Iterator[Draft]:
        """The drafts that the rules find in a sentence."""
        for candidate in self.candidates(words):
            if sentence.is_question and not candidate.in_questions:
                continue
            for match in candidate.pattern.finditer(sentence.text):
                hit = Hit(view, sentence, match)
                if not is_others_words(hit) and not any(guard(hit) for guard in candidate.guards):
                    yield from _drafts(candidate, hit)


def _drafts(candidate: Rule, hit: Hit) -> Iterator[Draft]:
    groups = hit.match.groupdict()
    rivals = list(each(hit.view.marks(hit.sentence, hit.match.span("r")))) if groups.get("r") else [None]
    targets: list[str | None]
    if groups.get("t"):
        targets = list(each(hit.view.marks(hit.sentence, hit.match.span("t"))))
    else:
        targets = [hit.view.focus(hit.sentence.start + hit.match.end(), candidate.kind)]
    for target in targets:
        if target is None and candidate.needs_target:
            continue
        for rival in rivals:
            yield Draft(
                candidate.kind,
                target,
                hit.view.span(hit.sentence, *hit.match.span("cue" if groups.get("cue") else 0)),
                candidate.confidence,
                rival,
                candidate.status,
                by_name=bool(groups.get("t")),
            )


NEGATION = re.compile(
    r"(?:\b(?:not|never|no|cannot|without|nor|neither|hardly|nobody|none|stop|stopped|refuse[ds]?)|n't|\bdont|\bcant|\bwont"
    r"|\bdidnt|\bwouldnt|\bdoesnt|\bisnt)\s+(?:[\w'-]+\s+){0,3}$"
)
REPORTED = re.compile(
    rf"\b{OTHERS}(?:'s|'ve|'d|'ll|'re)?\s+(?:(?:has|have|had|is|are|was|were|will|would|keeps?|kept|both|once|all)\s+)?"
    rf"{ADVERBS}$"
)
SAYING = re.compile(
    rf"\b(?:{OTHERS}(?:'s|'ve|'d)?\s+(?:[\w']+\s+){{0,2}}?(?:says?|said|saying|thinks?|thought|claims?|claimed|reckons?|"
    r"insists?|tells?|told|telling|suggests?|suggested|recommends?|recommended|advised?|advises|swears?|argues?|wrote|"
    r"writes|asked|asks|wants|wanted|believes?)|(?:i|we)(?:'ve| was| were| am| got| have been| had been)?\s+(?:told|advised|"
    r"recommended|persuaded|asked|heard|read)|according to|apparently|supposedly|allegedly|rumou?r has it|word is)\b"
    r"(?!.*\b(?:but|however|though|and i agree|rightly)\b)"
)
SAYING_WORD = re.compile(
    r"\b(?:sa[iy]|think|thought|claim|reckon|insist|tell|told|suggest|recommend|advi[sc]|swear|argu|wr[io]t|ask|want|believ|persuad|"
    r"heard|read|according|apparent|supposed|alleged|rumou?r|word is)"
)
"""One of these is in whatever SAYING matches; looking for it is thirty times cheaper."""


@lru_cache(maxsize=512)
def is_told_by_others(text: str) -> bool:
    """Whether a sentence passes on what others say. Several kinds of act ask it of the same sentence."""
    return SAYING_WORD.search(text) is not None and SAYING.search(text) is not None


CONDITION = re.compile(r"\b(?:if|unless|suppose|imagine|were i to|in case|whether|whenever)\b[^,;]*$")
HEDGE = re.compile(
    r"\b(?:might|may|could|maybe|perhaps|possibly|probably|thinking (?:of|about)|think about|considering|consider|tempted|would|"
    r"wonder(?:ing)?|should|shouldn't|wish|wanted to|want to|nearly|almost|about to give up|not sure|half a mind|"
    r"toying with|contemplating|hope(?:fully)?|hoping|dream(?:ing)? of|wouldn't mind)\b[^,;]*$"
)
SUBJECT = re.compile(
    r"\b(?:i|we|he|she|they|you|who|which|people|to|can|could|will|would|did|does|do|let|lets|help|i'll|i've|i'd|"
    r"we'll|we've|we'd|they'll|it'll|you'll|i'm|we're|make|makes|made)\b[^,;:.()–—]*$"
)


CLAUSE_MARKS = frozenset(",;:()…–—-")
"""A match that opens with one of these begins a clause."""


def is_negated(hit: Hit) -> bool:
    """A negation shortly before."""
    return NEGATION.search(hit.before) is not None


def is_reported(hit: Hit) -> bool:
    """Someone else is the subject, or is said to have said it."""
    return REPORTED.search(hit.before) is not None or SAYING.search(hit.before) is not None


def is_conditional(hit: Hit) -> bool:
    """It stands under an if, before or right after it."""
    return CONDITION.search(hit.before) is not None or AFTER_IF.search(hit.after) is not None


AFTER_IF = re.compile(r"^[^.;]{0,40}\b(?:if|unless)\b(?! you\b)")


def has_subject(hit: Hit) -> bool:
    """A subject stands before it in its clause, so that it is no imperative."""
    return hit.match[0].lstrip()[:1] not in CLAUSE_MARKS and SUBJECT.search(hit.before) is not None


def is_others_words(hit: Hit) -> bool:
    """It stands in quotation marks."""
    return hit.view.reading.is_spoken_by_others(hit.sentence.start + hit.match.start())
