"""A reading and its acts in; the author's stance toward each name out, one for all occurrences of an entry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from nlp.analysis import Act, ActKind, Span
from nlp.components.acts.rule import REPORTED, SAYING, is_told_by_others
from nlp.components.clauses import Clause, clauses_of
from nlp.components.lexicon import StanceHit, comparative_sign, stance_hits, words_of
from nlp.components.reading import ANY_MARK, FILLER, Reading, Sentence
from nlp.components.stance import NEUTRAL, Stance, Tally, decided
from nlp.components.stance_cues import (
    ACT_WEIGHT,
    AFTER_BUT,
    AGREES,
    AS_ALWAYS,
    BEFORE_BUT,
    BETTER,
    CONTRAST,
    DISAGREES,
    HYPOTHESIS,
    HYPOTHETICAL_BLAME,
    IN_QUESTION,
    IRONIC,
    IRONY,
    LIKES,
    OPINION,
    OPPOSITE,
    OUTRIGHT,
    SARCASTIC,
    SUPERLATIVE,
    SUPERLATIVE_ENDINGS,
    SUPERLATIVE_WEIGHT,
    THANKS_TO_PEER,
    USED,
    USED_TO,
    WEIGHED_BY_ACTS,
    WORSE,
)
from nlp.components.subjects import Subjects
from nlp.context import Context


def find_stances(reading: Reading, acts: Sequence[Act], context: Context) -> tuple[Stance, ...]:
    """A stance a link; quoted lines and a company's own messages are neutral."""
    if not context.is_customer or not context.english:
        return tuple(NEUTRAL for _ in reading.links)
    tallies = _Weigher(reading, acts).tallies()
    stances = {entry: decided(tally) for entry, tally in tallies.items()}
    return tuple(
        NEUTRAL if reading.is_quoted(link.start) else stances.get(link.entry, NEUTRAL)
        for link in reading.links
    )


