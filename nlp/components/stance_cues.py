"""The words by which a stance is strengthened, weakened, turned round or taken for another's."""

from __future__ import annotations

import re

from nlp.analysis import ActKind
from nlp.components.acts.words import NAMES
from nlp.components.phrase import Phrase
from nlp.components.reading import MARK
from nlp.words import word_set

BEFORE_BUT, AFTER_BUT = 0.85, 1.15
"""'Good, but slow' is more about slow; the halves weigh as in VADER, less far apart."""
IN_QUESTION = 0.15
"""'Is it any good?' says little of what the author thinks."""
HYPOTHETICAL_BLAME = 0.3
USED_TO = -0.7
"""'Used to love it': the praise is gone, and a little of it has turned."""
SARCASTIC = -0.6
OPPOSITE = -0.8
"""'Unlike my old Brevo' says of the Brevo the opposite of what is said."""

ACT_WEIGHT = {ActKind.RECOMMENDS: 2.0, ActKind.WARNS: -2.2, ActKind.COMPLAINS: -1.6}
"""What an act says of its target by being done."""
BETTER, WORSE = 1.6, -1.8
"""What a comparison says of its winner, or (by 'worse') of its loser; the other side stays as it was."""

WEIGHED_BY_ACTS = frozenset({ActKind.RECOMMENDS, ActKind.WARNS, ActKind.COMPARES, ActKind.SUGGESTS})
"""Acts whose own words are not weighed again."""


OPINION = word_set(
    "love loves loved adore adores hate hates hated like likes liked enjoy enjoys enjoyed trust trusts prefer recommend recommends "
    "recommended dislike despise complain complains complained complaining happy pleased impressed disappointed thrilled fan"
)
IRONIC = word_set(
    "love great thanks brilliant wonderful fantastic nice lovely perfect awesome cheers amazing fun impressive excellent good bravo "
    "delighted delightful kudos well joy thrilled"
)
"""Words that, right before a let-down, mean the reverse."""
IRONY = re.compile(
    r"\b(?:love (?:how|it when|that i|being|having|waiting|paying|spending)|just what (?:i|we) (?:needed|wanted)|thanks (?:a lot )?(?:for nothing|for ruining|for wasting)|how nice of|"
    r"good luck (?:getting|with|reaching)|(?:great|good|nice|stellar|fine|amazing|brilliant) (?:job|work|going)\b.*\b(?:again|another|losing|breaking)|way to go|yeah right|as if|oh joy|oh great|oh good|what a surprise|shocker|colou?r me|slow clap|"
    r"(?:great|brilliant|wonderful|fantastic|lovely|perfect|nice|cool|awesome)[,.!]? (?:another|yet another|more|now|so now|so)|if you (?:enjoy|like|love|fancy)|unless you (?:enjoy|like|love|fancy))"
)
AS_ALWAYS = re.compile(r"\bas (?:always|usual|ever)\b")
OUTRIGHT = re.compile(
    r"\b(?:easily|hands down|by miles|by a mile|out of the water|to shame|wipes the floor|destroys|crushes|crushed|can't touch|hold a candle|not a patch|smokes)\b"
)
"""Such a victory runs the loser down too."""
NOT_SO = re.compile(
    rf"^\s*(?:the\s+|my\s+|our\s+)?{MARK}\s+(?:is|was|are|were|did|does|do|has|had)(?: not|n't)\W*$"
)
"""'The shop was helpful, Pavrano was not.'"""
USED = Phrase(r"\bused to (?:\w+ ){0,3}$", "used to ")
HYPOTHESIS = re.compile(
    r"\b(?:would(?:n't)?|could|if|wish(?:es|ing)?|hope(?:d|s|ful|fully)?|hoping|should|supposed to|might|may|want(?:ed|s)?|looking for|ought to|need(?:s|ed)?|'d|whether|as long as|unless|promised?|advertised as|claims?|claimed|expect(?:ed|ing)?)\b(?:\s+[\w']+){0,5}\s*$"
)
CONTRAST = Phrase(
    r"\b(?:but|however|though|although|whereas|yet|except)\b", "but|however|though|whereas|yet|except"
)
UNLIKE = Phrase(r"\b(?:unlike|not like)\s*$", "unlike|not like")
THAN = Phrase(r"\b(?:than|instead|rather)\b[^,;]*$", "than|instead|rather")
AGREES = re.compile(
    r"\b(?:(?:he|she|they|everyone|reviews?)(?:'s|'re| is| are| was| were)? (?:so |absolutely |dead |quite |totally |completely )?(?:right|correct|spot on|not wrong)|i agree|so do i|i do too|me too|rightly|can confirm|and so do we|i have to agree|can't argue|with reason)\b"
)
DISAGREES = re.compile(
    r"(?:^|[,;]|\b(?:but|and|though|well)\b)\W*(?:(?:i|we) (?:really |certainly |definitely |personally |just |honestly )?(?:don't|do not|didn't|disagree|don't agree|beg to differ|can't agree|can't say (?:the same|i do)|couldn't disagree more|am not|wouldn't|think not)|not (?:me|us|for me|my experience)|(?:he|she|they|everyone)(?:'s|'re| is| are) (?:so |dead |completely |totally )?wrong|"
    r"(?:mine|ours|it|mine certainly|that) (?:isn't|doesn't|hasn't|wasn't|is not|does not|has not|aren't|never (?:has|did|was)))\b[^,;]{0,25}$"
)
THANKS_TO_PEER = re.compile(
    r"[^.!?\n]{0,40}@\w|\W+(?:in advance|for (?:your|the|all the|these|those|any|everyone's) (?:[\w-]+ )?(?:reply|replies|help|answers?|words?|advice|tips?|info|suggestions?|link|explanation|pointers?|offer)|all\b|everyone|everybody|guys|folks|anyway|though|to you)"
)
"""Thanks to people, not to a supplier; a brand's handle is masked and no @ word."""
COORDINATED = re.compile(NAMES)
LIKES = re.compile(
    r"\b(?:i|we|really|actually|quite|still|do|did|also|kinda|don't|didn't|doesn't|dont|never|always|to|not|you'll|much|genuinely)\s+$"
)
"""Before the verb 'like'; any other 'like' compares."""
PRONOUN = re.compile(r"\b(?:it|its|they|them|this|that|these|those|mine|ours)\b")
CLOSE = 14
"""Characters, about two words: 'terrible service from X' is of X though another name came before."""

SUPERLATIVE = re.compile(
    r"\b(?:can't|cannot|can not|cant|couldn't|could not)\s+(?:recommend|praise|rate|thank|love)\s+"
    rf"(?:(?:the|my|our|this|these|you guys at|everyone at)\s+)*(?P<name>{MARK})(?:\s+[\w'-]+)??\s+"
    r"(?:(?:highly |strongly )?enough|(?:any )?(?:more|higher))\b"
)
"""'I can't recommend X highly enough': nothing is above it, whatever the negation says."""

SUPERLATIVE_ENDINGS = (" enough", " more", " higher")
"""Texts without any of these need not be searched."""

SUPERLATIVE_WEIGHT = 3.0
"""As of strong praise."""
