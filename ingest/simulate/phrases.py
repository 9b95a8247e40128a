"""What simulated people say: message patterns by family, with the stance that each takes toward its names.

A pattern's slots: ``{b+}``, ``{b0}``, ``{b-}`` the brand it is about and ``{r+}``, ``{r0}``, ``{r-}`` the other
brand, each with the author's stance; ``{who}`` the person spoken to; any other ``{word}`` is one of
FRAGMENTS. `acts` are (act, first slot, second slot, status) as the labelling guide defines them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

ActSpec: TypeAlias = tuple[str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Family:
    """Patterns that do the same thing."""

    acts: tuple[ActSpec, ...]
    patterns: tuple[str, ...]


COMPLAINTS = Family(
    (("complains", "b", None, None),),
    (
        "so disappointed with my {b-}, {bad}",
        "my {b-} is driving me mad: {bad}",
        "{when} I called about the {b-} because {bad}. nobody cares",
        "{b-} again... {bad}",
        "had the {b-} for {time} and now {bad}",
        "not happy with {b-} at all. {bad} and {bad}",
        "day three without coffee. {bad}. thanks for nothing, {b-}",
        "oh great, {bad}. brilliant work {b-}, really",
        "I paid good money for the {b-} and {bad}",
        "has {b-} given up on quality? {bad}",
        "sent my {b-} in {when}, came back and {bad}. useless",
    ),
)
PEEVED = Family(
    (("complains", "b", None, None),),
    (
        "my {b-}: {peeve}. so annoying",
        "{peeve}. {adverb}, {b-}, how is this still a thing",
        "third time this month: {peeve}. I'm fed up with this {b-}",
        "{b-} owners know the drill, {peeve}",
        "we have the {b-} {where} and {peeve}, it's awful",
        "ok {b-}, {peeve} and I've had enough of it",
        "love starting the day like this: {peeve}. never change, {b-}. ugh",
    ),
)
SECONDS = Family(
    (("complains", "b", None, None),),
    (
        "same here, {peeve}",
        "yep mine too, {bad}",
        "you're not alone, {bad}. hate it",
        "+1, {peeve}. terrible",
        "same with my {b-}, {bad}",
        "exactly the same problem, {b-} is a joke",
    ),
)
PRAISE = Family(
    (),
    (
        "love my {b+}, {good}",
        "{time} with the {b+} and {good}. very happy",
        "the {b+} is fantastic, {good}",
        "made the best {drink} ever {where} with the {b+}",
        "credit to {b+}: {good}",
        "my {b+} is a joy, {good} and {good}",
        "I was sceptical about {b+} but {good}. impressed",
        "{b+} support was great {when}, {good}",
        "could not be happier with the {b+} {where}. {good}",
    ),
)
RECOMMENDS = Family(
    (("recommends", "b", None, None),),
    (
        "{who} go with the {b+}, {good}",
        "{who} you can't go wrong with the {b+}",
        "{who} get the {b+}. {good}, you won't regret it",
        "{who} try the {b+}, it fixed this for me. {good}",
        "{who} I'd recommend the {b+}, {adverb}. {good}",
        "{who} for {need} I'd buy the {b+} without thinking",
        "{who} do yourself a favour and get a {b+}",
        "{who} highly recommend {b+}, {good}",
        "{who} stick with the {b+}, {good}",
    ),
)
RECOMMENDS_OVER = Family(
    (("recommends", "b", None, None), ("compares", "b", "r", None)),
    (
        "{who} go with the {b+}, it is far better than the {r0}",
        "{who} get the {b+}. it beats the {r0} easily, {good}",
        "{who} I had both, the {b+} is better than the {r0}. buy the {b+}",
    ),
)
RECOMMENDS_ALL = Family(
    (("recommends", "b", None, None),),
    (
        "if you need {need}: go with {b+}. {good}",
        "everyone should try the {b+} once, {good}",
        "can't recommend the {b+} enough, {good}",
        "get a {b+}. {good}. that's the review",
        "five stars, would recommend {b+} to anyone. {good}",
    ),
)
WARNS = Family(
    (("warns", "b", None, None), ("complains", "b", None, None)),
    (
        "{who} steer clear of {b-}, {bad} with mine",
        "{who} don't buy the {b-}. mine: {bad}",
        "{who} avoid {b-}. I had one and {bad}",
        "{who} don't waste your money on the {b-}, on mine {peeve}",
        "{who} wouldn't wish the {b-} on my enemies. {bad}, and that was {when}",
        "{who} stay away from {b-}, {bad} after {time}",
    ),
)
WARNS_ALL = Family(
    (("warns", "b", None, None), ("complains", "b", None, None)),
    (
        "do not buy the {b-}. {bad}",
        "stay away from {b-}, {bad}",
        "one star. avoid {b-}, {peeve}",
        "save your money and avoid the {b-}: {bad}",
        "nobody should buy a {b-} today, {bad} on mine",
    ),
)
COMPARES = Family(
    (("compares", "b", "r", None),),
    (
        "the {b+} is way better than the {r0}, {good}",
        "used both for {time}: {b+} beats {r0} for a {drink}",
        "never had that with the {b+}, unlike my {r-}: {bad}",
        "of the two I'd pick the {b+} over the {r0} any day, {good}",
        "{b+} makes a nicer {drink} than {r0}",
    ),
)
SWITCHES = Family(
    (("switches", "r", "b", "done"),),
    (
        "finally sold my {r0} and got a {b0}",
        "replaced the {r0} with a {b0} {when}",
        "switched from {r0} to {b0} {when}, no regrets",
        "bye bye {r0}, the new {b0} moved in {when}",
        "we swapped the {r0} {where} for a {b0} {when}",
        "moved over from {r-} to {b+}. {bad}, that was the last straw, and now {good}",
        "ditched my {r-} for the {b0}, because {bad}",
    ),
)
SWITCHES_SOON = Family(
    (("switches", "r", "b", "intended"),),
    (
        "that's it, I'm switching from {r-} to {b0} {soon}. {bad}",
        "decided: the {r0} goes and a {b0} takes its place {soon}",
        "we are moving from {r0} to {b0} {soon}",
        "selling the {r-} {soon}, a {b0} will replace it. {bad}",
    ),
)
LEAVES = Family(
    (("switches", "r", None, "done"),),
    (
        "got rid of the {r-} {when}. {bad}, enough is enough",
        "finally cancelled my {r-} subscription, {bad}",
        "returned the {r-} {when}. done with them",
    ),
)
WAVERS = Family(
    (("complains", "r", None, None),),
    (
        "not sure how long I'll put up with this {r-}, {bad}",
        "used to love my {r-} but lately {bad}",
        "my patience with {r-} is running out: {peeve}",
        "might look elsewhere if this goes on, {r-}. {bad}",
        "it was a good run, {r-}, but {bad} and {bad}",
    ),
)
INTENDS = Family(
    (("intends", "b", None, None),),
    (
        "I'm going to order the {b0} {soon}",
        "ordering a {b0} {soon}, wish me luck",
        "will buy the {b0} {soon}, decided",
        "just ordered the {b0}, arrives {soon}",
        "we're getting the {b0} for the kitchen {soon}",
    ),
)
PERSUADED_BUYS = Family(
    (("intends", "b", None, None),),
    (
        "{who} convinced me, ordering the {b0} {soon}",
        "took the advice from {who}: I'm getting the {b0} {soon}",
        "ok {who}, you win. just ordered the {b0}",
    ),
)
PERSUADED_SWITCHES = Family(
    (("switches", "r", "b", "done"),),
    (
        "{who} was right. sold the {r0} and got the {b0} {when}",
        "thanks to {who} I replaced my {r0} with the {b0} {when}",
        "took the tip from {who}: switched from {r0} to {b0}. {good}",
    ),
)
WARNED_LEAVES = Family(
    (("switches", "r", "b", "done"),),
    (
        "{who} warned me and it happened: {bad}. sold the {r-}, got a {b0} {when}",
        "should have listened to {who} sooner. the {r-} is gone, switched to a {b0} {when}",
    ),
)
ASKS = Family(
    (("asks", "b", None, None),),
    (
        "is the {b0} any good for {need}?",
        "anyone here with a {b0}? how is it after {time}?",
        "does the {b0} fit under a low cupboard?",
        "how do you descale the {b0}? the manual is no help",
        "thinking about the {b0}, {need}. what do you say?",
        "what grind do you use on the {b0} for a {drink}?",
    ),
)
ASKS_EITHER = Family(
    (("asks", "b", None, None), ("asks", "r", None, None)),
    (
        "{b0} or {r0}? {need}",
        "should I get the {b0} or the {r0}? it's for {need}",
        "can't decide between {b0} and {r0}, which one would you buy?",
    ),
)
ASKS_OPEN = Family(
    (("asks", None, None, None),),
    (
        "which machine should I get? {need}",
        "what would you buy today for {need}?",
        "looking for advice: {need}. what do you all use?",
        "need a new machine {where}, any tips? {need}",
    ),
)
SUGGESTS = Family(
    (("suggests", "b", None, None),),
    (
        "it would be great if the {b0} {idea}",
        "dear {b0}, wouldn't it be nice if you {idea}",
        "suggestion for {b0}: it would help if the next one {idea}",
        "would be so useful if {b0} {idea}",
        "I wish the {b0} {idea}, would be a good improvement",
    ),
)
NEUTRAL = Family(
    (),
    (
        "saw a {b0} in the window of a shop today",
        "{relative} says the {b0} is awful. never had one myself",
        "the {b0} comes in green now apparently",
        "{relative} bought a {b0} {when}",
        "both the {b0} and the {r0} are in the sale",
        "they had a {b0} {where} {when}, and a {r0} next to it",
    ),
)
WISHES = Family(
    (),
    (
        "if I ever win the lottery I'll have a {b0} in every room",
        "one day, {b0}, one day. for now it's the {drink} from the corner",
        "would I sell a kidney for the {b0}? ask me tomorrow",
    ),
)
