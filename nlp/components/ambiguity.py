"""A name that could be an ordinary word in; whether it is the brand here, by the words around it, out."""

# ruff: noqa: RUF001 - people write these dashes and quotation marks

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from nlp.components.homonyms import senses_of
from nlp.components.names import Found
from nlp.components.surroundings import SENTENCE_START, Surroundings
from nlp.components.topics import stem
from nlp.words import word_set

SUPPLIER_WORDS = word_set(
    "account app bank beat beats cheap cheaper better bill bought brand bug buy buying buys cancel cancelled canceled cancelling card claim company "
    "competitor contract customer customers deal delivered delivery device ditched ditch dropped fees hate hates "
    "helpdesk join joined left love loved loves machine model move moved moving network order ordered outage plan "
    "policy premium price prices pricing product recommend recommended refund renewal replaced returned review sales "
    "sells service shares shop staff store subscribed subscription support switch switched switching tariff try "
    "trying update upgrade upgraded use used user users using version warranty website worse"
)
"""Words by which people talk about someone who sells to them."""

LINKED_BY = word_set("from to with than over vs versus for and or use using my our the on at in by of like")
"""Words right before a name, of which a common noun with a capital is rarely the next."""

ENOUGH = 2
"""Points for a name with a capital in mid-sentence or better to count as the brand."""

ARTICLES = word_set(
    "a an some no any each every this that these those much enough more less too another two three four one"
)
"""Words that come before things, not before names."""

OWNERS = word_set("my our your his her their")

COMPARED_BY = word_set("from to than vs versus over")

PLACED_BY = word_set("at from on by via through using with into in to")
"""Words right before a name in lower case that a thing would rarely follow without an article."""

CUSTOM_VERBS = word_set(
    "add bought cancel cancelled canceled cancelling ditch ditched dump dumped drop dropped leave left quit joined use used uses using "
    "tried switch switched moved returned love loved hate hated recommend uninstall uninstalled deleted installed"
)
"""What customers do to a supplier."""

WARES = word_set(
    "account accounts app apps branch charger client customer customers device devices employee employees gift helpdesk "
    "membership outlet products rep rewards shop shops software staff store stores subscription support website"
)
"""What only a supplier has, right after its name."""

AUXILIARIES = word_set(
    "has hasn won will does doesn did didn keeps kept says said refuses refused makes made wants owes"
)
"""Verbs (their first part, before an apostrophe) after a name that acts."""

BEING = word_set("is was isn wasn are aren were weren sucks rocks rules")
"""Words after a name of which something is said: a thing that is countable takes an article before it."""

PATIENTS = word_set("me us my our")

HELPERS = word_set(
    "t don can could should must may might let lets please you we they i people scammers always never"
)
"""Words after which a lower-case name is more likely a verb."""

URGES = word_set("had have has want wants wanted need needs needed going trying try tried able time how")
"""Words after which 'to' belongs to a verb."""

OBJECTS = word_set("the a an your my his her their it them in out off up on down for")
"""Words that follow a verb at the start of a command."""


def is_brand(found: Found, around: Surroundings) -> bool:
    """Declared context decides first; else the evidence for it and against it."""
    near = around.near(found)
    declared = found.surface.ambiguous
    if declared is not None:
        balance = _count(declared.context, near, around.text) - _count(declared.against, near, around.text)
        if balance:
            return balance > 0
    return sum(weight for weight, holds in EVIDENCE if holds(found, around)) >= ENOUGH


def _count(words: Sequence[str], near: frozenset[str], text: str) -> int:
    """How many of the context words are near; one of several words counts if it is in the text at all."""
    lowered = text.lower()
    stems = frozenset(map(stem, near))
    return sum(stem(word.lower()) in stems if word.isalnum() else word.lower() in lowered for word in words)


def _is_capital(found: Found, around: Surroundings) -> bool:
    """Written as a name is, where not everything is."""
    written = around.text[found.start : found.end]
    return _has_capitals(written, found.surface.written) and not around.text.isupper()


