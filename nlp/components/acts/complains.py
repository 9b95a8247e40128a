"""A sentence in; the author's own let-downs out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.item import ItemKind
from nlp.analysis import ActKind
from nlp.components.acts.rule import NEGATION, Hit, Rule, RuleBook, is_told_by_others, rule
from nlp.components.acts.view import Draft, View
from nlp.components.acts.words import PEOPLE, START
from nlp.components.phrase import Phrase
from nlp.components.reading import MARK, Sentence

KIND = ActKind.COMPLAINS

ME = r"(?:me|us|my|our|mine|ours)"
OWN = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|im|ive|me|my|mine|we|we're|we've|we'd|us|our|ours|myself)\b")
"""The author's own part in it."""

ANY = ""

RULES = (
    rule(
        KIND,
        "arrived broken",
        r"\b(?P<cue>(?:arrived?|came|come|turned up|delivered|showed up|landed|got here|was|were|arriving|shipped|sent|opened|got)\s+(?:[\w'-]+\s+){0,4}?(?:broken|damaged|cracked|dented|scratched|faulty|smashed|dead|defective|incomplete|mouldy|moldy|stale|rotten|leaking|chipped|torn|stained|bent|soaked|stone cold|cold|lukewarm|raw|undercooked|burnt|dirty|filthy|with a (?:crack|dent|scratch|hole|chip|leak|broken)\w*|with (?:a |the |one |its )?(?:[\w-]+ )?(?:missing|cracked|broken|dented|scratched|bent)|without (?:the|a|any|its)|empty))\b",
        "broken damaged cracked dented scratched faulty smashed dead defective incomplete mouldy moldy stale rotten leaking chipped torn stained bent soaked cold lukewarm raw undercooked burnt dirty filthy crack dent scratch hole chip leak missing without empty",
        0.85,
    ),
    rule(
        KIND,
        "late, or never came",
        r"\b(?P<cue>(?:arrived?|came|turned up|delivered|showed up)\s+(?:[\w'-]+\s+){0,4}?(?:late|days? after|weeks? after|weeks? late|days? late)|(?:never|hasn't|haven't|didn't|has not|have not|did not) (?:even |ever |actually |yet )?(?:arrived?|came|come|turned up|turn up|showed up|show up|replied|reply|answered|answer|responded|respond|got back|get back|called back|call back|rang back|received|receive|got|delivered|deliver|heard back|heard|hear back|refunded|refund|fixed|sent|send|shipped|worked|work)(?! (?:it|me|us|them) (?:from|with))|still (?:waiting|no |not |nothing|hasn't|haven't|isn't|aren't|don't|doesn't|can't|won't|broken|down|missing)|been waiting|(?:waited|waiting|wait) (?:(?:for |over |about |almost |nearly |more than |at least )*(?:an? |\d+|two|three|four|five|six|seven|eight|nine|ten|forty|fifty|twenty|thirty|hours|days|weeks|months|ages|forever|half)|since|in vain)|(?:days|weeks|months|hours) (?:late|overdue|and counting|of silence|and (?:still )?nothing))",
        "late after never hasn't haven't didn't has have did still waiting waited wait days weeks months hours",
        0.8,
    ),
    rule(
        KIND,
        "stopped working",
        r"(?P<cue>\b(?:stopped|stops|quit|quits|ceased) (?:(?:work|heat|charg|respond|connect|sync|play|pump|grind|brew|froth|steam|cool|ring|print|start|drain|spinn|load|turn|updat|mak|read|accept|recogni[sz]|answer|deliver|reply)\w*ing|working|heating|charging|to (?:work|respond))\b|\b(?:won't|wont|will not|wouldn't|can't|refuses to|refused to|doesn't|does not|didn't|don't|no longer|never|isn't|aren't|not) (?:even |actually |properly |really |longer |always )?(?:turn(?:s|ing)? on|start|switch on|connect(?:s|ing)?|charg(?:e|es|ing)|load(?:s|ing)?|open|heat(?:s|ing)?(?: up)?|work(?:s|ing|ed)?|sync(?:s|ing)?|respond(?:s|ing)?|print|pump|grind|brew|boot|pair|update|fit|let me|drain|seal|froth|recognise|recognize|pick up|answer|close|go (?:off|away|out|on)|come (?:on|off)|stay (?:on|off|up)|switch off|stop|even (?:open|start|load))\b|(?:is|are|was|were|been|'s) (?:completely |totally |still |now |already )?(?:broken|dead|bricked|kaput|knackered|busted|on the blink|faulty|useless now|out of order|unusable))",
        "stopped stops quit quits ceased won't wont will wouldn't can't refuses refused doesn't does didn't don't no never isn't aren't not broken dead bricked kaput knackered busted blink faulty useless order unusable",
        0.8,
    ),
    rule(
        KIND,
        "it broke",
        r"\b(?P<cue>broke(?: down)?|(?:has |have |had )?broken(?: down)?|died|packed (?:up|in)|gave up(?! on)(?: the ghost)?|gave out|failed|fell (?:apart|to bits|to pieces|off)|(?:falling|falls) (?:apart|to bits|to pieces)|blew up|snapped|cracked|burnt out|burned out|conked out|crashed|froze|leaked|rusted|seized up|shorted|exploded|cut out|melted|peeled off|wore out|ripped|shrank|tripped (?:the|our|my)|(?:came|comes|coming|keeps coming) (?:off|apart|loose|unstuck)|flooded|overheated|went (?:down|dead|wrong|bang)|bricked itself|(?:got|is|was) lost|(?:went|gone|is|are) missing|jammed|clogged)\b",
        "lost missing came comes coming broke broken died packed gave failed fell falling falls blew snapped cracked burnt burned conked crashed froze leaked rusted seized shorted exploded cut melted peeled wore ripped shrank tripped flooded overheated went bricked jammed clogged",
        0.75,
    ),
    rule(
        KIND,
        "it keeps failing",
        r"\b(?P<cue>(?:keeps?|kept|constantly|always|forever|continually|repeatedly|randomly|is|are|was|'s|started|starts|now) (?:on )?(?:crashing|freezing|leaking|dropping|breaking|failing|losing|logging me|clogging|jamming|disconnecting|stalling|overheating|buffering|cutting out|glitching|lagging|dying|turning (?:itself )?off|switching (?:itself )?off|resetting|tripping|dripping|asking me|going down|going wrong|blocking|declining|rejecting|rattling|squeaking|falling apart|playing up|acting up|tripping|hanging up|cancelling|ignoring|forgetting|charging|timing out|beeping|hanging|spamming)|(?:leaks|drips|crashes|freezes|overheats|jams|clogs|stalls|rattles|disconnects|glitches)(?: (?:all|every|water|on|after|when|again|constantly|like|everywhere|twice|once))?|(?:does|do|did) (?:[\w'\ue000\U000f0000-\U000ffffd]+ ){1,4}?(?:keep |always |constantly )?(?:leak|crash|freeze|drip|overheat|jam|clog|stall|rattle|disconnect|lag|buffer|drop))\b",
        "crashing freezing leaking dropping breaking failing losing logging clogging jamming disconnecting stalling overheating buffering cutting glitching lagging dying turning switching resetting tripping dripping asking going blocking declining rejecting rattling squeaking falling playing acting tripping cancelling ignoring forgetting charging timing beeping hanging spamming leaks drips crashes freezes overheats jams clogs stalls rattles disconnects glitches leak crash freeze drip overheat jam clog stall rattle disconnect lag buffer drop",
        0.75,
    ),
    rule(
        KIND,
        "charged me twice",
        rf"\b(?P<cue>(?:charged|billed|debited|charges|charging|billing|invoiced|took (?:the |my |out )*(?:money|payment|£|\$|€)) ?(?:out |from |for )?(?:{ME}|twice|double|again|three times|extra)\b(?! (?:nothing|half|less|free))|double[- ](?:charged|billed)|over-?charg(?:ed|es|ing)|(?:hidden|surprise|extra) (?:fees?|charges?)|charged for)",
        "charged billed debited charges charging billing invoiced took double double-charged double-billed overcharged overcharges overcharging hidden surprise extra over",
        0.85,
    ),
    rule(
        KIND,
        "refused, lost, cancelled what was mine",
        rf"\b(?P<cue>(?:refus(?:ed|es|ing)|den(?:ied|ies)|reject(?:ed|s)|declin(?:ed|es)|turned down|ignor(?:ed|es|ing)|lost|los(?:es|ing)|cancell?ed|delay(?:ed|s)|forgot|messed up|screwed up|botched|mishandled|misplaced|froze|block(?:ed|s)|locked|deleted|wiped|ruin(?:ed|s)|wreck(?:ed|s)|scratched|damaged|spilled|spilt|stained|broke|burnt|burned|missed|dropped|dented|voided|bumped|downgraded|suspended|closed|sold|fobbed|palmed|passed|cut off|hung up on|lied to|misled|ghosted|stranded|scammed|ripped|robbed|conned|cheated|tricked|fought|spammed|wasted)\s+(?:(?:to|off|with|on|of|around|about|up) )?(?:(?:refund|replace|repair|help|pay|honou?r|cancel|fix|exchange|answer|accept|let|compensate|take|give|cover|all|half|a|the|both|every|most of|even|nearly) ){{0,3}}?{ME}\b|(?:refus(?:ed|es|ing)|won't|wouldn't|would not|will not) (?:to )?(?:refund|replace|repair|honou?r|pay out|pay|compensate|cover|cancel|help|exchange|accept (?:the|my) return|take it back|give (?:me|us))|(?:i|we) (?:was|were|got|am|are|keep getting|kept getting) (?:refused|denied|charged|overcharged|rejected|ignored|fobbed off|cut off|turned away|ripped off|double charged|passed around|blocked|locked out|scammed)|hung up|no refund|no replacement|refus(?:ed|al) (?:a|the|my|our|any))\b",
        "refused refuses refusing denied denies rejected rejects declined declines turned ignored ignores ignoring lost loses losing cancelled canceled delayed delays forgot messed screwed botched mishandled misplaced froze blocked blocks locked deleted wiped ruined ruins wrecked wrecks scratched damaged spilled spilt stained broke burnt burned missed dropped dented voided bumped downgraded suspended closed sold fobbed palmed passed cut hung lied misled ghosted stranded scammed ripped robbed conned cheated tricked left fought kicked told blamed spammed kept wasted cost won't wouldn't would will no refusal",
        0.8,
    ),
    rule(
        KIND,
        "left me standing",
        r"\b(?P<cue>(?:left|told|kept|cost|kicked|blamed|charged|made|put|sent|had|threw|sold|gave|passed|dropped|bumped|stood)\s+(?:me|us)\s+(?:up\b|out\b|down\b|off\b|hanging|standing|waiting|stranded|without|in (?:the|a) (?:dark|rain|cold|cupboard|lurch)|to (?:wait|fill|go away|pay again|buy another|send it back|read|get lost|call back|ring back)|(?:wait|queue|pay)\b|on hold|from (?:pillar|one|person)|a (?:fortune|faulty|broken|used|dud|day)|an? (?:hour|arm)|through to|around|back to)|(?:gave|sold|left|dropped|threw|put) (?:my|our) (?:[\w-]+ )?(?:away|in the rain|outside|in a bush|over the fence|on the roof|on hold|to someone else|with a neighbou?r))",
        "left told kept cost kicked blamed charged made put sent had threw sold gave passed dropped bumped stood",
        0.75,
    ),
    rule(
        KIND,
        "X lost it again",
        rf"(?:^\W*(?:@[\w.]+\W+)?|[.,;]\s*|\band\s+|\bbut\s+)(?:the\s+|my\s+|our\s+)?{MARK}(?:'s (?:[\w-]+ ){{1,2}}|\s+(?:app |website |site |support |team |courier |driver |delivery )?)?(?:has |have |just |again |also |then |even |somehow |had |managed to |only )*(?P<cue>forgot|forgets|lost|loses|wiped|ate|eats|deleted|crashed|froze|died|broke|failed|messed up|screwed up|botched|ruined|ghosted|overcharged|lied|exploded|shrank|doubled|frozen|closed my|deleted my|blocked)\b",
        "forgot forgets lost loses wiped ate eats deleted crashed froze died broke failed messed screwed botched ruined ghosted overcharged lied exploded shrank doubled frozen closed blocked",
        0.75,
    ),
    rule(
        KIND,
        "where is my order?",
        r"(?P<cue>\bwhere(?:'s| is| are|s) (?:my|our) (?:[\w-]+ )?(?:order|parcel|package|refund|money|delivery|replacement|stuff|machine|bag|luggage|food|driver|engineer|technician|part|parts|invoice|\w+))\b",
        "where where's wheres",
        0.65,
    ),
    rule(
        KIND,
        "nobody answered",
        r"\b(?P<cue>on hold|hold (?:music|for)|hung up|(?:nobody|no one|no-one|noone) (?:answers?|answered|replies|replied|picks up|picked up|came|cares?|cared|knows?|knew|could|called|helps?|helped|responds?|responded|turned up|showed up|gets back|got back|will)|no (?:reply|response|answer|refund|apology|explanation|sign of|update|updates|word from|signal|service|internet|hot water|help|heating|power|one there|customer service)|(?:zero|no) (?:customer )?(?:support|communication)|radio silence|passed (?:around|from|from pillar)|(?:third|fourth|fifth|second|umpteenth|10th|3rd|4th|5th) (?:time(?! lucky)|call|email|replacement|repair|ticket|engineer|attempt)|again and again|yet again|another (?:outage|crash|breakdown|delay|failure|price|leak|bug))",
        "hold hung nobody no no-one noone zero radio passed third fourth fifth second umpteenth 10th 3rd 4th 5th again another",
        0.75,
    ),
    rule(
        KIND,
        "disappointed",
        r"\b(?P<cue>(?:(?:so|very|really|deeply|bitterly|extremely|quite|pretty|rather|a bit|massively|hugely|most|was|am|i'm|are|left|were|we're|feel|feeling|just|totally|utterly|beyond|sorely) )+(?:disappointed|let down|unimpressed|underwhelmed|fed up|frustrated|annoyed|furious|livid|fuming|gutted|angry|unhappy|disgusted|upset|cross|appalled)|disappointed|(?:not|n't|no longer|never) (?:at all |very |too |really |exactly |so )?(?:happy|pleased|impressed|satisfied) (?:with|about|at all|any ?more)|tired of|so annoying|(?:really |so |very )annoying|a nuisance|such a nuisance|i hate (?:this|that|the|how|it)|disgraceful|terrible\b[.!]|let (?:me|us) down|lets (?:me|us) down|fed up|sick of|sick and tired|had enough|at my wits' end|regret (?:buying|getting|ordering|joining|booking|choosing|switching|ever|signing|it|this)|regretting|wish i(?:'d| had)? (?:never|hadn't|not)|wish we(?:'d| had)? (?:never|hadn't|not)|last straw|final straw|unacceptable|not acceptable|(?:worst|terrible|awful|horrible|appalling|shocking|dreadful|poor|bad|disgraceful|rubbish|abysmal|shambolic|atrocious|horrendous) (?:[\w'-]+ )?(?:service|experience|support|customer|delivery|stay|meal|flight|night|purchase|thing i|money i|decision|decisions|i've|i have|we've|of my)|nightmare|waste of (?:my |our )?(?:money|time|a day|£|\$)|wasted|money down the drain|not what (?:i|we) (?:ordered|paid|expected|was promised|were promised)|expected (?:better|more)|doing my head in|driving me (?:mad|crazy|nuts|insane|up the wall)|drives me (?:mad|crazy|nuts|insane|up the wall)|nothing but (?:trouble|problems|grief|hassle)|in tears|gone downhill|went downhill|(?:can't|cannot) (?:even )?(?:log in|login|get (?:in|through|hold|a|it|my|any|rid|an)|sign in|access|use (?:it|my|the)|cancel|reach|make it|connect|pay|find|contact|stand))",
        "happy pleased impressed satisfied tired annoying nuisance hate disgraceful terrible disappointed let lets fed frustrated annoyed furious livid fuming gutted angry unhappy disgusted upset cross appalled unimpressed underwhelmed sick had wits regret regretting wish last final unacceptable not worst terrible awful horrible appalling shocking dreadful poor bad disgraceful rubbish abysmal shambolic atrocious horrendous nightmare waste wasted money expected doing driving drives nothing tears gone went downhill can't cannot",
        0.75,
    ),
    rule(
        KIND,
        "price rise",
        rf"\b(?P<cue>(?:put|push(?:ed|ing)?|jack(?:ed|ing)|bump(?:ed|ing)|rais(?:ed|ing)|hik(?:ed|ing)|increas(?:ed|ing)|rais(?:es|ed)|doubl(?:ed|ing)|tripl(?:ed|ing)|crank(?:ed|ing)|whack(?:ed|ing)|ramp(?:ed|ing))\s+(?:up\s+)?(?:(?:the|my|our|their|its|your|all)\s+)?(?:[\w'-]+\s+){{0,2}}?(?:prices?|bill|premiums?|fees?|subscription|rates?|costs?|rent|membership|tariff|charges|plan|renewal)\b(?:\s+(?:up|again|by|on me|on us))?|(?:prices?|bill|premiums?|fees?|subscription|rate|cost|membership|tariff|renewal|quote|plan)(?: (?:with|at|from|on) {MARK})?(?: has| have|'s| just| is| are)* (?:gone up|went up|going up|doubled|tripled|jumped|increased|shot up|rose|risen|skyrocketed|up by|crept up|double)|(?:another|massive|huge|yet another|sneaky|big|second|the|a) (?:[\w-]+ )?price (?:hike|rise|increase)|price (?:hike|rise|increase)s?)",
        "put pushed jacked bumped raised raising hiked hiking increased increasing doubled tripled cranked whacked ramped price prices bill premium premiums fee fees subscription rate rates cost membership tariff renewal quote plan jacking pushing",
        0.8,
    ),
    rule(
        KIND,
        "the wrong thing, something missing",
        rf"\b(?P<cue>(?:sent|gave|delivered|got|received|shipped|brought|served) (?:{ME} )?(?:the |a |completely |totally )*(?:wrong|different|used|empty|incorrect|someone else's)|wrong (?:item|size|order|colou?r|part|model|address|one|thing|amount|price|room|date|bill)|(?:missing|lacking) (?:a |the |one |two |half |its |an |some )?(?:[\w-]+ )?(?:part|parts|item|items|screw|screws|lid|cable|manual|ingredient|ingredients|piece|pieces|bag|bags|page|pages)|(?:half|some|part|most) (?:of )?(?:my|the|our) (?:order|delivery|box|parcel) (?:was|is|were|never|missing)|(?:promised|told|assured|said) (?:me|us|i'd|we'd|it would|it'd|they'd)\b[^.]{{0,60}}\b(?:but|yet|instead|it (?:has|had|was|didn't|hasn't|took|lasts|lasted|isn't|is|wasn't)|and (?:then|nothing|it|never))|(?:was|were|been|being) (?:told|promised|assured|sold|quoted)\b[^.]{{0,60}}\b(?:but|yet|instead|and (?:then|nothing|it|never)|(?:three|two|five|six|ten|\d+)[\w\s-]{{0,12}}(?:days|weeks|year|hours|times)))",
        "sent gave delivered got received shipped brought served wrong missing lacking half some part most promised told assured said sold quoted",
        0.75,
    ),
    rule(
        KIND,
        "took forever",
        r"\b(?P<cue>(?:took|takes|taken|taking|needs|needed) (?:[\w']+ ){0,4}?(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many|forty|\d+|a few|over a|a whole|nearly a|half a|a) (?:[\w-]+ )?(?:weeks?|days|months?|hours|years?|attempts|calls|emails|phone calls|visits)|forever|ages|an age|an eternity|weeks|months|hours)(?: (?:to|for|and|just))?|(?:slow|slower|sluggish|laggy|buggy|glitchy|unusable|broken|worse|useless) (?:since|after|ever since|every|again|today|all (?:day|week|morning))|(?:down|offline|out) (?:again|all (?:day|morning|night|week)|for (?:hours|days|the|an?|two|three|four|five|six|seven|eight|ten|twelve|\d+)|since|three|twice|four|every)|(?:\d+|two|three|four|five|six|seven|eight|ten|several) (?:days|weeks|months|hours) without (?:a|an|any)\b|day (?:\d+|two|three|four|five|six|seven|ten) (?:without|of|with no|and)|(?:so|too|far too|way too|incredibly|unbelievably|ridiculously|really) (?:loud|noisy|slow|weak|watery|small|tight|bitter|hot|thin|flimsy|cold|heavy|expensive|complicated|stiff)\b)",
        "day without took takes taken taking needs needed slow slower sluggish laggy buggy glitchy unusable broken worse useless down offline out so too far way incredibly unbelievably ridiculously really",
        0.65,
    ),
    rule(
        KIND,
        "overpriced, bad quality, as experienced",
        r"\b(?P<cue>(?:terrible|awful|horrible|dreadful|useless|rubbish|shocking|appalling|poor|disgusting|inedible|filthy|rude|unhelpful|dismissive|clueless|incompetent|pathetic|dirty|cold|soggy|stale|tasteless|mouldy|damp|noisy|smelly)|rip[- ]?off)\b",
        "terrible awful horrible dreadful useless rubbish shocking appalling poor disgusting inedible filthy rude unhelpful dismissive clueless incompetent pathetic dirty soggy stale tasteless mouldy damp smelly",
        0.6,
    ),
)

