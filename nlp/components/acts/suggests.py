"""A sentence in; proposals of how a product or service could be better out."""

# ruff: noqa: RUF001 - people write these dashes and quotation marks

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.item import ItemKind
from nlp.analysis import ActKind
from nlp.components.acts.rule import RuleBook, is_reported, rule
from nlp.components.acts.view import Draft, View
from nlp.components.acts.words import ADVERBS, OTHERS
from nlp.components.reading import MARK, Sentence

KIND = ActKind.SUGGESTS

IMPROVE = r"(?:add|bring back|bring|make|let|give|allow|consider|include|offer|support|introduce|put|stop|stock|sell|ship|extend|improve|change|redesign|rethink|implement|integrate|enable|have|create|provide|lower|reduce|drop the|remove|get rid of|open|think about|look (?:at|into) (?:adding|making|a)|build|fit|release|launch|do|publish|use|switch to|move|print|show|start|keep|swap|label|install|accept|train|hire|send)"
WELCOME = r"(?:great|nice|good|lovely|cool|helpful|awesome|handy|useful|amazing|brilliant|fantastic|ideal|perfect|better|neat|wonderful|super|convenient|appreciated|much better|a nice touch|a good idea|a great idea|a great feature|so good|best|sweet|smart|a game ?changer|a big help|a huge help)"

