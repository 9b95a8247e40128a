"""A reading and its context in; the acts of the message out, one for each distinct set of slots."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeAlias

from nlp.analysis import Act, ActKind, Span, SwitchStatus
from nlp.components.acts import (
    asks,
    compares,
    complains,
    intends,
    moves,
    recommends,
    suggests,
    switches,
    warns,
)
from nlp.components.acts.view import Draft, View
from nlp.components.reading import Reading, Sentence
from nlp.context import Context

Finder: TypeAlias = Callable[[View, Sentence, frozenset[str]], Iterator[Draft]]

FINDERS: dict[ActKind, Finder] = {
    recommends.KIND: recommends.find,
    warns.KIND: warns.find,
    compares.KIND: compares.find,
    switches.KIND: switches.find,
    complains.KIND: complains.find,
    asks.KIND: asks.find,
    intends.KIND: intends.find,
    suggests.KIND: suggests.find,
}

EVERY_KIND = frozenset(FINDERS)

NAMELESS = frozenset({ActKind.COMPLAINS, ActKind.ASKS, ActKind.SUGGESTS})
"""What can be done about nothing named: the others need a supplier."""

BY_COMPANIES = frozenset({ActKind.ASKS})
"""All that a company's own people do that counts."""

LEANS = re.compile(
    r"^\W*(?:@[\w.]+\W+)*(?P<cue>same(?: here| on mine| at ours| at mine| fault| problem| issue| story| thing| with mine| for me| question)?|me too|me neither|mine too|mine did the same|mine does (?:that|the same|it) too|ditto|\+1|\+ 1|this\b(?=\W*$|[.!,])|"
    r"so (?:do|did|have|am|was) i|so (?:did|does|has) mine|seconded|thirded|second(?:ing)? (?:this|that)|second that|i second|agreed?|i agree|exactly(?: this)?|can confirm|likewise|you're not (?:alone|the only one)|(?:it's |it is )?not (?:just|only) you|(?:i've |i |we |we've )?(?:had|got|have|get) (?:exactly )?the same|we have one with the same \w+|i thought it was (?:just|only) me|yes+!* i thought it was just me|mine (?:does|did|has) (?:it|that|this) (?:too|as well)|what (?:she|he|they|\w+) said|"
    r"yep|yes|yeah|hear hear|amen|absolutely|totally agree|couldn't agree more|came here to say (?:this|that)|for real|facts|^)\b"
)
"""Replies that make the parent's words their own."""

LEANING_KINDS = {
    ActKind.COMPLAINS: re.compile(
        r"same|me too|mine|ditto|\+ ?1|so (?:did|does|has|have|was|do)|the same|the only one|not only|only me|just me|can confirm|likewise|not alone|not just you|hear hear|exactly"
    ),
    ActKind.RECOMMENDS: re.compile(
        r"second|third|\+ ?1|agree|exactly|this|can confirm|said|hear hear|amen|absolutely|came here"
    ),
    ActKind.WARNS: re.compile(
        r"second|third|\+ ?1|agree|exactly|this|can confirm|said|hear hear|amen|absolutely|came here"
    ),
    ActKind.SUGGESTS: re.compile(r"same|second|\+ ?1|agree|me too|exactly|this|came here|hear hear"),
    ActKind.ASKS: re.compile(r"same question|same problem here.*\?|me too.*\?"),
}
"""Which of the parent's acts each of those words takes on."""

LEANING_CONFIDENCE = 0.65

ADVICE = frozenset({ActKind.RECOMMENDS, ActKind.WARNS})

MAX_SENTENCES = 400
"""Sentences read for acts: more than any letter has; a longer text is an article whose acts are not a customer's."""


def find_acts(
    reading: Reading,
    context: Context,
    peeves: Sequence[Span] = (),
    ideas: Sequence[Span] = (),
    *,
    among: frozenset[ActKind] = EVERY_KIND,
) -> tuple[Act, ...]:
    """All acts of some kinds, in the order in which they are said.

    Peeves and ideas are where the catalogue's such topics stand.
    """
    if context.is_bot and not context.by_company:
        return ()
    view = View(reading, context, tuple(peeves), tuple(ideas))
    kinds = among & _kinds(view)
    finders = [finder for kind, finder in FINDERS.items() if kind in kinds]
    drafts = [
        draft
        for sentence in view.own_sentences[:MAX_SENTENCES]
        for draft in _in_sentence(view, sentence, finders)
    ]
    if context.parent is not None and not context.by_company:
        drafts = [*(draft for draft in _leaning(view) if draft.kind in among), *drafts]
    if moves.KIND in kinds:
        drafts = [*drafts, *moves.composed(view, drafts)]
    return tuple(_act(view, draft) for draft in _settled(drafts))


