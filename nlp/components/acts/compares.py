"""A sentence in; preferences for one named thing over another out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.analysis import ActKind
from nlp.components.acts import switches
from nlp.components.acts.rule import NEGATION, is_told_by_others
from nlp.components.acts.view import Draft, View
from nlp.components.acts.words import DETERMINERS
from nlp.components.lexicon import comparative_sign, tone
from nlp.components.phrase import Phrase
from nlp.components.reading import MARK, Sentence
from nlp.words import word_set

KIND = ActKind.COMPARES

GAP = r"(?:[\w'%-]+\s+){0,5}?"
COMPARATIVE = r"(?:(?:more|less|fewer)\s+[\w-]+|better|worse|(?!other|rather|whether|either|neither|number|together|another|later|sooner|after|order|never|ever|under|over|former|offer|prefer|water|power|filter|paper|customer|computer|user|owner|provider|member|remember|consider)[a-z]{2,}er)"
THAN = Phrase(rf"(?P<adj>{COMPARATIVE})\b(?:\s+[\w'%-]+){{0,6}}?\s+than\s+{GAP}(?P<b>{MARK})", "than")
AS_GOOD = Phrase(
    rf"\b(?:not|n't|isn't|aren't|wasn't|nowhere near|not nearly|never|doesn't \w+|nothing like|half) (?:[\w']+ ){{0,2}}?as (?P<adj>[\w-]+)(?: [\w']+){{0,3}}? as {GAP}(?P<b>{MARK})",
    " as ",
)

BEATS = Phrase(
    rf"\b(?P<cue>beats?|beat|beating|trumps?|smokes|smoked|crushes|crushed|destroys|outperforms?|outperformed|outclasses|outshines|tops|thrashes|wipes the floor with|puts|makes|runs rings (?:a)?round|"
    rf"blows|blew|wins (?:over|against)|(?:is|are|was) (?:[\w]+ ){{0,3}}?(?:ahead of|above|superior to|preferable to|a (?:big |huge |massive |real |clear )?(?:step up|upgrade|improvement) (?:from|on|over))|has the edge over|leaves|knocks spots off|walks all over|"
    rf"(?:so |much |way |far )?(?:superior|preferable) to)\s+{GAP}(?P<b>{MARK})",
    "beat|trump|smoke|crush|destroys|outperform|outclasses|outshines|tops|thrashes|wipes|puts|makes|runs rings|blows|blew|wins|ahead of|above|superior|preferable|step up|upgrade|improvement|the edge|leaves|knocks|walks all",
)
LOSES = Phrase(
    rf"\b(?P<cue>(?:can't|cannot|couldn't|doesn't|does not|can not|don't|isn't|is not|is|are|was) (?:[\w]+ ){{0,2}}?(?:touch|match|compete with|hold a candle to|compare (?:to|with)|come close to|come near|keep up with|measure up to|a patch on|in the same league as|"
    rf"no match for|inferior to|beaten by|outclassed by|a (?:big |huge |real )?(?:step down|downgrade) from|nothing (?:like|compared (?:to|with|next to)))|loses (?:out )?to|lags behind|falls short of|pales (?:in comparison (?:to|with)|next to|beside|against)|trails)\s+{GAP}(?P<b>{MARK})",
    "touch|match|compete|candle|compare|close to|come near|keep up|measure up|a patch|league|inferior|beaten|outclassed|step down|downgrade|nothing|loses|lags|falls short|pales|trails",
)
PREFER = Phrase(
    rf"\b(?P<cue>prefer(?:red|ring|s)?|like|liked|love)\b\s+{GAP}(?P<w>{MARK})[^.;]{{0,40}}?\b(?:to|over|than|more than|better than|rather than)\s+{GAP}(?P<l>{MARK})",
    "prefer|like|love",
)
OVER = re.compile(
    rf"(?P<w>{MARK})(?:\s+[\w'-]+){{0,2}}?\s+(?P<cue>over|>+|beats|any day over|before)\s+{DETERMINERS}(?P<l>{MARK})(?P<tail>[^.;]{{0,25}})"
)
PICK_OVER = re.compile(
    r"\b(?:take|pick|choose|chose|picked|chosen|prefer|go with|went with|go for|have|recommend|buy|get|rather|used?|any day|every time|all day|anytime|every day|favou?r|select|selected|trust)\b"
)
LESS_THAN = re.compile(rf"(?P<l>{MARK})\s*(?P<cue><+)\s*{DETERMINERS}(?P<w>{MARK})")
VERSUS = Phrase(
    rf"\b(?P<cue>compared (?:to|with)|next to|in comparison (?:to|with)|after (?:the|my|our|that|years of|years with)|coming from|vs\.?|unlike|not like)\s+{DETERMINERS}(?P<b>{MARK})",
    "compared|next to|in comparison|after |coming from|vs|unlike|not like",
)
WINS = re.compile(
    rf"(?P<w>{MARK})(?:'s)?\s+(?:[\w']+\s+){{0,2}}?(?P<cue>wins(?: hands down| easily| every time| by a mile)?|is the (?:clear |obvious |outright |runaway )?(?:winner|better (?:one|choice|option|pick|buy|deal|machine|of the two|product)|best of the (?:two|lot|bunch|three))|comes? out (?:on top|ahead)|came out (?:on top|ahead)|takes it|has it|won)\b"
)
OF_THE_TWO = Phrase(
    rf"\b(?P<cue>(?:of|out of|between) (?:the|those|these|all) (?:two|both|three|lot)|if i had to (?:pick|choose)|given the choice)\b[^.]{{0,40}}?(?P<w>{MARK})",
    "two|both|three|lot|if i had|given the",
)
RATHER = Phrase(
    rf"(?P<cue>(?:i|we)(?:'d| would) (?:much |far |always |still |definitely )?(?:rather|sooner)) {GAP}(?P<w>{MARK})[^.;]{{0,40}}?\bthan\s+{GAP}(?P<l>{MARK})",
    "rather|sooner",
)
NEVER_WITH = re.compile(
    rf"\b(?P<cue>never (?:had|have|got|get|saw|happened|happens|happen|experienced|ran into)[^.;]{{0,40}}?\b(?:with|on|from|at|to)|(?:no|not a|zero) (?:such|problems? like that|issues? like that)[^.;]{{0,20}}? (?:with|on|at|from)|(?:didn't|doesn't|don't|wouldn't) (?:have|get) (?:that|this|these|those|such|any)\b[^.;]{{0,20}}?\b(?:with|on|at|from))\s+{DETERMINERS}(?P<w>{MARK})"
)
BARE = re.compile(
    rf"(?:\b(?P<much>way|much|far|so much|a lot|loads|miles|infinitely|a million times|leagues|light years|heaps|tons|noticeably|significantly|ten times|10x|a hundred times|even|lots|clearly|definitely|has|have|had|does|makes|made|got|with|is|are|was|it's|feels?|works?|runs?)\s+)(?P<cue>{COMPARATIVE})\b(?!\s+(?:[\w'-]+\s+){{0,3}}?than\b)"
)
LEVEL = re.compile(r"\b(?:no|not any|not|n't|neither|nor|isn't|aren't|hardly|barely|any)(?: [\w']+){0,2}\s*$")
"""Right before a comparative, it says that there is no difference, or the reverse of it."""

GRADE_WORDS = word_set(
    "wins won winner better best worse than prefer preferred prefers preferring over beats beat beating trump trumps smokes smoked "
    "crushes crushed destroys outperform outperforms outperformed outclasses outshines tops thrashes wipes puts makes runs blows blew ahead "
    "superior preferable edge leaves knocks walks touch match compete candle compare close keep measure patch league inferior "
    "outclassed nothing loses lags falls pales trails as more less fewer takes came comes two both three never such unlike like compared "
    "next comparison after coming vs vs. versus preferable step upgrade improvement downgrade didn't doesn't don't wouldn't no zero "
    "difference choice pick has isn't"
)
"""Some word without which nothing is ranked."""


def find(view: View, sentence: Sentence, words: frozenset[str]) -> Iterator[Draft]:
    """Preferences in one sentence."""
    if sentence.is_question or not _may_rank(view, words) or is_told_by_others(sentence.text):
        return
    for finder in FINDERS:
        drafts = list(finder(view, sentence))
        if drafts:
            yield from drafts
            return


def _may_rank(view: View, words: frozenset[str]) -> bool:
    """Whether there is anything to compare, and a word to do it with."""
    if not view.entries:
        return False
    return (
        not words.isdisjoint(GRADE_WORDS)
        or any(word.endswith("er") for word in words)
        or ">" in view.reading.text
        or "<" in view.reading.text
    )


def _than(view: View, sentence: Sentence) -> Iterator[Draft]:
    """'W is quieter than L', 'W is worse than L' the other way round, 'L isn't as good as W'."""
    for pattern, flip in ((THAN, 1), (AS_GOOD, -1)):
        for match in pattern.finditer(sentence.text):
            start = match.start()
            if flip == 1 and LEVEL.search(sentence.text[:start]):
                continue
            sign = flip * (comparative_sign(match["adj"]) if flip == 1 else _plain_sign(match["adj"]))
            yield from _ranked(view, sentence, match, sign, 0.9)