RULES = (
    rule(
        KIND,
        "please add",
        r"(?P<cue>\b(?:please|pls|plz|kindly|pretty please)\s+(?:could you\s+|can you\s+|just\s+|do\s+)*(?:add|bring back|make|let (?:us|me|people|customers|users|members)|give (?:us|customers|users|members|me an option)|allow|consider|include|offer|support|introduce|extend|improve|redesign|implement|integrate|enable|create|lower|reduce|remove|stock|sell|build|release|launch|open|rethink|look into adding)\b)(?!\s+(?:know|sure|me a|me my|it right|it stop|this right|this stop|that stop|an exception|contact|down|in on|up|the box|a ticket|my|our))",
        "please pls plz kindly",
        0.85,
        in_questions=True,
    ),
    rule(
        KIND,
        "it would be great if",
        rf"(?P<cue>\b(?:it|that|this)?\s*(?:would|'d|could|might)\s+(?:also\s+|really\s+|be\s+)*(?:be\s+)?(?:so |really |very |super |even |absolutely |pretty )*{WELCOME}\s+(?:if|to (?:have|see|get|be able)|for (?:us|me|users|customers|people|members|everyone) to|were|having)\b|(?:'d|would) be {WELCOME} (?:if|to (?:have|see|get|be able)))",
        "would it'd that'd could might be",
        0.85,
        (is_reported,),
        in_questions=True,
    ),
    rule(
        KIND,
        "I wish it had",
        rf"(?P<cue>\b(?:i|we|just|really|only)?\s*wish(?:ing)?\s+(?:that\s+)?(?:it|they|you|there|this|these|(?:the|my|our|your)?\s*(?:[\w-]+\s+){{0,2}}?{MARK}(?:'s [\w-]+)?|(?:the|my|your|their) (?:[\w-]+ ){{1,3}}?)\s*(?:had|would|could|was|were|came|did|offered|allowed|supported|let|made|sold|shipped|worked with|opened))\b|(?P<cue2>\bif only\s+(?:it|they|you|there|(?:the|my|your)?\s*(?:[\w-]+\s+){{0,2}}?{MARK})\s+(?:had|would|could|was|were|came|did|offered|allowed|supported|let|made))",
        "wish wishing only",
        0.8,
        (is_reported,),
    ),
    rule(
        KIND,
        "why not let us",
        rf"(?P<cue>\b(?:why (?:not|don't (?:you|they)|doesn't {MARK}|can't (?:we|you|they|{MARK}))\s+(?:just\s+|simply\s+)?{IMPROVE}|how about (?:a|an|adding|making|letting|giving|offering|some|allowing|bringing)|any chance (?:of (?:a|an|adding|getting|having|bringing|some)|you (?:could|can|will|would) (?:add|bring|make|offer|include|support|let))|what about (?:adding|making|offering|letting|a way to|an option))\b)",
        "why how any what",
        0.75,
        (is_reported,),
        in_questions=True,
    ),
    rule(
        KIND,
        "you should make",
        rf"(?:\b(?:you|they|{MARK}|the (?:app|site|website|company|developers|devs|makers|team|shop|store|machine|airline|hotel|gym|bank)|someone at {MARK}|you guys|(?:{MARK}'s|your|their) (?:app|site|website|team))\s+)(?P<cue>{ADVERBS}(?:should|need to|needs to|ought to|must|has to|have to|could|might want to|may want to|could do with|should seriously|could easily)\s+{ADVERBS}(?:consider (?:adding|making|offering|a|an|letting|bringing|having|putting|selling)|(?:add|bring back|make (?:a|an|the|it|them|their|its)|let (?:us|me|people|you|customers|users|members)|give (?:us|customers|users|people|members)|allow|include|offer|support|introduce|extend|redesign|implement|integrate|enable|lower|reduce|remove|stock|sell|open|come with|come in|have (?:a|an|more|some|longer|bigger)|build|fit|release|launch|ship|publish|use (?:less|more|a|better)|put (?:a|an|the|in|more)|print|show|send (?:us|a|an|out)|accept|start (?:selling|offering|a|doing)|stop (?:using|hiding|charging|sending|making|with)|do (?:a|an|more|something)|get rid of|train|hire|pay|fix the)))\b",
        "you they should need needs ought must has have could might may someone you'd",
        0.75,
        (is_reported,),
    ),
    rule(
        KIND,
        "you should make, said of a brand",
        rf"{MARK}(?:'s [\w-]+)?\s+(?P<cue>(?:[\w]+\s+)?(?:should|needs to|ought to|could|must|has to)\s+{ADVERBS}(?:really\s+|consider\s+)?{IMPROVE})\b(?!\s+(?:you|it for|fine|ok|been|\w+ed|brought|known|gone|had|done|taken|told|given|made|seen|left|kept|got|come)\b)",
        "should needs ought could must has",
        0.7,
        (is_reported,),
    ),
    rule(
        KIND,
        "could you offer",
        rf"(?P<cue>\b(?:could|can|would|will)\s+(?:you|we|they|(?:the\s+)?{MARK})\s+(?:guys\s+|please\s+|not\s+|just\s+|at least\s+|maybe\s+|possibly\s+|also\s+)*(?:add|make (?:a|an|the|it)|offer|include|bring back|allow|consider|support|introduce|let (?:us|me|people|users|customers|members)|give us|have (?:a|an|more)|get (?:a|an)|extend|sell|stock|put (?:a|an|in)|start|build|lower|open)\b)",
        "could can would will",
        0.75,
        in_questions=True,
    ),
    rule(
        KIND,
        "would love to see a",
        rf"(?P<cue>\b(?:(?:i|we)(?:'d| would)|would) (?:really |also |absolutely )?(?:love|like) (?:to (?:see|have) (?:a|an|some|more|the|it|you|them|better|support)|it if (?:you|it|they|there|{MARK})|an option|a way|the option|if (?:you|it|they|there)|a (?:[\w-]+ ){{1,3}}(?:mode|button|option|version|setting|feature|size|plan|integration|colour|color|filter|timer)))",
        "love like",
        0.75,
        (is_reported,),
    ),
    rule(
        KIND,
        "if it had a timer",
        rf"(?P<cue>\bif (?:only )?(?:it|they|(?:the |my |your )?(?:[\w-]+ )?{MARK}(?:'s [\w-]+)?)\s+(?:just |only )?(?:had|came with|offered|let (?:me|us|you)|supported|allowed|came in|sold|would (?:add|let|offer|make))\b.{{0,60}}?\b(?:i'd|we'd|i would|we would|it'd|it would|would be|that'd))",
        "if",
        0.65,
        (is_reported,),
    ),
    rule(
        KIND,
        "less plastic, please",
        rf"(?P<cue>\bplease\W+(?:{MARK}\W+)?(?:less|more|fewer|no more|bigger|smaller|longer|shorter|better|cheaper)\b|^\W*(?:@[\w.]+\W+)?(?:{MARK}\W+)?(?:bring back|add|give us|let us|make|fix|allow|more|less|fewer)\b[^?]*\b(?:please|pls|plz)\b)",
        "please pls plz",
        0.75,
    ),
    rule(
        KIND,
        "would love a calendar in X",
        rf"(?P<cue>\b(?:(?:i|we)(?:'d| would)|would|'d) (?:really |also )?love (?:a|an|some|more)\b)(?!\s+(?:{MARK}|new|cup|coffee|refund|holiday|job|chat|reply|response|bit))(?=.*\b(?:in|on|for|from|with|option|mode|version|button|setting|feature)\b)",
        "love",
        0.7,
        (is_reported,),
    ),
    rule(
        KIND,
        "feature request",
        r"(?P<cue>\b(?:feature (?:request|idea|suggestion|wish)|(?<!no )(?:one |a |an |small |quick |my |another |tiny |product |friendly )*(?<!no )(?:suggestion|idea|wish|request|proposal|improvement)(?: for (?:the |you |your )?[^:]{0,40})?\s*(?::|-|–|would be|is to)|i (?:have|'ve got) (?:a|an|one) (?:idea|suggestion)|(?:i|we)(?:'d| would)? (?:like to )?(?:suggest|propose) (?:that|adding|a|an|you|making|letting|offering|the)|all (?:it|that)(?:'s| is) missing is|the only thing (?:missing|it needs|it lacks) is|what(?:'s| is) missing is))",
        "feature suggestion idea wish request proposal improvement suggest propose missing only",
        0.75,
        (is_reported,),
    ),
    rule(
        KIND,
        "it needs a timer",
        rf"(?:{MARK}(?:'s [\w-]+)?|\b(?:it|this thing|this app|this|they|the (?:app|site|website|machine|menu|grinder|lid|tank)))\s+(?P<cue>(?:really |just |badly |definitely |desperately )*(?:needs?|could (?:do with|use)|should (?:have|come with|include|allow|let|be able to)|is (?:crying out for|begging for))\s+(?:a|an|some|more|better|bigger|longer|to (?:have|come with|support|add|let|allow|offer|include))\b)(?!\s+(?:new owner|shout|medal|raise|kick|miracle|lot of|repair|service|clean|descal|look at|refund|replacement|bit of|break|week|few days))",
        "needs need could should crying begging is",
        0.65,
        (is_reported,),
    ),
)

