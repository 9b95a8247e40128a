"""The pieces that the patterns of all acts are built of."""

# ruff: noqa: RUF001 - people write these dashes and quotation marks

from __future__ import annotations

from nlp.components.reading import MARK

NAMES = rf"{MARK}s?(?:\s*(?:,\s*(?:and|or)|,|and|or|&|/)\s*(?:(?:the|a|an|my|our|your|to|with)\s+)?{MARK}s?)*"
"""One name, or several in a row: 'the Moka, the Lumio or a Brevo'."""

DETERMINERS = (
    r"(?:(?:the|a|an|my|our|your|his|her|their|this|that|these|those|any|some|all|another|one|of|both|either|new|old|"
    r"older|ancient|little|small|big|good|great|lovely|trusty|cheap|cheaper|basic|second-hand|used|refurbished|first|"
    r"second|own|whole|beloved|same|awful|terrible|useless|bloody|damn|stupid|wretched|dreadful|original|latest)\s+)"
    r"{0,4}"
)
"""What stands between a verb and the name that is its object."""

LOOSE = r"(?:[\w'%-]+\s+){0,3}?"
"""Up to three words of any kind, as few as will do."""

PRONOUN = r"(?P<p>it|them|these|those|this one|that one|this|that|mine|ours|one|both)\b"
"""A word that stands for what was named before."""


def named(group: str, gap: str = DETERMINERS) -> str:
    """Pattern of named things as a group."""
    return rf"{gap}(?P<{group}>{NAMES})"


def thing(gap: str = DETERMINERS) -> str:
    """Pattern of the target: named, or a pronoun."""
    return rf"(?:{named('t', gap)}|{PRONOUN})"


ADVERBS = (
    r"(?:(?:really|definitely|also|just|all|at least|seriously|probably|totally|highly|strongly|thoroughly|warmly|fully|"
    r"honestly|absolutely|certainly|wholeheartedly|happily|heartily|actually|still|finally|now|simply|gladly|always|only|"
    r"recently|already|completely|literally|personally|even|ever|both|then|instead|maybe|perhaps|possibly)\s+){0,3}"
)

START = r"^[^\w\U000f0000-\U000ffffd]*"
"""The start of a sentence; a name is no mere sign."""

OPENING = (
    rf"(?:{START}(?:@(?:[\w.]+|{MARK})\W+)*|[,;:()…–—-]\s*|\b(?:and|so|then|but|just|please|pls|plz|definitely|honestly|seriously|instead|"
    r"or|yes|yeah|yep|no|nope|ok|okay|well|also|personally|imo|imho|tbh|ngl|ngl,|agreed|seconded|absolutely|always|"
    r"favour|favor|say|advice|tip|folks|guys|people|everyone|lads|all|now|either|better)\b[,:]?\s+)"
)
"""Where a clause without a subject may begin: an imperative can stand here."""

PEOPLE = (
    r"(?:sister|brother|mum|mom|mother|dad|father|friend|friends|mate|mates|buddy|neighbour|neighbor|neighbours|neighbors|"
    r"boss|colleague|colleagues|coworker|co-worker|coworkers|aunt|uncle|cousin|son|daughter|flatmate|roommate|landlord|"
    r"landlady|gran|grandma|nan|grandad|grandpa|parents|in-laws|son-in-law|daughter-in-law|mother-in-law|father-in-law|"
    r"sister-in-law|brother-in-law|girlfriend|boyfriend|ex|teacher|doctor|dentist|barber|client|clients|manager|nephew|"
    r"niece|plumber|mechanic|accountant|barista|guy|lady|man|woman|bloke|lad|chap|kid|kids|folks|sis|bro|bf|gf|pal)"
)
"""People whose doings are not the author's."""

HOUSEHOLD = (
    r"(?:wife|husband|partner|spouse|fianc[eé]e?|family|household|flat|team|company|firm|office|department|school|"
    r"studio|shop|business|agency|startup|start-up|practice|organisation|organization|club|workplace|work|employer|"
    r"other half|missus|hubby|lot)"
)
"""Those for whom the author speaks when suppliers are changed."""

OTHERS = (
    rf"(?:he|she|they|who|people|everyone|everybody|someone|somebody|nobody|others|some|many|most|reddit|twitter|reviews?|"
    rf"reviewers|critics|influencers|the ads?|the adverts?|the internet|the forums?|the papers?|which\?|"
    rf"(?:(?:my|our|his|her|their|your|the|a|an|some|one|another|every)\s+)(?:[\w'-]+\s+){{0,2}}?{PEOPLE}"
    rf"(?:\s+(?:at|from|in|of|who|next|down|across)\s+(?:[\w'-]+\s+){{0,3}}?[\w'-]+)?)"
)
"""Whoever is not the author."""

BUY = (
    r"(?:get|buy|try|grab|choose|pick|pick up|order|go for|go with|check out|look at|look into|consider|have a look at|"
    r"take a look at|switch to|switch over to|move to|change to|stick with|stick to|stay with|come over to|join|download|"
    r"book|book with|sign up (?:for|to|with)|invest in|treat yourself to|opt for|use|keep|save up for|rent|hire|"
    r"take out|subscribe to|ring|call|visit|have|own|spring for|splash out on|hold out for|start with|ask for)"
)
"""What someone advised to use a thing would do."""