def _plain_sign(adjective: str) -> int:
    return -1 if tone(adjective) < 0 else 1


def _ranked(
    view: View, sentence: Sentence, match: re.Match[str], sign: int, confidence: float
) -> Iterator[Draft]:
    """A comparison of b with the thing before it; sign tells which of them wins."""
    other = view.marks(sentence, match.span("b"))[0].entry
    subject = _subject(view, sentence, match.start(), other)
    if subject is None or subject == other:
        return
    winner, loser = (subject, other) if sign > 0 else (other, subject)
    tail = EMPHASIS.match(sentence.text[match.end("b") :])
    end = match.end("b") + tail.end() if tail is not None else match.start("b")
    yield Draft(KIND, winner, view.span(sentence, match.start(), end), confidence, loser)


def _subject(view: View, sentence: Sentence, end: int, other: str) -> str | None:
    """What is compared: the name before, in the sentence or (as 'it') in what came before."""
    before = [link for link in view.marks(sentence, (0, end)) if link.entry != other]
    if before:
        return before[-1].entry
    earlier = [link for link in view.own_links if link.start < sentence.start and link.entry != other]
    if earlier:
        return earlier[-1].entry
    inherited = view.parent_target()
    return inherited if inherited != other else None


def _beats(view: View, sentence: Sentence) -> Iterator[Draft]:
    """'W beats L', 'L can't touch W'."""
    for pattern, sign in ((LOSES, -1), (BEATS, 1)):
        for match in pattern.finditer(sentence.text):
            cue, tail = match["cue"], sentence.text[match.end("b") :]
            if cue in ("blows", "blew") and " away" not in tail and "out of the water" not in tail:
                continue
            if cue == "puts" and "to shame" not in tail:
                continue
            if cue == "makes" and not re.match(r"\s+(?:look|seem|feel)\b", tail):
                continue
            if cue == "leaves" and not re.match(r"\s+(?:[\w]+ ){0,3}(?:dust|standing|behind)\b", tail):
                continue
            if sign == 1 and NEGATION.search(sentence.text[: match.start()]):
                continue
            if re.search(r"\b(?:nothing|nobody|no one)\s*$", sentence.text[: match.start()]):
                continue
            yield from _ranked(view, sentence, match, sign, 0.9)


