"""A sentence in; moves from one supplier to another, done or decided, out."""

# ruff: noqa: RUF001 - people write these dashes and quotation marks

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.analysis import ActKind, Span, SwitchStatus
from nlp.components.acts.rule import CONDITION, HEDGE, NEGATION, SAYING
from nlp.components.acts.view import Draft, View
from nlp.components.acts.words import DETERMINERS, HOUSEHOLD, NAMES, OTHERS
from nlp.components.phrase import Phrase
from nlp.components.reading import MARK, Sentence
from nlp.words import word_set

KIND = ActKind.SWITCHES

MOVE = Phrase(
    r"\b(?:(?P<done>switched|moved|migrated|jumped ship|jumped|defected|ported|transferred|converted|swapped|traded|gone|went|upgraded|downgraded|"
    r"(?:made|making) the (?:switch|move|jump|leap|change)|came over|come over|been moved|changed|crossed over|exported (?:everything|it all|all my \w+|my \w+))"
    r"|(?P<going>switching|moving|migrating|jumping ship|jumping|defecting|porting|transferring|converting|swapping|upgrading|downgrading|changing|going over)"
    r"|(?P<bare>switch|move|migrate|jump ship|jump|defect|port|transfer|convert|swap|make the (?:switch|move|jump|change)|upgrade|downgrade|change))\b",
    "switch|mov|migrat|jump|defect|port|transfer|convert|swap|trad|gone|went|grad|the leap|over|chang",
)
LEAVE = Phrase(
    r"\b(?:(?P<done>cancell?ed|ditched|dumped|dropped|left|quit|binned|chucked|abandoned|gave up on|given up on|got rid of|gotten rid of|said goodbye to|"
    r"said good riddance to|parted ways with|parted company with|broke up with|moved away from|switched away from|walked away from|deleted|unsubscribed from|uninstalled|fired|"
    r"stopped using|stopped paying for|pulled the plug on|kicked|booted|axed|sacked|moved on from|cut the cord (?:with|on)|didn't renew|did not renew|not renewed|sold|"
    r"closed|terminated|ended|retired|dropped out of|moved off|came off|jumped off|scrapped|returned|sent back|since leaving|since ditching|after leaving)"
    r"|(?P<going>cancell?ing|ditching|dumping|dropping|leaving|quitting|binning|giving up on|getting rid of|saying goodbye to|parting ways with|moving away from|"
    r"switching away from|walking away from|deleting|unsubscribing from|stopping|pulling the plug on|moving off|moving on from|not renewing|closing|terminating|ending|retiring|selling|done with|finished with|through with|scrapping)"
    r"|(?P<bare>cancel|ditch|dump|drop|leave|quit|bin|give up on|get rid of|say goodbye to|part ways with|move away from|walk away from|delete|unsubscribe from|"
    r"close|terminate|end|retire|not renew|stop using|scrap))\b",
    "cancel|ditch|dump|drop|left|leav|quit|bin|chuck|abandon|up on|rid of|goodbye|riddance|part|broke up|away from|delet|unsubscrib|uninstall|fired|stop|the plug|kick|boot|axed|sack|on from|the cord|renew|sold|selling|clos|terminat|end|retir| off|scrap|return|sent back|done with|finished with|through with",
)
CONTRACT = r"(?:(?:the|my|our|a|this)\s+)?(?:(?:account|contract|subscription|membership|policy|plan|service|order|line|card|relationship|everything|all)s?\s+(?:with|at|from|to)\s+)?"
OBJECT = re.compile(
    rf"^\s+{CONTRACT}{DETERMINERS}(?:(?P<r>{NAMES})|(?P<p>mine|ours|it|them|my (?:account|subscription|membership|policy|contract|plan)|our (?:account|subscription|membership|policy|contract|plan)))"
    r"(?!'s\s+(?:support|customer|website|app|service)\b)"
)
NEEDS_NAME = frozenset(
    {
        "sold",
        "selling",
        "closed",
        "closing",
        "close",
        "ended",
        "ending",
        "end",
        "returned",
        "sent back",
        "left",
        "leave",
        "dropped",
        "drop",
        "deleted",
        "delete",
    }
)
"""Verbs that say too little with a bare 'it'."""
NOT_LEFT = re.compile(
    r"^(?:'s)?\s+(?:at\b|in\b|on\b|behind|running|alone|off\b|my\b|me\b|a review|feedback|a message|outside|because the|down\b|charging|plugged|overnight|support|order\b|flight|booking|appointment|call\b|ticket)"
)
"""'Left the Moka on overnight', 'dropped my iPhone on the floor', 'cancelled the Ryanair flight' leave no supplier."""

