"""A sentence in; plans and decisions to buy, order, subscribe, try or visit out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.analysis import ActKind
from nlp.components.acts.rule import Hit, RuleBook, is_conditional, is_negated, is_reported, rule
from nlp.components.acts.view import Draft, View
from nlp.components.acts.words import ADVERBS, START, named, thing
from nlp.components.reading import Sentence

KIND = ActKind.INTENDS

ACQUIRE = (
    r"(?:buy|buying|get|getting|order|ordering|pick up|picking up|grab|grabbing|try|trying|try out|visit|visiting|subscribe to|sign up (?:for|to|with)|signing up (?:for|to|with)|"
    r"book|booking|book (?:with|into|at)|pre-?order|preorder|go for|go with|going (?:for|with)|purchase|purchasing|join|joining|invest in|treat (?:myself|ourselves) to|stay at|staying at|take out|open an account (?:with|at)|lease|leasing|rent|hire|give|"
    r"be (?:getting|buying|ordering|trying|joining|booking|visiting|going with|subscribing to|staying at)|splash out on|opt for|upgrade to|fly|test[- ]drive|check out|stop by|keep buying|buy another|get another|replace it with|bring home)"
)
PLAN = (
    rf"(?:\b(?:i|we)(?:'m| am|'re| are| was| were)?\s+{ADVERBS}(?:going to|gonna|about to|planning (?:to|on)|plan to|planned to|off to|set on|intend(?:ing)? to|ready to|due to|determined to|fixed on|hoping to)|"
    rf"\bim (?:gonna|going to|about to)|\b(?:i|we)(?:'ll| will|'ve decided to| have decided to| decided to|'ve made up (?:my|our) minds? to)|\b(?:i|we)ll\b|"
    rf"\b(?:decided|planning|gonna|going|about|off|made up my mind|made up our minds|plan is|plan's|resolved|convinced me|talked me into it, i'll|time) (?:to|on)|\bset on|\bwill|my plan is to)\s+{ADVERBS}"
)


def _is_done(hit: Hit) -> bool:
    """What has come already is no plan."""
    return (
        re.search(
            r"\b(?:arrived|came|got here|turned up|broke|works|worked|it's (?:great|lovely|brilliant|rubbish|awful)|stopped)\b",
            hit.after,
        )
        is not None
    )


def _is_no_purchase(hit: Hit) -> bool:
    """'I'll get Brevo to call you', 'we will try the Moka's filter on ours'."""
    return (
        re.match(
            r"^(?:'s\s+(?!own)|\s+(?:to\s+(?!replace|go|try|match)|support|on the phone|customer|back to|fixed|repaired|a miss|a call|a ring|one more|another (?:week|chance|month)|my (?:opinion|feedback)|started|working|out of))",
            hit.after,
        )
        is not None
    )


def _is_yours(hit: Hit) -> bool:
    """Someone else's plan."""
    return (
        re.search(
            r"\b(?:you|they|he|she|people|everyone|it|that|this|brevo|who)(?:'re|'ll|'s)?\s*(?:\w+\s+)?$",
            hit.before,
        )
        is not None
    )


