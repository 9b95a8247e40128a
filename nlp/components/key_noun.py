"""A sentence in; the things that it names, each as a short readable name in the singular, out: 'my steam wands drip' gives 'steam wand'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from nlp.words import word_set

WORD = re.compile(r"@[\w.-]+|[a-z](?:[a-z'-]*[a-z])?|[^\w\s]|\d+")

NAME = "¤"
"""Stands for a name of the catalogue: '¤ crumb tray', where the text has 'Brevo's crumb tray'."""

DETERMINERS = word_set("the my your our its") | {NAME}
"""What comes before a thing that both sides know; 'a' and 'this' more often begin a turn of phrase."""

OBJECT_BEGINS = DETERMINERS | word_set(
    "a an this that these those his her their me us them it him all everything"
)
"""Right before one of these stands a verb: 'the update deletes my files'."""

LONGEST = 2
"""Words of a name: the last ones before the phrase ends. 'New stainless steam wand' is the steam wand."""

SHORTEST_WORD = 3

ENDS = word_set(
    # what follows a noun phrase: forms of be, have, do and of the modal verbs
    "is are was were be been being am isn't aren't wasn't weren't has have had having hasn't haven't hadn't do does did don't "
    "doesn't didn't can could will would shall should may might must can't couldn't won't wouldn't shouldn't cannot "
    # prepositions, conjunctions, pronouns
    "of in on at to from with without for by about over under into onto out off up down after before since until during "
    "through between against around near behind inside outside per like as than and or but nor so because although though "
    "while when where which who whom whose that what how why if unless i you he she it we they me him us them there here "
    "this these those my your our their its his her the a an "
    # adverbs
    "not never always still just only even also too very really already again now then ever once yet often almost "
    "every each all any some both either neither no more most much many few less least enough such today yesterday tomorrow "
    # what things do in complaints and wishes
    "keeps keep kept stops stop stopped breaks break broke leaks leak drips drip falls fall fell goes go went gone comes come "
    "came gets get got makes make made takes take took gives give gave says say said shows show showed feels feel felt looks "
    "look looked sounds sound smells smell tastes taste works work fails fail dies die died needs need wants want lets let "
    "turns turn runs run ran sits sit sat sticks stick stuck adds add cause split wears wear wore tears tear tore snaps snap cracks crack melts "
    "melt bends bend rattles squeaks wobbles slips slips burns burn burnt peels rusts jams freezes froze crashes drops "
    "loses lose lost lasts last costs cost arrives came sent send seems seem won wants doubles became become begins began "
    "thinks think thought knows know knew tells tell told hits hit lies lie lay stinks stank smears hangs hung opens closes "
    "ive im youve theyve dont doesnt didnt cant couldnt wont wouldnt isnt wasnt havent hasnt aint please pls plz instead none want wanted quite rather well shuts shut blows blew flies flew happens happen means meant asks ask answers refuses refuse"
)
"""Words that end a noun phrase."""

BEFORE_NOUNS = word_set(
    "new old brand whole entire same first second third last next other another own latest current recent previous former "
    "little small big large tiny huge great good bad nice poor cheap expensive free full half empty main only usual normal "
    "original standard right left top bottom front back upper lower inner outer so-called famous lovely stupid silly damn "
    "bloody awful terrible horrible ridiculous actual exact very pretty beautiful one two three four five six seven eight "
    "nine ten twenty hundred few several many much more most less different various certain single double extra proper real "
    "short long high low hot cold warm black white red blue green grey gray pink yellow brown"
)
"""Words that only describe: left out, unless nothing else remains."""