BOOK = RuleBook(RULES)

IDEA_CUE = re.compile(
    r"\b(?:add|allow|let|option|feature|support|should|could|would|please|make|idea|need|want|bring|give|offer|include|able to)\b"
)
IDEA_CONFIDENCE = 0.6
WANTS = re.compile(
    r"\b(?:please|pls|plz|let us|let me|give us|send|want|need|needs|would|could|wish|begging|why no|where is|how about|or a|or an|make|add|bring)\b"
)
"""Beside a wish that the catalogue knows, such a word proposes it."""
PEER = re.compile(rf"\b{OTHERS}\s+(?:suggest|wish)")


def find(view: View, sentence: Sentence, words: frozenset[str]) -> Iterator[Draft]:
    """Proposals in one sentence; an item filed as an idea is one wherever it says what to do."""
    drafts = [draft for draft in _about(view, sentence, words) if not PEER.search(sentence.text)]
    if not drafts and view.ideas and WANTS.search(sentence.text):
        spans = [span for span in view.ideas if sentence.start <= span.start < sentence.end]
        drafts = [Draft(KIND, _target(view, sentence), span, IDEA_CONFIDENCE) for span in spans]
    if not drafts and view.context.kind is ItemKind.IDEA and IDEA_CUE.search(sentence.text):
        target = _target(view, sentence)
        drafts = [Draft(KIND, target, view.span(sentence, 0, len(sentence.text)), IDEA_CONFIDENCE)]
    yield from drafts[:1]


def _about(view: View, sentence: Sentence, words: frozenset[str]) -> Iterator[Draft]:
    """The rules' drafts, each about what the sentence names, or else what the message is about."""
    for draft in BOOK.apply(view, sentence, words):
        yield replace(draft, target=_target(view, sentence))


def _target(view: View, sentence: Sentence) -> str | None:
    here = view.marks(sentence, (0, len(sentence.text)))
    return here[0].entry if here else view.focus(sentence.start, KIND)