EMPHASIS = re.compile(
    r"^s?(?:\s+[\w']+){0,4}?\s+(?:easily|hands down|by miles|by a mile|by far|every time|out of the water|to shame|away)\b"
)


def _chosen(view: View, sentence: Sentence) -> Iterator[Draft]:
    """'I prefer W to L', 'W over L any day', 'I'd take W over L', 'L < W'."""
    for pattern in (PREFER, RATHER, OVER, LESS_THAN):
        for match in pattern.finditer(sentence.text):
            cue = match["cue"]
            if (
                pattern is PREFER
                and cue in ("like", "liked", "love")
                and not re.search(r"\b(?:more|better|over)\b", match[0])
            ):
                continue
            if pattern is OVER and ">" not in cue and not PICK_OVER.search(sentence.text):
                continue
            if NEGATION.search(sentence.text[: match.start()]):
                continue
            winner = view.marks(sentence, match.span("w"))[0].entry
            loser = view.marks(sentence, match.span("l"))[0].entry
            if winner != loser:
                span = view.span(sentence, *match.span("cue"))
                yield Draft(KIND, winner, span, 0.88, loser)


def _against_the_other(view: View, sentence: Sentence) -> Iterator[Draft]:
    """'The W wins', 'of the two I'd pick W', 'never had that with W': the loser is the only other thing at hand."""
    for pattern in (WINS, OF_THE_TWO, NEVER_WITH):
        for match in pattern.finditer(sentence.text):
            winner = view.marks(sentence, match.span("w"))[0].entry
            loser = view.other_than(winner)
            if loser is not None and not NEGATION.search(sentence.text[: match.start()]):
                yield Draft(KIND, winner, view.span(sentence, *match.span("cue")), 0.8, loser)