NOT_THINGS = word_set(
    "thing things stuff way ways time times day days week weeks month months year years hour hours minute minutes moment "
    "morning evening night today monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december spring summer autumn winter weekend christmas easter lot bit "
    "couple kind sort type rest end start beginning middle part place side point case fact matter reason idea problem "
    "problems issue issues trouble fault complaint company firm business product item items brand shop store people person "
    "man woman men women guy guys lady husband wife partner son daughter mother father mum mom dad brother sister friend "
    "friends neighbour neighbor colleague boss kid kids child children family house home everyone nobody someone something "
    "nothing anything everything life world money experience word question answer suggestion request wish proposal one "
    "ones other others first second only same worst best last latest use point hell heck joke pain mess shame "
    "disaster nightmare disappointment waste truth difference number amount dozen half name it afternoon love fuss "
    "change road street garden world accountant landlady landlord bloke fellow chap girl boy guest customer patient student "
    "teacher uncle aunt cousin grandmother grandfather nan gran grandma grandad team staff lot bunch rescue earth god sake "
    "record beginning idea fence market competition competitor rival yesterday tomorrow tonight "
    "service support help assistance order crap damn smh thank thanks funny"
)
"""Nouns that say nothing about what a complaint is about."""

VERBAL_ENDINGS = ("ing", "ed", "ly")
"""Such a word may be a noun right after 'the' ('the packaging', 'my bed'); after a name and anywhere else it is a verb."""

ALWAYS_SINGULAR = word_set(
    "glass gas bus class brass lens news series status bonus virus focus process access address business canvas progress "
    "boss loss mess press dress mattress wireless chess"
)
ONLY_PLURAL = word_set(
    "jeans trousers shorts glasses scissors headphones earphones earbuds instructions terms clothes groceries pyjamas "
    "pants leggings tights sunglasses binoculars goods savings"
)
OTHER_PLURALS = {
    "knives": "knife",
    "leaves": "leaf",
    "shelves": "shelf",
    "loaves": "loaf",
    "batteries": "battery",
    "movies": "movie",
    "cookies": "cookie",
    "shoes": "shoe",
}


def nouns(sentence: str) -> Iterator[str]:
    """The things that a sentence names after 'the', 'my', 'your' and the like, in its order."""
    words = WORD.findall(sentence.lower())
    for place, word in enumerate(words):
        if word in DETERMINERS:
            name = _name(_phrase(words[place + 1 :], after_name=word == NAME))
            if name is not None:
                yield name


def _phrase(words: list[str], *, after_name: bool) -> list[str]:
    """The words of a noun phrase: to its end, or to a word in -ing, -ed or -ly that can be no noun."""
    found = list(takewhile(_goes_on, words))
    first = 0 if after_name else 1
    verbal = (
        number for number, word in enumerate(found) if number >= first and word.endswith(VERBAL_ENDINGS)
    )
    end = next(verbal, len(found))
    followed_by_object = words[end : end + 1] and words[end] in OBJECT_BEGINS
    return found[: end - 1] if end > 1 and followed_by_object else found[:end]


def _goes_on(word: str) -> bool:
    plain = "'" not in word.removesuffix("'s")
    return word[0].isalpha() and plain and word not in ENDS


def _name(phrase: list[str]) -> str | None:
    """The last words of a phrase that name something."""
    phrase = [word.removesuffix("'s") for word in phrase]
    while phrase and phrase[0] in BEFORE_NOUNS:
        phrase = phrase[1:]
    kept = phrase[-LONGEST:]
    if not kept or kept[-1] in NOT_THINGS or len(kept[-1]) < SHORTEST_WORD:
        return None
    before = [word for word in kept[:-1] if word not in BEFORE_NOUNS and word not in NOT_THINGS]
    return " ".join([*before, _singular(kept[-1])])


def _singular(noun: str) -> str:
    """Its singular, where the plural is regular; a wrong guess would be read, so rare endings are left alone."""
    if noun in ALWAYS_SINGULAR or noun in ONLY_PLURAL:
        return noun
    if noun in OTHER_PLURALS:
        return OTHER_PLURALS[noun]
    if noun.endswith("ies") and len(noun) > len("pies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun
