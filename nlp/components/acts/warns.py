"""A sentence in; advice against something out."""

# ruff: noqa: RUF001 - people write these dashes and quotation marks

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.analysis import ActKind
from nlp.components.acts.rule import Hit, RuleBook, has_subject, is_conditional, is_negated, is_reported, rule
from nlp.components.acts.view import Draft, View
from nlp.components.acts.words import ADVERBS, BUY, LOOSE, OPENING, named, thing
from nlp.components.reading import Sentence

KIND = ActKind.WARNS

DONT = r"(?:don't|do not|dont|do n't|never|don't ever|never ever|please don't)"
ASIDE = r"(?:,[^,]{1,40},)?"
"""'Do not, under any circumstances, book …'."""
TOUCH = (
    rf"(?:{BUY}|touch|trust|bother (?:with|getting|buying|trying)|bother|waste (?:your|any|a|another|good)\s+(?:hard-earned\s+)?"
    r"(?:money|time|cash|penny|cent|minute|second|energy)\s+(?:on|with)|go (?:near|anywhere near|to|back to)|fall for|order from|buy (?:from|anything from)|"
    r"rent from|fly(?: with)?|stay at|sign (?:[\w-]+ ){0,3}?with|put (?:any |your |more )?money (?:in|into|on)|spend (?:a penny|anything|money|more|your money) on|deal with|do business with|be fooled by|be tempted by|believe|give|"
    r"make the mistake of (?:buying|getting|joining|trusting|using|booking|signing up (?:to|with|for))|even (?:think (?:about|of)|look at|consider)|"
    r"think of|insure with|bank with|shop (?:at|with)|send (?:anything|a parcel|parcels) (?:with|by|via)|rely on|count on)"
)


def _is_own_story(hit: Hit) -> bool:
    """'I wouldn't buy it again' warns only someone who asked."""
    return (
        hit.view.context.parent is None
        and re.search(r"\b(?:you|your|anyone|anybody)\b", hit.sentence.text) is None
    )


def _is_habit(hit: Hit) -> bool:
    """'Don't use it much' tells of oneself."""
    return (
        re.match(r"^\s+(?:much|often|a lot|every|that often|anymore|any more|daily|enough|yet)\b", hit.after)
        is not None
    )


