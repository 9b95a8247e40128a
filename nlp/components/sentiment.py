"""A reading and its acts in; the author's stance toward each name out, one for all occurrences of an entry."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nlp.analysis import Act, ActKind, Sentiment, Span
from nlp.components.acts.rule import REPORTED, SAYING
from nlp.components.acts.words import NAMES
from nlp.components.lexicon import StanceHit, comparative_sign, stance_hits, words_of
from nlp.components.reading import ANY_MARK, CLAUSE_BREAK, MARK, Reading, Sentence
from nlp.context import Context

DECISIVE = 1.0
"""A stance needs more weight than one faint word ('fine', 'odd') has."""
MIXED_MARGIN = 0.35
"""Where praise and blame differ by less than this share of the stronger, neither wins."""
POLARITY_SCALE = 2.5
"""Weight at which polarity reaches three quarters of its range."""

BEFORE_BUT, AFTER_BUT = 0.7, 1.3
"""'Good, but slow' is more about slow; the halves weigh as in VADER, less far apart."""
IN_QUESTION = 0.15
"""'Is it any good?' says little of what the author thinks."""
HYPOTHETICAL_BLAME = 0.3
USED_TO = -0.7
"""'Used to love it': the praise is gone, and a little of it has turned."""
SARCASTIC = -0.6
OPPOSITE = -0.8
"""'Unlike my old Brevo' says of the Brevo the opposite of what is said."""

ACT_WEIGHT = {ActKind.RECOMMENDS: 2.0, ActKind.WARNS: -2.2, ActKind.COMPLAINS: -1.6}
"""What an act says of its target by being done."""
BETTER, WORSE = 1.6, -1.8
"""What a comparison says of its winner, or (by 'worse') of its loser; the other side stays as it was."""

WEIGHED_BY_ACTS = frozenset({ActKind.RECOMMENDS, ActKind.WARNS, ActKind.COMPARES, ActKind.SUGGESTS})
"""Acts whose own words are not weighed again."""

BASE_CONFIDENCE, PER_EVIDENCE, MOST_CONFIDENT = 0.6, 0.08, 0.92
NEUTRAL_CONFIDENCE, MIXED_CONFIDENCE = 0.65, 0.5
"""Judged by hand: a single word decides rightly in about two of three messages, several agreeing words in nine of ten."""

OPINION = frozenset(
    "love loves loved adore adores hate hates hated like likes liked enjoy enjoys enjoyed trust trusts prefer recommend recommends "
    "recommended dislike despise complain complains complained complaining happy pleased impressed disappointed thrilled fan".split()
)
IRONIC = frozenset(
    "love great thanks brilliant wonderful fantastic nice lovely perfect awesome cheers amazing fun impressive excellent good bravo "
    "delighted delightful kudos well joy thrilled".split()
)
"""Words that, right before a let-down, mean the reverse."""
IRONY = re.compile(
    r"\b(?:love (?:how|it when|that i|being|having|waiting|paying|spending)|just what (?:i|we) (?:needed|wanted)|thanks (?:a lot )?(?:for nothing|for ruining|for wasting)|how nice of|"
    r"good luck (?:getting|with|reaching)|(?:great|good|nice|stellar|fine|amazing|brilliant) (?:job|work|going)\b.*\b(?:again|another|losing|breaking)|way to go|yeah right|as if|oh joy|oh great|oh good|what a surprise|shocker|colou?r me|slow clap|"
    r"(?:great|brilliant|wonderful|fantastic|lovely|perfect|nice|cool|awesome)[,.!]? (?:another|yet another|more|now|so now|so)|if you (?:enjoy|like|love|fancy)|unless you (?:enjoy|like|love|fancy))"
)
AS_ALWAYS = re.compile(r"\bas (?:always|usual|ever)\b")
OUTRIGHT = re.compile(r"\b(?:easily|hands down|by miles|by a mile|out of the water|to shame|wipes the floor|destroys|crushes|crushed|can't touch|hold a candle|not a patch|smokes)\b")
"""Such a victory runs the loser down too."""
NOT_SO = re.compile(rf"^\s*(?:the\s+|my\s+|our\s+)?{MARK}\s+(?:is|was|are|were|did|does|do|has|had)(?: not|n't)\W*$")
"""'The shop was helpful, Pavrano was not.'"""
USED = re.compile(r"\bused to (?:\w+ ){0,3}$")
HYPOTHESIS = re.compile(
    r"\b(?:would(?:n't)?|could|if|wish(?:es|ing)?|hope(?:d|s|ful|fully)?|hoping|should|supposed to|might|may|want(?:ed|s)?|looking for|ought to|need(?:s|ed)?|'d|whether|as long as|unless|promised?|advertised as|claims?|claimed|expect(?:ed|ing)?)\b(?:\s+[\w']+){0,5}\s*$"
)
CONTRAST = re.compile(r"\b(?:but|however|though|although|whereas|yet|except)\b")
UNLIKE = re.compile(r"\b(?:unlike|not like)\s*$")
THAN = re.compile(r"\b(?:than|instead|rather)\b[^,;]*$")
AGREES = re.compile(
    r"\b(?:(?:he|she|they|everyone|reviews?)(?:'s|'re| is| are| was| were)? (?:so |absolutely |dead |quite |totally |completely )?(?:right|correct|spot on|not wrong)|i agree|so do i|i do too|me too|rightly|can confirm|and so do we|i have to agree|can't argue|with reason)\b"
)
DISAGREES = re.compile(
    r"(?:^|[,;]|\b(?:but|and|though|well)\b)\W*(?:(?:i|we) (?:really |certainly |definitely |personally |just |honestly )?(?:don't|do not|didn't|disagree|don't agree|beg to differ|can't agree|can't say (?:the same|i do)|couldn't disagree more|am not|wouldn't|think not)|not (?:me|us|for me|my experience)|(?:he|she|they|everyone)(?:'s|'re| is| are) (?:so |dead |completely |totally )?wrong|"
    r"(?:mine|ours|it|mine certainly|that) (?:isn't|doesn't|hasn't|wasn't|is not|does not|has not|aren't|never (?:has|did|was)))\b[^,;]{0,25}$"
)


@dataclass(frozen=True, slots=True)
class Stance:
    """The author's stance toward one link."""

    sentiment: Sentiment
    polarity: float
    confidence: float
    evidence: tuple[Span, ...] = ()


