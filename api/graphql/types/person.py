"""A person in; what the schema shows of them, and the way on to accounts, ties and messages, out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import QUESTION, relation
from api.graphql.limits import PAGE
from api.graphql.types import (
    influence,
    introduction,
    next_voice,
    pages,
    peers,
    reach,
    relationships,
    unanswered,
)
from api.graphql.types.arguments import AnyBrand, AnyTopic
from api.graphql.types.introduction import Known
from api.graphql.types.reach import HalfLife, Hops
from api.graphql.types.relations import (
    AMessagePage,
    ANextBestVoice,
    AnInfluencer,
    AnIntroduction,
    AnOpenWith,
    APeers,
    AReach,
)
from api.graphql.types.relationships import Attention, Feeling, PersonAccount, Tie
from api.graphql.types.score import Evidence, evidence
from api.graphql.types.window import After, First, WindowArgument, page_size, within
from graph.model import MessageFilter
from graph.questions import person as questions
from graph.questions.answer import Window
from graph.questions.people import PersonRef


@strawberry.type(description="A human (or a company's role account, or a bot) behind one or more accounts.")
class Person:
    """Of graph.questions.people.PersonRef."""

    ref: strawberry.Private[PersonRef]
    window: strawberry.Private[Window]
    id: strawberry.ID = strawberry.field(description="Id, made of the first of their account keys.")
    name: str = strawberry.field(
        description="Display name, handle or native id of the first account that has one."
    )
    channels: list[str] = strawberry.field(description="The channels they are on.")
    account_keys: list[str] = strawberry.field(description="Keys of their accounts, sorted.")
    company: bool = strawberry.field(description="Staff or a bot on at least one account: no customer.")

    @relation("Their accounts, and why we think so.", QUESTION)
    async def accounts(self, info: Info) -> list[PersonAccount]:
        """Of the question about this person."""
        return relationships.accounts(await self.answer(info, self.window, PAGE))

    @relation("Their relationships with other people, strongest first.", QUESTION)
    async def ties(self, info: Info, first: First = PAGE, window: WindowArgument = None) -> list[Tie]:
        """Of the question about this person."""
        asked = within(window, self.window)
        return relationships.ties(await self.answer(info, asked, first), asked)

    @relation("What they feel toward brands, most messages first.", QUESTION)
    async def feelings(self, info: Info, window: WindowArgument = None) -> list[Feeling]:
        """Of the question about this person."""
        asked = within(window, self.window)
        return relationships.feelings(await self.answer(info, asked, PAGE), asked)

    @relation("Whom they listen to, most first.", QUESTION)
    async def listens_to(
        self, info: Info, first: First = PAGE, window: WindowArgument = None
    ) -> list[Attention]:
        """Of the question about this person."""
        asked = within(window, self.window)
        return relationships.attention((await self.answer(info, asked, first)).listens_to, asked)

    @relation("Who listens to them, most first.", QUESTION)
    async def listened_by(
        self, info: Info, first: First = PAGE, window: WindowArgument = None
    ) -> list[Attention]:
        """Of the question about this person."""
        asked = within(window, self.window)
        return relationships.attention((await self.answer(info, asked, first)).listened_by, asked)

    @relation("How much they wrote, and the newest of it.", QUESTION)
    async def wrote(self, info: Info, window: WindowArgument = None) -> Evidence:
        """Of the question about this person."""
        return evidence((await self.answer(info, within(window, self.window), PAGE)).messages)

    @relation("What they wrote on all their accounts, newest first.")
    async def timeline(
        self, info: Info, first: First = PAGE, after: After = None, window: WindowArgument = None
    ) -> AMessagePage:
        """A page of the store."""
        where = MessageFilter(accounts=self.ref.accounts or (self.ref.id,))
        return await pages.messages(info, where, within(window, self.window), first, after)

    @relation("How influential they are: overall, or about a brand or a topic.", QUESTION)
    async def influence(
        self, info: Info, brand: AnyBrand = None, topic: AnyTopic = None, window: WindowArgument = None
    ) -> AnInfluencer:
        """A question."""
        return await influence.of_person(info, self.ref.id, (brand, topic), within(window, self.window))

    @relation("People like them, and why.", QUESTION)
    async def peers(self, info: Info, first: First = PAGE, window: WindowArgument = None) -> APeers:
        """A question."""
        return await peers.peers(info, self.ref.id, within(window, self.window), first)

    @relation(
        "Their questions and complaints about our own brands that our people have not answered.", QUESTION
    )
    async def open_with_us(
        self, info: Info, first: First = PAGE, window: WindowArgument = None
    ) -> AnOpenWith:
        """A question."""
        return await unanswered.open_with(info, self.ref.id, within(window, self.window), first)

    @relation(
        "How many different people could have heard of something from them, by later messages.", QUESTION
    )
    async def reach(
        self,
        info: Info,
        hops: Hops = 3,
        first: First = PAGE,
        half_life_days: HalfLife = None,
        window: WindowArgument = None,
    ) -> AReach:
        """A question."""
        return await reach.reach(info, self.ref.id, within(window, self.window), hops, first, half_life_days)

    @relation("The strongest ways to them from people whom we know.", QUESTION)
    async def introduction(
        self, info: Info, known: Known = None, first: First = 3, window: WindowArgument = None
    ) -> AnIntroduction:
        """A question."""
        return await introduction.introduction(info, self.ref.id, known, within(window, self.window), first)

    @relation(
        "Which of their peers they would believe about a brand or a topic: give one of the two.", QUESTION
    )
    async def next_best_voice(
        self,
        info: Info,
        brand: AnyBrand = None,
        topic: AnyTopic = None,
        first: First = 5,
        window: WindowArgument = None,
    ) -> ANextBestVoice:
        """A question."""
        asked = within(window, self.window)
        return await next_voice.next_best_voice(info, self.ref.id, (brand, topic), asked, first)

    async def answer(self, info: Info, window: Window, first: int) -> questions.PersonAnswer:
        """Ask graph.questions.person.person, once a request for the same window and length."""
        return await info.context.ask(questions.person, self.ref.id, window, page_size(first))


def person(ref: PersonRef, window: Window) -> Person:
    """A person to show."""
    return Person(
        ref=ref,
        window=window,
        id=strawberry.ID(ref.id),
        name=ref.name,
        channels=list(ref.channels),
        account_keys=list(ref.accounts),
        company=ref.company,
    )


def optional(ref: PersonRef | None, window: Window) -> Person | None:
    """A person to show, or nobody."""
    return None if ref is None else person(ref, window)


async def of_account(info: Info, key: str | None, window: Window) -> Person | None:
    """The person behind an account."""
    return None if key is None else person(await info.context.loaders.person_of(key), window)


async def found(info: Info, who: str, window: Window) -> Person:
    """The person with this id, account key or handle."""
    return person(await info.context.ask(questions.who, who), window)