FROM = re.compile(
    rf"\b(?:from|off|away from|after \w+ \w+ (?:with|of)|after (?:the|my|our|two|three)|out of)\s+(?:(?:being|using|having)\s+)?(?:[\w'%-]+\s+){{0,4}}?(?P<r>{MARK})"
)
TO = re.compile(rf"\b(?:to|onto|over to|into|for|with|on)\s+(?:[\w'%-]+\s+){{0,4}}?(?P<t>{MARK})")
STRICT_TO = re.compile(rf"\b(?:to|onto|over to|into)\s+(?:[\w'%-]+\s+){{0,3}}?(?P<t>{MARK})")
FOR = re.compile(
    rf"^[^.;]{{0,60}}?\b(?:for|in favou?r of|to (?:go|switch|move) (?:with|to|over to)|(?:and|then|,|;) (?:now |just |we |i |have )*(?:got|bought|ordered|went with|went for|moved to|joined|signed up (?:with|to|for)|switched to|moved over to|am now with|are now with|now use|now have|chose|took|ordered|picked up|replaced it with|am with))\s+(?:[\w'%-]+\s+){{0,3}}?(?P<t>{MARK})"
)

PAIRS = (
    Phrase(
        rf"\b(?P<done>replaced|swapped|traded|traded in|exchanged|switched|changed)\s+(?:in\s+|out\s+)?{DETERMINERS}(?P<r>{MARK}s?)(?:\s+[\w'-]+){{0,4}}?\s+(?:out\s+|in\s+)?(?:with|for|to|by)\s+(?:[\w'-]+\s+){{0,3}}?(?P<t>{MARK})",
        "replaced|swapped|traded|exchanged|switched|changed",
    ),
    Phrase(
        rf"\b(?P<going>replacing|swapping|trading in|trading|exchanging)\s+(?:in\s+|out\s+)?{DETERMINERS}(?P<r>{MARK}s?)(?:\s+[\w'-]+){{0,4}}?\s+(?:out\s+|in\s+)?(?:with|for|to|by)\s+(?:[\w'-]+\s+){{0,3}}?(?P<t>{MARK})",
        "replacing|swapping|trading|exchanging",
    ),
    Phrase(
        rf"\b(?P<bare>replace|swap|trade in|trade|exchange)\s+(?:in\s+|out\s+)?{DETERMINERS}(?P<r>{MARK}s?)(?:\s+[\w'-]+){{0,4}}?\s+(?:out\s+|in\s+)?(?:with|for|by)\s+(?:[\w'-]+\s+){{0,3}}?(?P<t>{MARK})",
        "replace|swap|trade|exchange",
    ),
    Phrase(
        rf"(?P<t>{MARK})\s+(?P<done>(?:has\s+|have\s+)?replaced)\s+(?:my|our|the)\s+(?:[\w'-]+\s+){{0,2}}?(?P<r>{MARK})",
        "replaced",
    ),
    Phrase(
        rf"\b(?P<done>(?:good)?bye(?:\s?-?bye)?|so long|farewell|adios|adieu|good riddance|cheerio|ta-ta|out with)\W+(?:to\s+)?{DETERMINERS}(?P<r>{MARK})(?:[^.]{{0,20}}?\b(?:hello|hi|welcome|in with)\W+{DETERMINERS}(?P<t>{MARK}))?",
        "bye|so long|farewell|adios|adieu|riddance|cheerio|ta-ta|out with",
    ),
    Phrase(
        rf"\b(?P<done>i(?:'m| am) a(?:n official| proud| happy)? {DETERMINERS}(?P<t>{MARK})(?:\s+(?:customer|user|owner|member|household|person|convert))+ now|we(?:'re| are) a {DETERMINERS}(?P<t2>{MARK}) (?:household|house|family|shop|team|office) now)",
        " now",
    ),
    Phrase(
        rf"\b(?:used to (?:be with|have|use|own|bank with|be on)|was with|were with|(?:had|owned) {DETERMINERS}(?=.*\bnow))\s*{DETERMINERS}(?P<r>{MARK})[^.]{{0,40}}?(?P<done>\bnow\b)\s*(?:with|on|use|using|have|own|at|i have|i use|it's|we use|we have|i'm with|i'm on|we're with|we're on)?\s*{DETERMINERS}(?P<t>{MARK})",
        "now",
    ),
)
"""Ways of naming both sides at once."""