def _versus(view: View, sentence: Sentence) -> Iterator[Draft]:
    """'W is a joy compared with L', 'W just works, unlike my old L': what is said of W tells who wins."""
    for match in VERSUS.finditer(sentence.text):
        other = view.marks(sentence, match.span("b"))[0].entry
        before = [link.entry for link in view.marks(sentence, (0, match.start())) if link.entry != other]
        after = [
            link.entry
            for link in view.marks(sentence, (match.end(), len(sentence.text)))
            if link.entry != other
        ]
        subjects = before or after
        if not subjects:
            continue
        said = sentence.text[: match.start()] if before else sentence.text[match.end() :]
        weight = tone(said)
        if weight and match["cue"] not in ("vs", "vs."):
            winner, loser = (subjects[-1], other) if weight > 0 else (other, subjects[-1])
            yield Draft(KIND, winner, view.span(sentence, *match.span("cue")), 0.7, loser)


def _bare(view: View, sentence: Sentence) -> Iterator[Draft]:
    """'Switched from A to B… way worse', 'The A is fine but the B is far more comfortable'."""
    for match in BARE.finditer(sentence.text):
        if LEVEL.search(sentence.text[: match.start()]):
            continue
        pair = _pair_at(view, sentence, match.start())
        if pair is None:
            continue
        subject, other = pair
        winner, loser = (subject, other) if comparative_sign(match["cue"]) > 0 else (other, subject)
        yield Draft(KIND, winner, view.span(sentence, *match.span()), 0.75, loser)


CONTRAST_WORDS = re.compile(r"\b(?:but|while|whereas|and|though|although|instead)\b|[,;]")
MOVED = re.compile(
    r"\b(?:switch|mov|swap|replac|chang|migrat|went|ditch|dump|dropp|left|trad|upgrad|since|over from|cancel)"
)


def _pair_at(view: View, sentence: Sentence, place: int) -> tuple[str, str] | None:
    """The two things at hand, what the comparative is said of first: after a move the new one, else the last named."""
    if len(view.entries) == 1:
        return _against_parent(view, sentence.start + place)
    if len(view.entries) != PAIR:
        return None
    subject: str | None = None
    here = [link.entry for link in view.marks(sentence, (0, place))]
    if MOVED.search(view.reading.masked[: sentence.start + place]):
        subject = _moved_to(view, sentence.start + place)
    elif len(set(here)) == PAIR and CONTRAST_WORDS.search(sentence.text[:place]):
        subject = here[-1]
    others = [entry for entry in view.entries if entry != subject]
    return None if subject is None else (subject, others[0])


def _against_parent(view: View, place: int) -> tuple[str, str] | None:
    """'Gymbase has better showers', in answer to someone at Fitora."""
    other = view.parent_target()
    if other is None or other == view.entries[0] or view.own_links[0].start >= place:
        return None
    return view.entries[0], other


PAIR = 2


def _moved_to(view: View, end: int) -> str | None:
    """The new supplier of a move told before a place."""
    for sentence in view.own_sentences:
        if sentence.start < end:
            for draft in switches.find(view, sentence, frozenset()):
                if draft.target is not None:
                    return draft.target
    return None


FINDERS = (_than, _beats, _chosen, _against_the_other, _versus, _bare)
"""Surest first; the first that finds something in a sentence speaks for it."""