NEUTRAL = Stance(Sentiment.NEUTRAL, 0.0, NEUTRAL_CONFIDENCE)


@dataclass(slots=True)
class _Tally:
    """What is said of one entry."""

    praise: float = 0.0
    blame: float = 0.0
    evidence: list[Span] = field(default_factory=list)

    def add(self, weight: float, span: Span) -> None:
        if weight > 0:
            self.praise += weight
        elif weight < 0:
            self.blame -= weight
        if weight and span not in self.evidence:
            self.evidence.append(span)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a sentence: places in the masked text, the entries named in it."""

    start: int
    end: int
    entries: tuple[str, ...]
    unlike: bool
    beside: bool
    """What follows 'than' or 'instead of': named only to be compared with."""


def find_stances(reading: Reading, acts: Sequence[Act], context: Context) -> tuple[Stance, ...]:
    """A stance a link; quoted lines and a company's own messages are neutral."""
    if not context.is_customer or not context.english:
        return tuple(NEUTRAL for _ in reading.links)
    tallies = _Weigher(reading, acts).tallies()
    decided = {entry: _decided(tally) for entry, tally in tallies.items()}
    return tuple(
        NEUTRAL if reading.is_quoted(link.start) else decided.get(link.entry, NEUTRAL) for link in reading.links
    )


def _decided(tally: _Tally) -> Stance:
    """Praise and blame in one."""
    net, strongest = tally.praise - tally.blame, max(tally.praise, tally.blame)
    polarity = math.tanh(net / POLARITY_SCALE)
    evidence = tuple(sorted(tally.evidence, key=lambda span: span.start))
    if tally.praise and tally.blame and abs(net) < MIXED_MARGIN * strongest:
        return Stance(Sentiment.NEUTRAL, polarity, MIXED_CONFIDENCE, evidence)
    if abs(net) <= DECISIVE:
        return Stance(Sentiment.NEUTRAL, polarity, NEUTRAL_CONFIDENCE - 0.1 * bool(evidence), evidence)
    confidence = min(MOST_CONFIDENT, BASE_CONFIDENCE + PER_EVIDENCE * abs(net))
    return Stance(Sentiment.POSITIVE if net > 0 else Sentiment.NEGATIVE, polarity, confidence, evidence)