def _in_sentence(found: Found, around: Surroundings) -> bool:
    """A capital that no sentence's start explains."""
    start = around.text[max(0, found.start - 10) : found.start]
    return _is_capital(found, around) and (bool(found.surface.gaps) or not SENTENCE_START.search(start))


def _capital_without_article(found: Found, around: Surroundings) -> bool:
    """'in Slack', not 'the Slack'."""
    return _in_sentence(found, around) and around.before(found) not in (*ARTICLES, "the", "of")


def _linked_capital(found: Found, around: Surroundings) -> bool:
    """'my Slack', 'from Slack'."""
    return _is_capital(found, around) and around.before(found) in LINKED_BY


def _several_words(found: Found, around: Surroundings) -> bool:
    """All of them capital."""
    return bool(found.surface.gaps) and _is_capital(found, around)


def _no_everyday_word(found: Found, _around: Surroundings) -> bool:
    """A name that is only declared to be doubtful, or that is another thing's name too."""
    return not found.surface.everyday


def _famous_name(found: Found, _around: Surroundings) -> bool:
    """One that is no word, and doubted only because it names something else too: Amazon."""
    return found.surface.ambiguous is None and not found.surface.everyday


def _named_elsewhere(found: Found, around: Surroundings) -> bool:
    """The same brand beyond doubt."""
    return found.surface.brand in around.brands


def _among_brands(found: Found, around: Surroundings) -> bool:
    """Others beyond doubt, or several names with a capital."""
    others = bool(around.brands - {found.surface.brand})
    return _is_capital(found, around) and (others or around.candidates > 1)


def _compared_with_brand(found: Found, around: Surroundings) -> bool:
    """'from teams to slack' where one is known."""
    return around.before(found) in COMPARED_BY and bool(around.brands)


def _near_supplier(found: Found, around: Surroundings) -> bool:
    """Words by which people talk about who sells to them."""
    return not around.near(found).isdisjoint(SUPPLIER_WORDS)


def _possessive(found: Found, around: Surroundings) -> bool:
    """'Slack's'."""
    follows = around.text[found.end : found.end + 2] in ("'s", "’s")
    return follows and _is_capital(found, around)


def _before_its_wares(found: Found, around: Surroundings) -> bool:
    """'the target app', 'slack support'."""
    return _is_before(found, around, WARES)


def _bare_place(found: Found, around: Surroundings) -> bool:
    """'at target', 'on steam', 'by visa': things that are countable take an article there."""
    return around.before(found) in PLACED_BY and not _verb(found, around)


def _object_of_custom(found: Found, around: Surroundings) -> bool:
    """'cancelled my slack', 'we use notion', 'left orange'."""
    last = around.last(found, 3)
    verbs = last[-1:] if last[-1:] and last[-1] not in OWNERS else last[-2:-1]
    return bool(verbs) and verbs[0] in CUSTOM_VERBS


def _does_to_author(found: Found, around: Surroundings) -> bool:
    """'sprint charged me', 'stripe holds our payouts': a thing that acts on people, and takes no article."""
    following = around.after(found, 4)
    starts = not _is_noun_or_verb(found, around) and around.before(found) not in PLACED_BY | OWNERS
    return (
        starts
        and bool(following)
        and following[0].endswith(("s", "ed", "t"))
        and not (set(following[1:]).isdisjoint(PATIENTS))
    )


def _acts(found: Found, around: Surroundings) -> bool:
    """'slack has been down', 'apple won't fix it': a subject without an article."""
    starts = not _is_noun_or_verb(found, around) and around.before(found) not in PLACED_BY | OWNERS
    return starts and _is_before(found, around, AUXILIARIES)


def _opens(found: Found, around: Surroundings) -> bool:
    """'Target is a mess', 'Notion, let us export': with a capital, of which something is said, or who is spoken to."""
    if not _is_capital(found, around) or not around.opens(found):
        return False
    follows = around.text[found.end : found.end + 2]
    return follows in (", ", ": ") or _is_before(found, around, BEING)