BOOK = RuleBook(RULES)

FIRST_HAND = frozenset({ItemKind.REVIEW, ItemKind.TICKET})
"""Who writes one has the thing."""
NEEDS_OWN = frozenset({"it broke", "took forever", "overpriced, bad quality, as experienced", "price rise"})
"""Rules whose words tell of an experience only where the author is in it, or where the thing is the author's."""

EXPERIENCED = re.compile(
    rf"\b(?:my|mine|our|ours)\b|\b(?:i|we)\b[^.;]{{0,40}}\b(?:bought|got|had|have|ordered|waited|used|own|owned|paid|called|rang|went|stayed|flew|asked|tried|spent|lost|called|wrote|returned|joined|switched|moved|use|sent|complained|reported|phoned|chased|been|am|was|were|received|emailed|ate|visited|booked)\b|\b(?:me|us)\b|^\W*(?:@[\w.]+\W+)?(?:it|the|this|{MARK})\b.*\b(?:after|again|every|all day|this morning|today|yesterday|last (?:night|week|month|year)|within|already|twice)\b"
)
AGENT = re.compile(
    rf"\b(?:i|we)(?:'ve|'d| have| had)?\s+(?:[\w]+ly\s+|just\s+|already\s+|also\s+)?$|{START}(?:@[\w.]+\W+)?(?:and |just |finally |so |then )*$"
)
"""The author did it: 'I cancelled my order', 'Lost my receipt'."""
THIRD = re.compile(
    rf"\b(?:(?:my|our|his|her|their|your|a|the|some)\s+(?:[\w'-]+\s+)?{PEOPLE}(?:'s|s')?|his|her|their|your|someone's|somebody's|people's|people|he|she|others?)\b(?!.*\b(?:my|mine|our|ours|me|us)\b)"
)
"""Another's experience, where the author has no part of it."""
IF = re.compile(
    r"\b(?:if|when(?:ever)?|unless|in case|until|hope(?:fully)?|hoping|before|should|would|might|could|may|will|worried|afraid|scared|fear|expect(?:ing)?|read|heard|supposed|reviews? say|whether|used to|or)\b[^,;.]*$"
)
WAS_WRONG = re.compile(
    r"\b(?:never|not|hasn't|haven't|didn't|doesn't|isn't|wasn't|no|without|nothing|yet to|n't|don't|zero|cannot|can't|rarely|hardly)\b(?:\s+[\w']+){0,3}\s*$"
)
POSITIVE_FRAME = Phrase(
    r"\b(?:no (?:complaints|problems?|issues?|trouble)|never (?:let|had|broke|broken|failed|leaked|crashed|disappointed)|not disappointed|can't complain|not (?:a single|one)|hasn't (?:broken|let|failed|missed)|without (?:a|any) )\b",
    "no |never |not |complain|hasn't |without ",
)
NOT_A_SUPPLIER = re.compile(
    r"\b(?:phone died|battery|the weather|my (?:back|head|leg|car keys|train|alarm)|traffic|football|match|election|war)\b"
)
SUPPLY = re.compile(
    r"\b(?:it|this|order|orders|ordered|deliver\w*|machine|app|support|refund|refunded|account|subscription|parcel|package|service|engineer|warranty|website|site|update|customer|bill|contract|booking|flight|room|claim|policy|plan|replacement|product|item|shop|store|company|signal|internet|broadband|line|call|helpline|hotline|email|emails|ticket|invoice|charge[ds]?|pump|tank|grinder|lid|filter|coffee|cup|display|button|nozzle|milk|steam|mine|you|they|unit|model|device)\b"
)


def find(view: View, sentence: Sentence, words: frozenset[str]) -> Iterator[Draft]:
    """Let-downs in one sentence, one for each thing that failed."""
    text = sentence.text
    candidates = list(BOOK.candidates(words))
    if not candidates and not view.peeves:
        return
    if (
        POSITIVE_FRAME.search(text)
        or is_told_by_others(text)
        or (sentence.is_question and not _is_plaint(text))
    ):
        return
    for candidate in candidates:
        for match in candidate.pattern.finditer(text):
            hit = Hit(view, sentence, match)
            if not _is_believable(candidate, hit):
                continue
            target, known = _target(view, sentence, match)
            if known:
                yield Draft(KIND, target, view.span(sentence, *match.span("cue")), candidate.confidence)
                return
    if view.peeves and not sentence.is_question:
        yield from _known_peeve(view, sentence)


PEEVE_CONFIDENCE = 0.6
OWN_OR_PLAIN = re.compile(
    r"\b(?:my|mine|our|ours|i|i'm|i've|me|we|we've|us|it|its|it's|again|still|now|every|always|can't|cannot|no|nobody|none|never)\b"
)
SETTLED = re.compile(
    r"\b(?:fixed|solved|gone now|gone for good|no more|went off|went out|disappeared|sorted|thanks to|what is|what's)\b"
)