class _Weigher:
    """Weighs one message."""

    def __init__(self, reading: Reading, acts: Sequence[Act]) -> None:
        self._reading = reading
        self._acts = acts
        self._tallies: dict[str, _Tally] = defaultdict(_Tally)
        self._has_saying = False
        self._reported: list[tuple[str, float, Span]] = []
        self._own = [link for link in reading.links if not reading.is_quoted(link.start)]
        self._entries = tuple(dict.fromkeys(link.entry for link in self._own))
        self._evidence = [
            (span, act.kind) for act in acts for span in act.evidence if act.kind in WEIGHED_BY_ACTS
        ]

    def tallies(self) -> dict[str, _Tally]:
        for act in self._acts:
            self._add_act(act)
        for sentence in self._reading.sentences:
            if not sentence.quoted:
                self._add_sentence(sentence)
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

    def _add_sentence(self, sentence: Sentence) -> None:
        self._settle_reported(sentence, sentence.start)
        known = len(self._reported)
        self._has_saying = SAYING.search(sentence.text) is not None
        clauses = self._clauses(sentence)
        said: dict[str, float] = defaultdict(float)
        total = 0.0
        for clause in clauses:
            if clause.unlike:
                continue
            for hit in self._hits(sentence, clause):
                total += hit.weight
                for entry in self._targets(clause, clauses, hit):
                    said[entry] += hit.weight
                    self._tallies[entry].add(hit.weight, Span(hit.start, hit.end))
        if len(self._reported) > known:
            self._settle_reported(sentence, self._reported[-1][2].end)
        for clause in clauses:
            if clause.unlike:
                for entry in clause.entries:
                    self._tallies[entry].add(total * OPPOSITE, Span(clause.start, clause.end))

    def _clauses(self, sentence: Sentence) -> list[_Clause]:
        """Cut at commas, conjunctions and contrasts, but not inside 'X, Y and Z'."""
        masked, shift = self._reading.masked, sentence.start
        several = len(ANY_MARK.findall(sentence.text)) > 1
        rows = [match.span() for match in COORDINATED.finditer(sentence.text)] if several else []
        cuts = [0]
        for match in CLAUSE_BREAK.finditer(sentence.text):
            if not any(start <= match.start() < end for start, end in rows):
                cuts.append(match.end())
        ends = [*cuts[1:], len(sentence.text)]
        found = []
        for start, end in zip(cuts, ends, strict=True):
            if start < end:
                before = sentence.text[:start]
                entries = tuple(
                    dict.fromkeys(link.entry for link in self._reading.links_in(shift + start, shift + end))
                )
                clause = sentence.text[start:end]
                unlike = UNLIKE.search(before) is not None or NOT_SO.match(clause) is not None
                beside = THAN.search(before[-25:]) is not None
                found.append(_Clause(shift + start, shift + end, entries, unlike, beside))
        return found if masked else []

    def _hits(self, sentence: Sentence, clause: _Clause) -> Iterator[StanceHit]:
        """The clause's hits that are the author's, with the weight that they have here."""
        text = self._reading.masked[clause.start : clause.end]
        before_clause = self._reading.masked[sentence.start : clause.start]
        for hit in stance_hits(words_of(ANY_MARK.sub("x", text).replace("\ue000", "x"), clause.start)):
            if not hit.weight or self._is_weighed(hit) or self._reading.is_spoken_by_others(hit.start):
                continue
            prefix = self._reading.masked[sentence.start : hit.start]
            if self._is_reported(hit, prefix):
                for entry in clause.entries or self._focus(hit.start):
                    self._reported.append((entry, hit.weight, Span(hit.start, hit.end)))
                continue
            weight = self._in_context(hit, prefix, sentence)
            weight *= AFTER_BUT if CONTRAST.search(before_clause) else 1.0
            weight *= BEFORE_BUT if CONTRAST.search(sentence.text[clause.end - sentence.start - 12 :]) else 1.0
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

    def _targets(self, clause: _Clause, clauses: Sequence[_Clause], hit: StanceHit) -> tuple[str, ...]:
        """Whom a hit is about: named in its clause, else what the sentence or the message is about."""
        for act in self._acts:
            if act.kind is ActKind.SWITCHES and any(s.start < hit.end and hit.start < s.end for s in act.evidence):
                return (act.rival,) if act.rival in self._entries and act.rival is not None else ()
        if len(clause.entries) == 1:
            return clause.entries if not clause.beside else ()
        if clause.entries:
            return self._nearest(clause, hit)
        here = [other for other in clauses if other.entries and not other.unlike and not other.beside]
        earlier = [other for other in here if other.start < clause.start]
        if earlier:
            return earlier[-1].entries[-1:] if not self._is_row(earlier[-1]) else earlier[-1].entries
        if here and not self._focus(clause.start):
            return here[0].entries
        if here and clause.start < here[0].start and not PRONOUN.search(self._reading.masked[clause.start : clause.end]):
            return here[0].entries[:1]
        apart = {entry for other in clauses if other.unlike for entry in other.entries}
        return tuple(entry for entry in self._focus(clause.start) if entry not in apart)

    def _is_row(self, clause: _Clause) -> bool:
        return any(
            len(ANY_MARK.findall(match[0])) > 1
            for match in COORDINATED.finditer(self._reading.masked[clause.start : clause.end])
        )

    def _nearest(self, clause: _Clause, hit: StanceHit) -> tuple[str, ...]:
        """Among several names in one clause: all of a row, else the one before, or the one right after."""
        links = self._reading.links_in(clause.start, clause.end)
        if self._is_row(clause):
            return tuple(dict.fromkeys(link.entry for link in links))
        before = [link for link in links if link.end <= hit.start]
        after = [link for link in links if link.start >= hit.end]
        if not before:
            return (after[0].entry,) if after else ()
        if after and after[0].start - hit.end <= CLOSE and after[0].start - hit.end < hit.start - before[-1].end:
            return (after[0].entry,)
        return (before[-1].entry,)

    def _focus(self, place: int) -> tuple[str, ...]:
        """What the message is about at a place: the new one after a move, else the last named, else the only one."""
        before = [link for link in self._own if link.start < place]
        if not before:
            following = [link for link in self._own if link.start >= place]
            return (following[0].entry,) if len(self._entries) == 1 and following else ()
        for act in reversed(self._acts):
            if act.kind is ActKind.SWITCHES and act.evidence and act.evidence[0].start < place:
                named = {link.entry for link in before}
                if before[-1].entry in (act.target, act.rival) and (act.target in named or act.target is None):
                    return (act.target,) if act.target is not None else ()
            if act.kind is ActKind.COMPARES and act.evidence and act.evidence[0].start < place:
                if before[-1].entry in (act.target, act.rival) and act.target is not None:
                    return (act.target,)
        return (before[-1].entry,)

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


THANKS_TO_PEER = re.compile(r"[^.!?\n]{0,40}@\w|\W+(?:in advance|for (?:your|the|all the|these|those|any|everyone's) (?:[\w-]+ )?(?:reply|replies|help|answers?|words?|advice|tips?|info|suggestions?|link|explanation|pointers?|offer)|all\b|everyone|everybody|guys|folks|anyway|though|to you)")
"""Thanks to people, not to a supplier; a brand's handle is masked and no @ word."""
COORDINATED = re.compile(NAMES)
LIKES = re.compile(r"\b(?:i|we|really|actually|quite|still|do|did|also|kinda|don't|didn't|doesn't|dont|never|always|to|not|you'll|much|genuinely)\s+$")
"""Before the verb 'like'; any other 'like' compares."""
PRONOUN = re.compile(r"\b(?:it|its|they|them|this|that|these|those|mine|ours)\b")
CLOSE = 14
"""Characters, about two words: 'terrible service from X' is of X though another name came before."""