RULES = (
    rule(
        KIND,
        "imperative: avoid X, steer clear of X",
        rf"{OPENING}{ADVERBS}(?P<cue>avoid|steer (?:well |very )?clear of|stay (?:well |far |very |the hell )?(?:away|clear) (?:from|of)|"
        r"keep (?:well |far )?(?:away|clear) (?:from|of)|keep your distance from|run(?: a mile)?(?: away)? from|beware(?: of)?|be wary of|be careful with|watch out (?:for|with)|skip|"
        r"forget(?: about)?|boycott|ditch|dump|think (?:twice|hard|carefully) (?:before (?:you )?(?:\w+ing|\w+)(?: (?:from|with|to))?|about)|give up on)"
        rf"\s+{thing()}",
        "avoid steer stay keep run beware wary careful watch skip forget boycott ditch dump think give",
        0.85,
        (has_subject, is_negated, is_reported),
        needs_target=True,
    ),
    rule(
        KIND,
        "don't buy X",
        rf"{OPENING}(?P<cue>{DONT}{ASIDE}\s+(?:ever\s+|even\s+|just\s+)?{TOUCH})\s+{thing()}",
        "don't do dont never",
        0.85,
        (has_subject, is_reported, _is_habit),
        needs_target=True,
    ),
    rule(
        KIND,
        "don't bother",
        rf"{OPENING}(?P<cue>{DONT} (?:bother|do it|make (?:my|the same|that) mistake|waste your (?:money|time)|go there|fall for it|even think about it|say i didn't warn you)|"
        r"(?:run(?!,? don't walk)|stay away|steer (?:well )?clear|avoid(?: at all costs?| like the plague)?|hard pass|keep away|"
        r"(?:look|go|shop|buy|try|bank|book|stay|eat|order) (?:somewhere|anywhere) else|(?:look|go|shop|buy|book|stay) elsewhere|buyer beware|be warned|save your(?:self)? (?:money|the money|the trouble|the hassle)|"
        r"you have been warned|consider yourself warned|keep your money|(?:find|pick|choose|get|use) (?:literally )?(?:anyone|anything|someone|something|another (?:one|company|provider|brand)) else|(?:don\'t|do not|dont|never) (?:buy|order|book|use|join|go|trust them)(?=\W*$|\s*[.!])))\b(?!\s+(?:of|from|with)\b)",
        "don't do dont never run stay steer avoid hard keep look go shop buy try bank book eat order buyer be save you consider find pick choose get use",
        0.75,
        (has_subject, is_reported),
        needs_target=True,
    ),
    rule(
        KIND,
        "do yourself a favour and buy elsewhere",
        r"(?P<cue>do yourself a favou?r(?:,| and) (?:avoid|skip|stay away|steer clear|\w+ (?:elsewhere|somewhere else|anything else|something else)))",
        "favour favor",
        0.85,
        needs_target=True,
    ),
    rule(
        KIND,
        "you should avoid X",
        rf"\b(?:you|u|everyone|everybody|anyone|people|one)(?:'d)?\s+{ADVERBS}(?P<cue>(?:(?:should|must|need to|want to|ought to|had better|better|would be wise to)\s+{ADVERBS}"
        r"(?:avoid|steer clear of|stay away from|stay clear of|skip|think twice about|run from|boycott|be careful with|be wary of|ditch|dump)|"
        rf"(?:shouldn't|should not|should never|don't want to|really don't want to|mustn't|must not)\s+{ADVERBS}{TOUCH}|(?:don't|do not) (?:need|want)))\s+{thing()}",
        "you u everyone everybody anyone people one you'd",
        0.85,
        (is_reported,),
        needs_target=True,
    ),
    rule(
        KIND,
        "I'd avoid X",
        rf"(?P<cue>(?:\b(?:i|we)'?d|\b(?:i|we) would|\bwould)\s+{ADVERBS}(?:avoid|steer (?:well |very )?clear (?:of|from)|stay (?:well |far )?(?:away|clear) (?:from|of)|skip|give|think twice about|"
        rf"pass on|not (?:touch|recommend|trust|buy|go near|bother with|advise)|never (?:touch|recommend|trust|advise)|advise (?:you )?against(?: getting| buying| using)?|warn (?:you|anyone|everyone) (?:off|against|about)))\s+{thing()}",
        "i'd we'd would id",
        0.85,
        (is_reported, is_negated),
        needs_target=True,
    ),
    rule(
        KIND,
        "wouldn't recommend X",
        rf"(?P<cue>(?:wouldn't|would not|wouldnt|would never|can't|cannot|can not|couldn't|could not|don't|do not|won't|will not|cant|never)\s+{ADVERBS}recommend(?:ing)?|"
        r"(?:wouldn't|would not|wouldnt|would never) (?:touch|trust|go near|bother with|advise|let anyone near|give))\s+"
        rf"{thing()}(?!\s+(?:[\w'-]+\s+){{0,4}}?(?:enough|highly|more)\b)",
        "recommend recommending touch trust near bother advise give",
        0.85,
        (is_reported,),
        needs_target=True,
    ),
    rule(
        KIND,
        "not recommended",
        r"(?P<cue>\b(?:not|never|wouldn't|would not|can't|cannot|don't|do not|won't) (?:at all )?(?:recommended|recommend))\s*(?:to (?:anyone|my|anybody|others)\b.*)?[!.,)]*\s*(?:$|\n)",
        "recommended recommend",
        0.8,
        (is_reported,),
        needs_target=True,
    ),
    rule(
        KIND,
        "wouldn't wish X on my enemies",
        rf"(?P<cue>(?:wouldn't|would not|wouldnt|couldn't|would never)\s+(?:even\s+)?(?:wish|inflict))\s+{thing()}\s+{LOOSE}on\b",
        "wish inflict",
        0.9,
        needs_target=True,
    ),
    rule(
        KIND,
        "I wouldn't buy X, said to someone",
        rf"(?P<cue>(?:wouldn't|would not|wouldnt|would never)\s+{ADVERBS}(?:buy|get|use|choose|pick|book|go (?:with|for|back to)|order|switch to))\s+{thing()}",
        "wouldn't would wouldnt",
        0.7,
        (is_reported, is_conditional, _is_own_story),
        needs_target=True,
    ),
    rule(
        KIND,
        "anything but X",
        rf"(?P<cue>\b(?:anything|anyone|anybody|anywhere|any (?:company|bank|brand|provider|airline|hotel|gym|machine|insurer)) (?:but|other than|except))\s+{named('t')}",
        "anything anyone anybody anywhere any",
        0.75,
        (is_reported,),
    ),
    rule(
        KIND,
        "give X a miss",
        rf"(?P<cue>(?:give|giving|gave|i'd give))\s+{thing()}\s+(?:a (?:miss|wide berth|swerve|body swerve|pass)|the swerve)",
        "give giving",
        0.9,
        (is_reported,),
        needs_target=True,
    ),
    rule(
        KIND,
        "a warning about X",
        rf"(?P<cue>\b(?:(?:word of |fair |big |friendly )*warning(?: to (?:all|anyone|everyone|others|you all)[\w\s']{{0,30}})?|heads[- ]up|psa|public service announcement|caution)\s*(?:about|on|regarding|:|-|–|,|against|for))\s*(?:anyone \w+ (?:to|with|from|at) |(?:if you|those)[^,]{{0,30}}, )?(?:[\w'-]+\s+){{0,4}}?{named('t')}",
        "warning heads heads-up psa announcement caution",
        0.8,
        (is_reported,),
    ),
    rule(
        KIND,
        "X isn't worth your money",
        rf"(?P<cue>(?:isn't|is not|aren't|are not|wasn't|not|never|hardly)\s+{ADVERBS}worth (?:your|anyone's|a penny of your|the risk of your) (?:\w+ )?(?:money|time|while|cash|effort|energy)|you(?:'ll| will) (?:only |just |really )?(?:regret|hate|be sorry))",
        "worth regret hate sorry",
        0.75,
        (is_reported,),
        needs_target=True,
    ),
)

BOOK = RuleBook(RULES)


BARE_NO = re.compile(
    r"^\W*(?:@[\w.]+\W+)?(?:(?:no|nope|please|just|honestly|seriously),?\s+)*(?P<cue>don't(?: do it| bother)?|do not|nope|avoid|run|steer clear|hard pass)\W*$"
)
"""A question whether to buy, answered."""


def find(view: View, sentence: Sentence, words: frozenset[str]) -> Iterator[Draft]:
    """Warnings in one sentence."""
    yield from BOOK.apply(view, sentence, words)
    answer = BARE_NO.match(sentence.text) if view.parent_has(ActKind.ASKS) else None
    if answer is not None:
        target = view.parent_target(ActKind.ASKS)
        if target is not None:
            yield Draft(KIND, target, view.span(sentence, *answer.span("cue")), 0.7)