TRIGGERS = frozenset(
    word for phrase in (MOVE, LEAVE) for word in re.findall(r"[a-z']{4,}", phrase.pattern.pattern)
) | word_set(
    "cancelled canceled quit cut axed go gone went made make done ended end bin bye goodbye so now out ta-ta hello adios was were had used to "
    "got fired sold left drop close leave swap replaced replaces replacing replace trading exchanged"
) - word_set("with from")
"""Some word without which nobody moves; taken from the patterns and a little wider."""

WILL = re.compile(
    r"(?:\b(?:will|'ll|going to|gonna|decided to|about to|planning to|plan to|have to|ready to|set to|agreed to|voted to|resolved to|"
    r"time to|determined to|am to|are to|signed up to|chose to|promised to|due to|off to)|'ll)\s+(?:be\s+|finally\s+|now\s+|also\s+|definitely\s+|just\s+|actually\s+|all\s+)*$"
)
PROGRESSIVE = re.compile(
    r"(?:\b(?:am|are|is|be|been|i'm|we're|im|finally|officially|now)|'m|'re|'s|^\W*(?:@[\w.]+\W+)?)\s*(?:finally\s+|now\s+|officially\s+|also\s+|just\s+|definitely\s+|all\s+|so\s+|currently\s+|in the middle of\s+|busy\s+)*$"
)
NOT_OWN = re.compile(
    rf"\b(?:(?!(?:my|our)\s+(?:whole\s+|entire\s+)?{HOUSEHOLD}\b){OTHERS})(?:'s|'ve|'d|'re)?\s+(?:(?:has|have|had|is|are|was|were|recently|just|all|also|both|finally|got|keeps?|been|will|going to)\s+)*$"
)
AFTER_HEDGE = re.compile(r"^[^.]{0,60}\b(?:if|unless|in my dreams|would be)\b")
PAST_CONTEXT = re.compile(
    r"\b(?:i'd have|i would have|almost|nearly|never|should have|could have|would have|wish i)\b[^,;]*$"
)
YOU = re.compile(r"\b(?:you|ya|u|your \w+)\b(?:'ve|'re|'ll)?(?:\s+\w+){0,2}\s*$")


def find(view: View, sentence: Sentence, words: frozenset[str]) -> Iterator[Draft]:
    """Moves in one sentence; a pair named at once hides what its parts would say."""
    if sentence.is_question or (words and words.isdisjoint(TRIGGERS)):
        return
    drafts = [draft for pattern in PAIRS for draft in _pair(view, sentence, pattern)]
    drafts = drafts or list(_moves(view, sentence)) or list(_leaves(view, sentence))
    yield from [draft for draft in drafts if not stays(view, draft)][:2]


def stays(view: View, draft: Draft) -> bool:
    """From one product to another of the same brand changes no supplier."""
    new, old = view.brand_of(draft.target), view.brand_of(draft.rival)
    return new is not None and new == old


def _status(sentence: Sentence, match: re.Match[str], start: int) -> SwitchStatus | None:
    """Done, decided, or neither."""
    before = sentence.text[:start]
    if is_not_the_authors(before, sentence.text[match.end() :]):
        return None
    if match.groupdict().get("done") is not None:
        will = WILL.search(before) or re.search(r"\b(?:will have|'ll have|to be|will be)\s+$", before)
        return SwitchStatus.INTENDED if will else SwitchStatus.DONE
    if match.groupdict().get("going") is not None:
        if re.search(r"\b(?:since|after|before|by|from|of)\s+$", before):
            return SwitchStatus.DONE if re.search(r"\b(?:since|after)\s+$", before) else None
        return SwitchStatus.INTENDED if PROGRESSIVE.search(before) or WILL.search(before) else None
    return SwitchStatus.INTENDED if WILL.search(before) else None


def is_not_the_authors(before: str, after: str) -> bool:
    """Negated, thought about, conditional, reported, or another person's."""
    guards = (NEGATION, HEDGE, CONDITION, SAYING, NOT_OWN, PAST_CONTEXT, YOU)
    return any(guard.search(before) for guard in guards) or AFTER_HEDGE.search(after) is not None


