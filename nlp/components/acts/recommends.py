"""A sentence in; advice to get, try, use or stay with something out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.analysis import ActKind
from nlp.components.acts.rule import (
    Hit,
    RuleBook,
    has_subject,
    is_conditional,
    is_negated,
    is_reported,
    rule,
)
from nlp.components.acts.view import Draft, View
from nlp.components.acts.words import ADVERBS, BUY, DETERMINERS, NAMES, OPENING, named, thing
from nlp.components.reading import Sentence

KIND = ActKind.RECOMMENDS

ADVICE = r"(?:should|need to|have to|must|ought to|might want to|may want to|might like to|want to|wanna|gotta|had better|'d better|'d be (?:better off|wise) (?:to|with)|may as well|might as well|could do worse than to|could always|could)"
I_WOULD = r"(?:\b(?:i|we)'?d|\b(?:i|we) would|\bwould|\bid)\s+"
NOT_PART = r"(?!'s\s+\w|\s+(?:support|customer|website|helpline|store|hotline|team|again|first if))"
"""'Try Brevo support' advises nobody to get a Brevo."""


def _is_own_wish(hit: Hit) -> bool:
    """'I'd get one' is advice only to someone who asked, or where it says for whom."""
    view = hit.view
    asked = view.context.parent is not None or view.advised is not None
    return (
        not asked and re.search(r"\b(?:you|your|if i were|for a|for an|anyone)\b", hit.sentence.text) is None
    )


def _is_no_answer(hit: Hit) -> bool:
    return not hit.view.parent_has(ActKind.ASKS)


def _is_narrative(hit: Hit) -> bool:
    """'Use it daily': a dropped 'I', not an imperative."""
    habit = r"^[^,.]{0,25}\b(?:daily|every day|every morning|all the time|a lot|at work|for work|myself|regularly)\b"
    return re.search(habit, hit.after) is not None