def _kinds(view: View) -> frozenset[ActKind]:
    """Those that can be found: without a name, here or in a parent, three kinds of act remain."""
    if view.context.by_company:
        return BY_COMPANIES
    return EVERY_KIND if view.reading.links or view.context.parent is not None else NAMELESS


def _in_sentence(view: View, sentence: Sentence, finders: Sequence[Finder]) -> Iterator[Draft]:
    words = view.words(sentence)
    return chain.from_iterable(finder(view, sentence, words) for finder in finders)


def _leaning(view: View) -> Iterator[Draft]:
    """What a reply takes over: 'same here', 'seconded', '+1'."""
    sentences = view.own_sentences
    match = LEANS.match(sentences[0].text) if sentences else None
    if match is None or not match["cue"] or view.parent is None or sentences[0].is_question:
        return
    for act in view.parent.acts:
        words = LEANING_KINDS.get(act.kind)
        if words is None or words.search(match["cue"]) is None or _names_another(view, act):
            continue
        evidence = view.span(sentences[0], *match.span("cue"))
        yield Draft(act.kind, act.target, evidence, LEANING_CONFIDENCE, to=act.to)


def leaning_on(reading: Reading, kind: ActKind) -> bool:
    """Whether the author's first words make the parent's act of a kind their own."""
    own = next((sentence for sentence in reading.sentences if not sentence.quoted), None)
    match, words = None if own is None else LEANS.match(own.text), LEANING_KINDS.get(kind)
    return match is not None and words is not None and words.search(match["cue"]) is not None


def _names_another(view: View, act: Act) -> bool:
    """A reply that names something else speaks of that."""
    return act.kind in ADVICE and bool(view.entries) and act.target not in view.entries


def _settled(drafts: list[Draft]) -> list[Draft]:
    """One draft for each set of slots, the surest; what is advised against is not advised."""
    best: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (draft.kind, draft.target, draft.rival)
        known = best.get(key)
        if known is None or (draft.confidence > known.confidence):
            best[key] = draft if known is None or draft.to is not None else replace(draft, to=known.to)
    kept = [draft for draft in best.values() if not _is_contradicted(draft, best)]
    return sorted(
        kept, key=lambda draft: (draft.evidence.start, draft.kind, draft.target or "", draft.rival or "")
    )


def _is_contradicted(draft: Draft, best: dict[tuple[object, ...], Draft]) -> bool:
    """Whether another draft of the message says it better."""
    others = [other for other in best.values() if other is not draft]
    check = CONTRADICTIONS.get(draft.kind)
    return check is not None and any(check(draft, other) for other in others)


def _better_advice(draft: Draft, other: Draft) -> bool:
    """Advice about a name outdoes the same about 'it'; what is advised against is not advised."""
    if other.kind is draft.kind:
        return other.by_name and not draft.by_name
    against = draft.kind is ActKind.RECOMMENDS and other.kind is ActKind.WARNS
    return against and other.target == draft.target and _overlap(draft, other)


def _more_definite(draft: Draft, other: Draft) -> bool:
    """The same act about something named; or a proposal, which is no question."""
    if draft.kind is ActKind.ASKS and other.kind is ActKind.SUGGESTS:
        return _overlap(draft, other)
    return draft.target is None and other.kind is draft.kind and other.target is not None


def _replaces_plan(draft: Draft, other: Draft) -> bool:
    """Advice is no plan of one's own; a move that is done is none any more."""
    if other.kind is ActKind.RECOMMENDS:
        return _overlap(draft, other)
    return (
        other.kind is ActKind.SWITCHES and other.target == draft.target and other.status is SwitchStatus.DONE
    )


def _completes(draft: Draft, other: Draft) -> bool:
    """The same move, told with both sides."""
    if other.kind is not ActKind.SWITCHES or None in (other.target, other.rival):
        return False
    return draft.target in (None, other.target) and draft.rival in (None, other.rival)


CONTRADICTIONS: dict[ActKind, Callable[[Draft, Draft], bool]] = {
    ActKind.RECOMMENDS: _better_advice,
    ActKind.WARNS: _better_advice,
    ActKind.COMPLAINS: _more_definite,
    ActKind.ASKS: _more_definite,
    ActKind.SUGGESTS: _more_definite,
    ActKind.INTENDS: _replaces_plan,
    ActKind.SWITCHES: _completes,
}
"""By kind: whether another draft of the message says it better."""


def _overlap(left: Draft, right: Draft) -> bool:
    return left.evidence.start < right.evidence.end and right.evidence.start < left.evidence.end


def _act(view: View, draft: Draft) -> Act:
    to = (draft.to or view.advised) if draft.kind in ADVICE else None
    return Act(draft.kind, draft.target, (draft.evidence,), draft.confidence, draft.rival, to, draft.status)