def _pair(view: View, sentence: Sentence, pattern: Phrase) -> Iterator[Draft]:
    for match in pattern.finditer(sentence.text):
        groups = match.groupdict()
        verb = next(name for name in ("done", "going", "bare") if groups.get(name))
        status = _status(sentence, match, min(match.start(verb), match.start()))
        if status is None:
            continue
        yield _draft(
            view,
            sentence,
            match.span(verb),
            status,
            _entry(view, sentence, match, "t") or _entry(view, sentence, match, "t2"),
            _entry(view, sentence, match, "r"),
            0.9,
        )


def _entry(view: View, sentence: Sentence, match: re.Match[str] | None, group: str) -> str | None:
    if match is None or not match.groupdict().get(group):
        return None
    return view.marks(sentence, match.span(group))[0].entry


def _moves(view: View, sentence: Sentence) -> Iterator[Draft]:
    """'Switched from R to T', 'moved over to T', 'went back to T', 'moved the account to T after six years with R'."""
    for match in MOVE.finditer(sentence.text):
        status = _status(sentence, match, match.start())
        if status is None:
            continue
        after = sentence.text[match.end() :]
        verb = match[0]
        loosely = verb in (
            "went",
            "gone",
            "came over",
            "jumped",
            "changed",
            "change",
            "upgraded",
            "swapped",
            "swapping",
        )
        left = FROM.search(after) or (FROM.search(sentence.text) if not loosely else None)
        new = (STRICT_TO if verb not in ("swapped", "swapping", "swap", "traded") else TO).search(after)
        if new is None and left is not None:
            new = FOR.match(after[left.end() :]) if left.string is after else None
        target, rival = (
            _entry_in(view, sentence, new, match.end()),
            _entry_at(view, sentence, left, match.end(), after),
        )
        if (
            target == rival
            or (target is None and rival is None)
            or (loosely and None in (target, rival) and "back" not in after[:8])
        ):
            continue
        yield _draft(view, sentence, match.span(), status, target, rival, 0.9)


def _entry_in(view: View, sentence: Sentence, match: re.Match[str] | None, shift: int) -> str | None:
    """The entry of group t of a match in what follows a place of the sentence."""
    if match is None:
        return None
    start, end = match.span("t")
    offset = len(sentence.text) - len(match.string)
    found = view.marks(sentence, (start + offset, end + offset))
    return found[0].entry if found and shift >= 0 else None


def _entry_at(
    view: View, sentence: Sentence, match: re.Match[str] | None, shift: int, after: str
) -> str | None:
    """The entry of group r, found in what follows or in the whole sentence."""
    if match is None:
        return None
    start, end = match.span("r")
    offset = shift if match.string is after else 0
    found = view.marks(sentence, (start + offset, end + offset))
    return found[0].entry if found else None


def _leaves(view: View, sentence: Sentence) -> Iterator[Draft]:
    """'Finally cancelled R', 'ditched mine for a T', 'we're dropping R; T it is'."""
    for match in LEAVE.finditer(sentence.text):
        after = sentence.text[match.end() :]
        left = OBJECT.match(after)
        if (
            left is None
            or (NOT_LEFT.match(after[left.end() :]) and FOR.match(after[left.end() :]) is None)
            or (left["p"] and match[0] in NEEDS_NAME and FOR.match(after[left.end() :]) is None)
        ):
            continue
        status = _status(sentence, match, match.start())
        if status is None:
            continue
        rest = after[left.end() :]
        new = FOR.match(rest) or re.search(rf"[;,.–—-]\s*{DETERMINERS}(?P<t>{MARK}) it is\b", rest)
        if (
            match[0] in ("returned", "sent back", "sold", "closed", "closing")
            and new is None
            and "account" not in after
        ):
            continue
        rival = (
            _entry_at(view, sentence, left, match.end(), after) if left["r"] else _it(view, sentence, match)
        )
        if rival is None:
            continue
        yield _draft(view, sentence, match.span(), status, _entry_in(view, sentence, new, 0), rival, 0.85)


def _it(view: View, sentence: Sentence, match: re.Match[str]) -> str | None:
    return view.focus(sentence.start + match.start(), ActKind.COMPLAINS)


def _draft(
    view: View,
    sentence: Sentence,
    cue: tuple[int, int],
    status: SwitchStatus,
    target: str | None,
    rival: str | None,
    confidence: float,
) -> Draft:
    evidence: Span = view.span(sentence, *cue)
    return Draft(KIND, target, evidence, confidence, rival, status)