RULES = (
    rule(
        KIND,
        "imperative: get the X, go with X, try X",
        rf"{OPENING}{ADVERBS}(?P<cue>{BUY}(?:\s+(?:yourself|yourselves))?|go|give)\s+{named('t')}{NOT_PART}",
        "get buy try grab choose pick order go check look consider have take switch move change stick stay come join "
        "download book sign invest treat opt use keep save rent hire subscribe spring splash hold start ask give own",
        0.8,
        (has_subject, is_reported, _is_narrative),
    ),
    rule(
        KIND,
        "imperative with a pronoun: get one, try it, go for it",
        rf"{OPENING}{ADVERBS}(?P<cue>(?:get|buy|try|go for|go with|consider|order|grab)\s+"
        r"(?P<p>it|them|one|that one|this one))\b(?!\s+(?:size|cup|shot|bag|capsule|spoon|pair|sheet|drop|half|more|or two|at a time)\b|\s+(?:on|out|back|off|up|away|fixed|replaced|sorted|home|working|to\b))",
        "get buy try go consider order grab",
        0.6,
        (has_subject, is_reported, is_negated, is_conditional),
        needs_target=True,
    ),
    rule(
        KIND,
        "give X a try",
        rf"{OPENING}(?P<cue>give)\s+{thing()}\s+a\s+(?:try|go|shot|chance|whirl|look|spin|test)",
        "give",
        0.85,
        (has_subject,),
    ),
    rule(
        KIND,
        "you should get X",
        rf"\b(?:you|u|ya|everyone|everybody|anyone|people)\s+{ADVERBS}(?P<cue>{ADVICE}\s+{ADVERBS}{BUY})\s+{thing()}{NOT_PART}",
        "you u ya everyone everybody anyone people",
        0.85,
        (is_negated, is_reported),
    ),
    rule(
        KIND,
        "you need an X",
        rf"(?P<cue>\b(?:you|u)\s+{ADVERBS}(?:need|want|'ll love|will love|'d love|would love|won't regret))\s+(?:getting\s+|buying\s+|choosing\s+)?"
        rf"{named('t')}(?!'s|\s+to\b)",
        "you u you'll you'd",
        0.75,
        (is_reported, is_conditional),
    ),
    rule(
        KIND,
        "I'd go with X",
        rf"(?P<cue>{I_WOULD}{ADVERBS}(?:recommend|suggest|advise|vote for|say|say go (?:for|with)|go (?:for|with)|point you (?:to|towards?|at)|steer you towards?))\s+"
        rf"(?:getting\s+|trying\s+|you\s+{BUY}\s+)?{thing()}(?![^.]*\bif (?:it|they|only)\b)",
        "i'd we'd would id",
        0.9,
        (is_negated,),
    ),
    rule(
        KIND,
        "I'd get X, said to someone",
        rf"(?P<cue>{I_WOULD}{ADVERBS}(?:{BUY}|take))\s+{named('t')}(?![^.]*\b(?:if (?:it|they|only|i)|but|again)\b)",
        "i'd we'd would id",
        0.7,
        (is_negated, _is_own_wish),
    ),
    rule(
        KIND,
        "I recommend X",
        rf"(?P<cue>(?:\b(?:i|we)\s+{ADVERBS}|\b(?:can|will|do|would|happy to|happily|highly|thoroughly|strongly|definitely|fully|"
        rf"totally|wholeheartedly|heartily|warmly)\s+{ADVERBS}|^\W*)(?:recommend(?:ed|ing)?|suggest|vouch for))\s+"
        rf"(?:getting\s+|trying\s+|buying\s+|going with\s+)?{thing()}",
        "recommend recommended recommending suggest vouch",
        0.9,
        (is_negated,),
    ),
    rule(
        KIND,
        "can't recommend X enough",
        rf"(?P<cue>(?:can't|cannot|can not|cant|couldn't) recommend)\s+{thing()}\s+(?:[\w'-]+\s+){{0,4}}?(?:enough|highly|more)\b",
        "recommend",
        0.95,
    ),
    rule(
        KIND,
        "X, highly recommended",
        r"(?P<cue>(?:\b(?:highly|thoroughly|warmly|strongly|definitely|much|fully|totally|would|can)\s+|^\W*)recommend(?:ed)?)\s*"
        r"(?:to (?:anyone|everyone|everybody|all|you)\b.*)?[!.,:)]*\s*(?:$|\n)",
        "recommend recommended",
        0.85,
        (is_negated,),
        needs_target=True,
    ),
    rule(
        KIND,
        "X is recommended",
        rf"{named('t')}\s+(?P<cue>(?:is|are|comes?)\s+(?:highly|thoroughly|warmly|strongly|definitely)\s+recommended)",
        "recommended",
        0.85,
    ),
    rule(
        KIND,
        "my vote goes to X",
        rf"(?P<cue>my (?:vote|recommendation|advice|suggestion|tip|pick|choice|answer)(?:\s+(?:goes to|is|would be|is for|would go to|would be to))?\s*:?|"
        rf"(?:another |one more )?vote for|\+1 for|\+1 to|i(?:'ll| will)? second|seconding|thumbs up for|big (?:up|shout) for|shout ?out to)\s+"
        rf"(?:{BUY}\s+)?{named('t')}",
        "my vote 1 second seconding thumbs shout shoutout big",
        0.85,
        (is_reported,),
    ),
    rule(
        KIND,
        "you can't go wrong with X",
        rf"(?P<cue>(?:can't|cannot|cant|won't|can not|hard to|couldn't)\s+(?:really\s+)?go\s+(?:far\s+|too\s+)?wrong with|look no further than|"
        rf"do yourself a favou?r(?:,| and)? (?:{BUY}|go (?:with|for))|"
        rf"(?:i )?(?:always |keep |usually )?tell(?:ing)? (?:everyone|anyone|people|everybody|all my friends) (?:i know )?(?:to )?(?:{BUY})?|"
        rf"(?:well |definitely |really |so )?worth (?:getting|buying|trying|checking out|a look at|considering|having)|"
        rf"(?:everyone|everybody) should (?:have|own|get|try))\s+{thing()}",
        "wrong look favour favor tell telling worth everyone everybody",
        0.9,
    ),
    rule(
        KIND,
        "X is the way to go",
        rf"{thing()}(?:'s|\s+is|\s+are|\s+would be|\s+would have to be|\s+has to be|\s+might be)\s+{ADVERBS}"
        r"(?P<cue>(?:the |a )?(?:way to go|one (?:to (?:get|buy|go for|have|pick)|you (?:want|need)|for you|i'd (?:get|buy|go))|what you (?:want|need|should get)|"
        r"safe bet|safest bet|no[- ]brainer|must[- ](?:have|buy|try)|(?:your|the) (?:best|safest|smartest) (?:bet|choice|option|pick)|"
        r"(?:your|the) (?:machine|one|answer|phone|car|app|bank|place|hotel|gym|mower) (?:for you|you want)|your (?:machine|best bet|answer|friend)|"
        r"(?:well |really |definitely |so )?worth (?:a (?:try|look|go|shot|punt)|getting|trying|buying|checking out|considering)))",
        "way one what safe safest no no-brainer must must-have must-buy must-try your best machine worth answer",
        0.85,
        (is_negated, is_reported),
    ),
    rule(
        KIND,
        "X would be my pick",
        rf"{named('t')}\s+(?P<cue>would be (?:my|the one i'd) (?:first |top |clear )?(?:pick|choice|recommendation|vote|suggestion|pick|advice|tip)?|"
        r"gets my vote|all the way|every time|hands down|gets a (?:big )?thumbs up from me|is (?:my|the one i) (?:recommend(?:ation)?|suggest(?:ion)?))\b",
        "would gets all every hands is",
        0.75,
        (_is_no_answer,),
    ),
    rule(
        KIND,
        "you won't regret it",
        r"(?P<cue>\b(?:you|u)(?:'ll| will)?\s*(?:won't|will not|wont|never)\s+(?:regret (?:it|this|that)|look back|be (?:disappointed|sorry)))",
        "you u you'll",
        0.75,
        needs_target=True,
    ),
    rule(
        KIND,
        "I'd get one again, to someone who asked",
        rf"(?P<cue>(?:{I_WOULD}|\b(?:i|we)(?:'ll| will) )(?:buy|get|choose|pick|take|go for|have)\s+(?:it|one|one of (?:those|these|them)|another(?: one)?|the same(?: one)?)(?:\s+(?:again|tomorrow|any day|every time|in a heartbeat))?)\b(?!\s+(?:if|but|to|back|out|fixed))",
        "i'd we'd would id i'll we'll will",
        0.65,
        (is_negated, _is_no_answer),
        needs_target=True,
    ),
    rule(
        KIND,
        "open an X account",
        rf"{OPENING}(?P<cue>open)\s+(?:an? )?(?:account (?:with|at) )?{DETERMINERS}(?P<t>{NAMES})(?=\s+account|[^.]*\baccount\b|\W*$)",
        "open",
        0.8,
        (has_subject,),
    ),
    rule(
        KIND,
        "have you tried X?",
        rf"(?P<cue>\b(?:have|had) (?:you|u) (?:ever )?(?:tried|considered|looked (?:at|into)|thought (?:about|of)(?: getting| trying)?|checked out)|"
        rf"\b(?:how|what) about(?: trying| getting)?|why not (?:try|get|go (?:for|with)|switch to|just get))\s+{named('t')}(?:\s+(?:yet|instead|at all|for that))?\s*\?",
        "have had how what why",
        0.7,
        (_is_no_answer,),
        in_questions=True,
    ),
)

