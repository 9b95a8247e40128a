"""A message and the moves found in its sentences in; a move that it tells in two places out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.analysis import ActKind, Span, SwitchStatus
from nlp.components.acts.switches import is_not_the_authors, stays
from nlp.components.acts.view import Draft, View
from nlp.components.acts.words import DETERMINERS
from nlp.components.phrase import Phrase
from nlp.components.reading import MARK

KIND = ActKind.SWITCHES

ACQUIRED = Phrase(
    rf"\b(?P<cue>bought|got(?! rid)|picked up|went (?:with|for)|ended up with|treated (?:myself|ourselves) to|traded up to|replaced (?:it|mine|ours|that|them|him|her|the [\w]+|my [\w]+|our [\w]+) (?:with|by)|switched to|moved to|changed to|took|have|chose|decided (?:for|on))\s+(?:[\w'%-]+\s+){{0,3}}?(?P<t>{MARK}|this\b)|(?P<t2>{MARK})\s+(?P<cue2>is (?:now )?on (?:the|my|our) counter|took its place|is in its place|has taken over|replaced it)",
    "bought|got|picked up|went |ended up|treated|traded up|replaced|switched to|moved to|changed to|took|have|chose|decided|counter|its place|taken over",
)
"""A thing got: a move, where another thing went."""
DISPOSED = re.compile(
    rf"(?P<r>{MARK})(?:'s [\w]+)?\s+(?:(?:has |is |was |finally |just |then |also )*)(?P<cue>(?:went|going|goes|gone|is going|moved|is|are) (?:back )?(?:to|in|into|on|at) (?:the |a )?(?:skip|bin|tip|dump|scrap ?yard|scrap|recycling|charity|landfill|garage|attic|ebay|cellar|trash|rubbish)|got binned|died|broke|gave up|packed (?:up|in)|gave out|retired|got returned|went back|is gone|was the last)"
    rf"|(?P<cue3>sold|binned|scrapped|returned|sent back|gave away|gave up on|got rid of|said goodbye to|goodbye|bye(?: bye)?|ditched|cancelled|left|it's (?:finally )?over (?:between me and|with)|had enough of|fed up with|after(?: the| two| three| my| our)?(?: [\w-]+){{0,2}}?|instead of)\s+(?:to\s+)?{DETERMINERS}(?:[\w-]+\s+)?(?P<r2>{MARK})"
)
"""A thing gone, or about to go."""


def composed(view: View, drafts: list[Draft]) -> Iterator[Draft]:
    """Moves told in two places: 'The P4 went to the skip. I got an Ember.', 'the pump died, so I bought a K1'."""
    if any(draft.kind is KIND and None not in (draft.target, draft.rival) for draft in drafts):
        return
    known = [draft for draft in drafts if draft.kind is KIND]
    new, status = _acquired(view)
    if new is None or status is None:
        return
    old = _disposed(view, known, new.start)
    if old is None:
        return
    draft = Draft(
        KIND, view.reading.link_at(new.start).entry if new.start >= 0 else None, new, 0.7, old, status
    )
    if not stays(view, draft) and draft.target is not None:
        yield draft


def _acquired(view: View) -> tuple[Span | None, SwitchStatus | None]:
    """Where the new thing is named, and whether it is there already."""
    for sentence in view.own_sentences:
        if sentence.is_question:
            continue
        for match in ACQUIRED.finditer(sentence.text):
            before = sentence.text[: match.start()]
            if is_not_the_authors(before, sentence.text[match.end() :]):
                continue
            group = "t" if match["t"] else "t2"
            place = sentence.start + match.start(group)
            if match[group] == "this":
                named = [link for link in view.own_links if link.start < view.context.body_start]
                if not named:
                    continue
                place = named[0].start
            status = (
                SwitchStatus.INTENDED if (match["cue"] or "").startswith("decided") else SwitchStatus.DONE
            )
            return Span(place, place + 1), status
    return None, None


def _disposed(view: View, known: list[Draft], new: int) -> str | None:
    """What went: as another move of the message says, or by the words for getting rid of things."""
    target = view.reading.link_at(new)
    for draft in known:
        if draft.rival is not None and view.brand_of(draft.rival) != target.brand:
            return draft.rival
    for sentence in view.own_sentences:
        for match in DISPOSED.finditer(sentence.text):
            group = "r" if match["r"] else "r2"
            link = view.marks(sentence, match.span(group))[0]
            if link.brand == target.brand or sentence.is_question:
                continue
            if not is_not_the_authors(sentence.text[: match.start()], ""):
                return link.entry
    return None