class _Weigher:
    """Weighs one message."""

    def __init__(self, reading: Reading, acts: Sequence[Act]) -> None:
        self._reading = reading
        self._acts = acts
        self._tallies: dict[str, Tally] = defaultdict(Tally)
        self._has_saying = False
        self._subjects = Subjects(reading, acts)
        self._reported: list[tuple[str, float, Span]] = []
        self._evidence = [
            (span, act.kind) for act in acts for span in act.evidence if act.kind in WEIGHED_BY_ACTS
        ]

    def tallies(self) -> dict[str, Tally]:
        for act in self._acts:
            self._add_act(act)
        for sentence in self._reading.sentences:
            if not sentence.quoted:
                self._add_sentence(sentence)
        if any(ending in self._reading.masked for ending in SUPERLATIVE_ENDINGS):
            for sentence in self._reading.sentences:
                if not sentence.quoted:
                    self._settle_superlatives(sentence)
        return self._tallies

    def _add_act(self, act: Act) -> None:
        span = act.evidence[0] if act.evidence else Span(0, 0)
        weight = ACT_WEIGHT.get(act.kind)
        if weight is not None and act.target is not None:
            self._tallies[act.target].add(weight, span)
        if act.kind is ActKind.COMPARES and act.target is not None:
            words = self._reading.masked[span.start : span.end]
            worse = self._says_worse(words)
            if not worse:
                self._tallies[act.target].add(BETTER, span)
            if act.rival is not None and (worse or OUTRIGHT.search(words)):
                self._tallies[act.rival].add(WORSE, span)

    @staticmethod
    def _says_worse(words: str) -> bool:
        """Whether a comparison runs the loser down rather than the winner up."""
        match = re.search(r"\b(?:(?:more|less|fewer)\s+[\w-]+|[a-z]+er|worse)\b", words)
        return match is not None and comparative_sign(match[0]) < 0

    def _settle_superlatives(self, sentence: Sentence) -> None:
        for match in SUPERLATIVE.finditer(sentence.text):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            entry = self._reading.link_at(sentence.start + match.start("name")).entry
            self._tallies[entry] = Tally(SUPERLATIVE_WEIGHT, evidence=[Span(start, end)], settled=True)

    def _add_sentence(self, sentence: Sentence) -> None:
        self._settle_reported(sentence, sentence.start)
        known = len(self._reported)
        self._has_saying = is_told_by_others(sentence.text)
        clauses = clauses_of(self._reading, sentence)
        said: dict[str, float] = defaultdict(float)
        total = 0.0
        for clause in clauses:
            if clause.unlike:
                continue
            for hit in self._hits(sentence, clause):
                total += hit.weight
                for entry in self._subjects.of(hit, clause, clauses):
                    said[entry] += hit.weight
                    self._tallies[entry].add(hit.weight, Span(hit.start, hit.end))
        if len(self._reported) > known:
            self._settle_reported(sentence, self._reported[-1][2].end)
        for clause in clauses:
            if clause.unlike:
                for entry in clause.entries:
                    self._tallies[entry].add(total * OPPOSITE, Span(clause.start, clause.end))
                    self._tallies[entry].settled = True

    def _hits(self, sentence: Sentence, clause: Clause) -> Iterator[StanceHit]:
        """The clause's hits that are the author's, with the weight that they have here."""
        text = self._reading.masked[clause.start : clause.end]
        if not text.isascii():
            text = ANY_MARK.sub("x", text).replace(FILLER, "x")
        hits = tuple(stance_hits(words_of(text, clause.start)))
        after, before = _contrasts(sentence, clause) if hits else (1.0, 1.0)
        for hit in hits:
            if not hit.weight or self._is_weighed(hit) or self._reading.is_spoken_by_others(hit.start):
                continue
            prefix = self._reading.masked[sentence.start : hit.start]
            if self._is_reported(hit, prefix):
                for entry in clause.entries or self._subjects.focus(hit.start):
                    self._reported.append((entry, hit.weight, Span(hit.start, hit.end)))
                continue
            weight = self._in_context(hit, prefix, sentence) * after * before
            if weight:
                yield StanceHit(hit.start, hit.end, hit.text, weight, hit.negated)

    def _is_weighed(self, hit: StanceHit) -> bool:
        """Whether an act has spoken for these words."""
        masked = self._reading.masked
        if hit.text.startswith("thank") and THANKS_TO_PEER.match(masked, hit.end):
            return True
        if hit.text == "like" and not LIKES.search(masked[: hit.start]):
            return True
        return any(span.start < hit.end and hit.start < span.end for span, _ in self._evidence)

    def _is_reported(self, hit: StanceHit, prefix: str) -> bool:
        """Someone else's view: 'my boss loves', 'they say that it is'."""
        by_subject = hit.text.split()[0] in OPINION and REPORTED.search(prefix) is not None
        return by_subject or (self._has_saying and SAYING.search(prefix) is not None)

    def _in_context(self, hit: StanceHit, prefix: str, sentence: Sentence) -> float:
        """The weight after irony, hypothesis, question and 'used to'."""
        weight, rest = hit.weight, self._reading.masked[hit.start : sentence.end]
        if USED.search(prefix):
            return weight * USED_TO
        if weight > 0 and not hit.negated and self._is_ironic(hit, rest):
            return weight * SARCASTIC
        hypothetical = HYPOTHESIS.search(prefix) is not None and not hit.text.startswith(("would", "will"))
        if hypothetical:
            weight *= 0.0 if weight > 0 else HYPOTHETICAL_BLAME
        if sentence.is_question and not self._is_complaint(sentence):
            weight *= IN_QUESTION
        return weight

    def _is_ironic(self, hit: StanceHit, rest: str) -> bool:
        if IRONY.match(rest):
            return True
        if hit.text.split()[0] not in IRONIC or CONTRAST.search(rest):
            return False
        if AS_ALWAYS.search(rest) and any(act.kind is ActKind.COMPLAINS for act in self._acts):
            return True
        return any(
            act.kind is ActKind.COMPLAINS
            and any(hit.end <= span.start < hit.start + len(rest) for span in act.evidence)
            for act in self._acts
        )

    def _is_complaint(self, sentence: Sentence) -> bool:
        return any(
            act.kind is ActKind.COMPLAINS
            and any(sentence.start <= span.start < sentence.end for span in act.evidence)
            for act in self._acts
        )

    def _settle_reported(self, sentence: Sentence, start: int) -> None:
        """'… and she's right', '… I don't': what others said becomes the author's, or its opposite."""
        if not self._reported:
            return
        text = self._reading.masked[start : sentence.end].strip(" .!?\n")
        sign = 1.0 if AGREES.search(text) else OPPOSITE if DISAGREES.search(text) else 0.0
        if sign:
            self._take_over(sign)

    def _take_over(self, sign: float) -> None:
        for entry, weight, span in self._reported:
            self._tallies[entry].add(sign * weight, span)
        self._reported.clear()


def _contrasts(sentence: Sentence, clause: Clause) -> tuple[float, float]:
    """What a contrast before the clause makes of its weights, and one after it."""
    start, end = clause.start - sentence.start, clause.end - sentence.start
    after = AFTER_BUT if CONTRAST.search(sentence.text[:start]) else 1.0
    return after, BEFORE_BUT if CONTRAST.search(sentence.text[end - 12 :]) else 1.0