BOOK = RuleBook(RULES)

BARE_ANSWER = re.compile(
    rf"^\W*(?:@[\w.]+\W+)?(?:(?:definitely|def|deffo|probably|honestly|100%|easily|absolutely|hands down|for me|for sure|defo|it has to be|"
    rf"has to be|got to be|always|simple|easy|gotta be|without a doubt|no question)\W+)*{DETERMINERS}(?P<t>{NAMES})"
    r"(?:\W+(?:hands down|every time|any day|all the way|for sure|100%|without a doubt|no contest|no question|easily|definitely|"
    r"of course|obviously|every day of the week|no doubt|imo|imho|for me))*\W*$"
)
"""A question answered by a name alone."""


def find(view: View, sentence: Sentence, words: frozenset[str]) -> Iterator[Draft]:
    """Advice in one sentence."""
    yield from BOOK.apply(view, sentence, words)
    if sentence.is_question or not _is_asked_by_a_peer(view):
        return
    answer = BARE_ANSWER.match(sentence.text)
    if answer is not None:
        for link in view.marks(sentence, answer.span("t"))[:1]:
            if link.method != "handle":
                yield Draft(KIND, link.entry, view.span(sentence, *answer.span()), 0.7)


def _is_asked_by_a_peer(view: View) -> bool:
    return not view.context.parent_by_company and view.parent_has(ActKind.ASKS)