RULES = (
    rule(
        KIND,
        "going to buy X",
        rf"(?P<cue>{PLAN}{ACQUIRE})\s+{named('t')}",
        "i'm we're i we i'll we'll going gonna about planning plan planned im ill decided will off set time resolved convinced made",
        0.85,
        (is_negated, is_reported, is_conditional, _is_no_purchase, _is_yours),
    ),
    rule(
        KIND,
        "going to get one",
        rf"(?P<cue>(?:\b(?:i|we)(?:'m| am|'re| are)\s+{ADVERBS}(?:going to|gonna|about to|planning to)|\b(?:i|we)(?:'ll| will))\s+{ADVERBS}(?:buy|get|order|grab|pick up|be (?:buying|getting|ordering)|treat myself to|go for|go with)\s+(?P<p>one|it|that one|this one|mine))\b(?!\s+(?:to|out|back|fixed|repaired|sorted|off|again|if|up|over|done|checked))",
        "i'm we're i we i'll we'll",
        0.65,
        (is_negated, is_reported, is_conditional),
        needs_target=True,
    ),
    rule(
        KIND,
        "getting an X tomorrow",
        rf"(?:{START}(?:@[\w.]+\W+)?|[,.;:!]\s*|\b(?:i'm|we're|im|i am|we are|and|so|just|finally)\s+){ADVERBS}(?P<cue>(?:buying|getting|ordering|picking up|grabbing|visiting|booking|pre-?ordering|joining|signing up (?:for|to|with)|subscribing to|"
        rf"saving(?: up)? for|placing an order for|adding|test[- ]driving|trying(?: out)?|leasing|going (?:for|with)|staying at|flying))\s+{named('t')}(?!'s\s)",
        "buying getting ordering picking grabbing visiting booking preordering pre-ordering joining signing subscribing saving placing adding test-driving test trying leasing going staying flying",
        0.75,
        (is_negated, is_reported, is_conditional, _is_no_purchase, _is_done),
    ),
    rule(
        KIND,
        "my next one will be X",
        rf"(?P<cue>\b(?:my|our) next (?:[\w-]+\s+){{0,3}}?(?:will be|is going to be|is|'s going to be|is gonna be|has to be|is definitely))\s+{named('t')}|{named('t2')}(?:\s+is|'s)\s+(?P<cue2>next on (?:my|our|the) list|going to be (?:my|our) next)",
        "next",
        0.8,
        (is_negated,),
    ),
    rule(
        KIND,
        "decided on X",
        rf"(?P<cue>\b(?:i|we)?(?:'ve|'m|'re| have| am| are)?\s*{ADVERBS}(?:decided (?:on|for|to go with)|settled on|set on|sold on|going with|gone with|going for|plumped for|opted for|set (?:my|our) (?:heart|sights) on|made up (?:my|our) minds?[,:;]? (?:it's|on)|can't wait to (?:get|try|buy|visit|order|have|own)|looking forward to (?:getting|trying|buying|visiting)|ready for))\s+{named('t')}",
        "decided settled set sold going gone plumped opted made wait looking ready",
        0.75,
        (is_negated, is_reported, is_conditional),
    ),
    rule(
        KIND,
        "ordered an X, not here yet",
        rf"(?P<cue>\b(?:ordered|pre-?ordered|booked|reserved|put (?:down )?a deposit on|put my name down for|signed up for|placed an order for|bid on))\s+(?:(?:myself|ourselves|us|me)\s+)?(?:(?:a|the|our|my|one|two|three|\d+)\s+)?(?:(?:week|night|nights|weekend|table|room|trip|flight|test drive|demo|trial|few nights|couple of nights|stay)\s+(?:\w+\s+){{0,2}}?(?:at|with|in|of|on|for)\s+)?{named('t')}(?!'s)(?=.*\b(?:tomorrow|today|tonight|next|soon|can't wait|coming|comes|arrives|arriving|due|wait|hopefully|delivery|should be here|on its way|on the way|for (?:may|june|july|august|september|october|november|december|january|february|march|april|christmas|easter|summer|spring|autumn|winter)|just now|excited|fingers crossed|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\W*$)",
        "ordered preordered pre-ordered booked reserved deposit name signed placed bid",
        0.7,
        (is_negated, is_reported, is_conditional, _is_done),
    ),
    rule(
        KIND,
        "sold, getting one",
        rf"(?P<cue>(?:\b(?:you've |you )(?:sold|convinced|persuaded|talked) me(?: into it)?|^\W*(?:@[\w.]+\W+)?(?:ok |okay )?sold(?=\W*[!,.]))\b[!,. ]*(?:(?:i'm|im|i'll be|we're)?\s*(?:getting|ordering|buying|gonna get|going to get|going for)\s+)?){thing()}?",
        "sold convinced persuaded talked",
        0.65,
        (is_negated,),
        needs_target=True,
    ),
)

BOOK = RuleBook(RULES)


def find(view: View, sentence: Sentence, words: frozenset[str]) -> Iterator[Draft]:
    """Plans in one sentence."""
    for draft in BOOK.apply(view, sentence, words):
        if not _ordered_long_ago(view):
            yield draft


LONG_AGO = re.compile(
    r"\b(?:still waiting|still hasn't|still no|never (?:came|arrived)|weeks ago|months ago|last (?:year|month))\b"
)


def _ordered_long_ago(view: View) -> bool:
    """A message that waits for what was ordered tells of a complaint, not of a plan."""
    return LONG_AGO.search(view.reading.masked) is not None