def _is_before(found: Found, around: Surroundings, words: frozenset[str]) -> bool:
    """Whether one of these words comes right after the name."""
    return not words.isdisjoint(around.after(found, 1))


def _is_noun_or_verb(found: Found, around: Surroundings) -> bool:
    return _after_article(found, around) or around.before(found) == "the" or _verb(found, around)


def _speaks_of_brand(found: Found, around: Surroundings) -> bool:
    """A word that goes with the well-known brand of this name."""
    senses = senses_of(found.surface.written.lower()).brand
    return bool(senses) and not senses.isdisjoint(_heard(found, around))


def _speaks_of_word(found: Found, around: Surroundings) -> bool:
    """A word that goes with the other meaning."""
    senses = senses_of(found.surface.written.lower()).word
    return bool(senses) and not senses.isdisjoint(_heard(found, around))


def _joined_to_word(found: Found, around: Surroundings) -> bool:
    """'apple pie', 'gap year', 'wedding ring': right beside it."""
    beside = {stem(word) for word in (*around.last(found, 1), *around.after(found, 1))}
    return bool(beside & senses_of(found.surface.written.lower()).word)


def _joined_to_ware(found: Found, around: Surroundings) -> bool:
    """'gap jeans', 'apple watch': right after it."""
    beside = {stem(word) for word in around.after(found, 1)}
    return bool(beside & senses_of(found.surface.written.lower()).brand)


def _heard(found: Found, around: Surroundings) -> frozenset[str]:
    return frozenset(map(stem, around.near(found)))


def _after_article(found: Found, around: Surroundings) -> bool:
    """'a gap', 'some slack', 'no notion', 'three targets'."""
    return around.before(found) in ARTICLES and not _before_its_wares(found, around)


def _after_the(found: Found, around: Surroundings) -> bool:
    """'the gap', unless something that it sells follows."""
    return around.before(found) == "the" and not _before_its_wares(found, around)


def _of(found: Found, around: Surroundings) -> bool:
    """'out of steam', in lower case."""
    return around.before(found) == "of" and not _is_capital(found, around)


def _verb(found: Found, around: Surroundings) -> bool:
    """'to chase the refund', 'don't slack off', 'steam the milk', 'mind the gap'."""
    after = around.after(found, 1)
    objects = bool(after) and after[0] in OBJECTS
    if around.opens(found):
        return objects and around.text[found.end : found.end + 1] == " "
    last = around.last(found, 2)
    asked = (last[-1:] and last[-1] in HELPERS) or (last[-1:] == ["to"] and last[0] in URGES)
    return (bool(asked) and not _is_capital(found, around)) or (
        objects and around.before(found) in ("first", "then", "and", "please", "just")
    )


Evidence: TypeAlias = Callable[[Found, Surroundings], bool]

EVIDENCE: tuple[tuple[int, Evidence], ...] = (
    (1, _in_sentence),
    (1, _capital_without_article),
    (1, _linked_capital),
    (1, _several_words),
    (1, _no_everyday_word),
    (1, _famous_name),
    (2, _named_elsewhere),
    (1, _among_brands),
    (2, _compared_with_brand),
    (1, _near_supplier),
    (1, _possessive),
    (2, _before_its_wares),
    (1, _bare_place),
    (2, _object_of_custom),
    (2, _does_to_author),
    (1, _acts),
    (2, _opens),
    (2, _speaks_of_brand),
    (2, _joined_to_ware),
    (-2, _speaks_of_word),
    (-2, _joined_to_word),
    (-2, _after_article),
    (-1, _after_the),
    (-1, _of),
    (-3, _verb),
)
"""Points. Judged on the first two thirds of tests/nlp/data/ambiguous.jsonl; ENOUGH of them make it the brand."""


def _has_capitals(written: str, catalogued: str) -> bool:
    """Whether it is written with the catalogue's capitals, or more of them."""
    capitals = [letter.isupper() for letter in catalogued if letter.isalnum()]
    here = [letter.isupper() for letter in written if letter.isalnum()]
    return any(capitals) and all(mine or not theirs for mine, theirs in zip(here, capitals, strict=False))