def _known_peeve(view: View, sentence: Sentence) -> Iterator[Draft]:
    """An annoyance that the catalogue knows, told as the author's own."""
    text = sentence.text
    for span in view.peeves:
        if not sentence.start <= span.start < sentence.end:
            continue
        before = text[: span.start - sentence.start]
        if (
            IF.search(before)
            or NEVER_HERE.search(before)
            or SETTLED.search(text)
            or ASKED.match(text)
            or THIRD.search(text)
            or not OWN_OR_PLAIN.search(view.reading.masked)
        ):
            return
        place = span.start - sentence.start
        here = view.marks(sentence, (0, place))[-1:] or view.marks(sentence, (place, len(text)))[:1]
        target = here[0].entry if here else view.focus(span.start, KIND)
        yield Draft(KIND, target, span, PEEVE_CONFIDENCE)


ASKED = re.compile(
    r"^\W*(?:@[\w.]+\W+)?(?:does|do|is|are|can|will|has|have|did|would|could|what|how|which)\b"
)
"""A question without its mark."""
NEVER_HERE = re.compile(
    r"\b(?:never (?:had|seen|saw|got|get)|hasn't|haven't|doesn't|don't|without|no)\s+(?:[\w']+\s+){0,3}$"
)


def _is_plaint(text: str) -> bool:
    """Whether asking is complaining: 'Why does my Brevo keep leaking?', 'is it just me or is it slower?'."""
    return (
        re.search(
            r"\b(?:why (?:is|does|do|are|has|have|did|won't|can't|would)|how come|is it just me|anyone else('s)?\b.*\b(?:leak|crash|freez|broke|problem|issue|stop|slow|down)\w*|when (?:will|are) you|where is my|where's my)\b",
            text,
        )
        is not None
        and OWN.search(text) is not None
    )


