"""The text of a reply in; whether its first words side with what it answers, or against it, out.

Only the opening counts: further down a reply is as likely to speak of something else. English, as the rules
for acts are; what says neither is 0.
"""

from __future__ import annotations

import re

OPENING = 120
"""Characters: the first sentence or two."""

ADDRESS = r"^\W*(?:@[\w.]+\W+)*"

WITH = re.compile(
    ADDRESS + r"(?:"
    r"\+ ?1\b|👍|💯|"
    r"(?:yes|yep|yeah)\b(?!.{0,20}\bbut\b)|"
    r"(?:i |i'd |we |totally |fully |strongly |completely |so )*(?:agreed?|second(?:ed)?|support)\b(?! to disagree)|"
    r"(?:what a |that's a |that is a |such a )?(?:good|great|brilliant|excellent|lovely|fantastic|nice) (?:idea|point|suggestion|thought|shout)\b|"
    r"(?:i'd |i would |we'd |would )(?:really |absolutely |also )*(?:love|like|use|pay for|buy|want) (?:this|that|it)\b|"
    r"(?:i |we )(?:really |also )*(?:want|need|miss) (?:this|that|it)\b|"
    r"(?:me too|same here|same for me|hear hear|exactly|absolutely|ditto|count me in|please do|this would)\b"
    r")",
    re.IGNORECASE,
)
"""How people second an idea or a complaint."""

AGAINST = re.compile(
    ADDRESS + r"(?:"
    r"- ?1\b|👎|"
    r"(?:i |we |have to |must |strongly |totally )*disagree\b|(?:i |we )(?:really |just )*(?:don't|do not|can't) agree\b|"
    r"(?:no,? thanks|no thank you|no,? please|please (?:no|don't|do not)|hope not|i hope (?:they|you) (?:don't|never)|nope|rather not)\b|"
    r"(?:what a |that's a |that is a |such a )?(?:bad|terrible|awful|silly|pointless|horrible|daft|stupid) (?:idea|suggestion|thought)\b|"
    r"(?:not a (?:good|great|fan)|who needs|nobody (?:needs|wants)|no one (?:needs|wants)|what for)\b|"
    r"(?:i |we )(?:really |certainly |honestly )*(?:don't|do not|wouldn't|would not|never) (?:really )?(?:want|need|use|like|see the point|see why)\b|"
    r"(?:i'd |i would )(?:rather|prefer) (?:not|they (?:didn't|fixed)|you (?:didn't|fixed))\b"
    r")",
    re.IGNORECASE,
)
"""How people turn one down."""


def agreement(text: str) -> int:
    """1: sides with it, -1: against it, 0: says neither."""
    opening = text[:OPENING].replace("\u2019", "'")
    if AGAINST.match(opening):
        return -1
    return 1 if WITH.match(opening) else 0