def _is_believable(candidate: Rule, hit: Hit) -> bool:
    """The author's own, real, and meant."""
    view, text, before = hit.view, hit.sentence.text, hit.before
    if (
        view.reading.is_spoken_by_others(hit.sentence.start + hit.match.start())
        or IF.search(before)
        or WAS_WRONG.search(before)
    ):
        return False
    if AGENT.search(before) is not None and candidate.name == "refused, lost, cancelled what was mine":
        return False
    if THIRD.search(text) or (NEGATION.search(before) and "no " not in hit.match[0][:3]):
        return False
    if candidate.name not in NEEDS_OWN:
        return True
    if view.context.kind in FIRST_HAND:
        return True
    return EXPERIENCED.search(text) is not None or (_is_about_own(view, hit.sentence))


def _is_about_own(view: View, sentence: Sentence) -> bool:
    """Whether the message elsewhere shows that the author has the thing: 'Bought a Brevo. It broke.'."""
    return EXPERIENCED.search(view.reading.masked) is not None and THIRD.search(sentence.text) is None


def _target(view: View, sentence: Sentence, match: re.Match[str]) -> tuple[str | None, bool]:
    """What failed, and whether anything bought is spoken of at all."""
    before = view.marks(sentence, (0, match.end()))
    if before:
        return before[-1].entry, True
    after = view.marks(sentence, (match.end(), len(sentence.text)))
    if after:
        return after[0].entry, True
    focus = view.focus(sentence.start + match.start(), KIND)
    if focus is not None:
        return focus, True
    supplied = SUPPLY.search(sentence.text) is not None and NOT_A_SUPPLIER.search(sentence.text) is None
    return None, supplied
