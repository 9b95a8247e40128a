"""The roots of every query: what is there, and the questions about it."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.limits import PAGE
from api.graphql.lists import Brands, People, brands, people
from api.graphql.types import (
    advice,
    advocacy,
    catalogue,
    conversation,
    filters,
    grievances,
    message,
    pages,
    perception,
    person,
    risk,
    share_of_voice,
    standing,
    status,
    switching,
    timeline,
    topics,
    unanswered,
)
from api.graphql.types import brand as brand_type
from api.graphql.types.advice import AdvicePage
from api.graphql.types.advocacy import Voices
from api.graphql.types.arguments import (
    AnyBrand,
    BrandArgument,
    BucketArgument,
    ConversationsWhere,
    Key,
    KindArgument,
    MessagesWhere,
    PersonArgument,
    RoleArgument,
    Search,
    Uid,
)
from api.graphql.types.brand import Brand
from api.graphql.types.catalogue import Catalogue
from api.graphql.types.conversation import Conversation
from api.graphql.types.enums import Bucket
from api.graphql.types.grievances import Grievances
from api.graphql.types.message import Message
from api.graphql.types.pages import ConversationConnection, MessageConnection
from api.graphql.types.perception import Perception
from api.graphql.types.person import QUESTION, Person
from api.graphql.types.risk import AtRisk
from api.graphql.types.share_of_voice import ShareOfVoice
from api.graphql.types.standing import Standing
from api.graphql.types.status import Status
from api.graphql.types.switching import Switches
from api.graphql.types.timeline import Timeline
from api.graphql.types.topics import Topics
from api.graphql.types.unanswered import Unanswered
from api.graphql.types.window import After, AsOf, First, WindowArgument, window_of


@strawberry.type(description="What can be asked. Every number opens to the messages it rests on.")
class Query:
    """The root of queries."""

    @strawberry.field(description="One brand, and all that can be asked about it.")
    async def brand(
        self, info: Info, id: BrandArgument, window: WindowArgument = None, as_of: AsOf = None  # noqa: A002 - its name in the schema
    ) -> Brand | None:
        """From the catalogue."""
        names = await info.context.names()
        return brand_type.brand(names.index.brand(id), window_of(window, as_of))

    @strawberry.field(description="The brands that are watched: own first, then competitors, partners, others.")
    async def brands(
        self, info: Info, role: RoleArgument = None, window: WindowArgument = None, as_of: AsOf = None
    ) -> Brands | None:
        """From the catalogue."""
        return brands(await info.context.names(), role, window_of(window, as_of))

    @strawberry.field(description="How customers feel about a brand, on which channels.", metadata=QUESTION)
    async def perception(
        self, info: Info, brand: BrandArgument, window: WindowArgument = None, as_of: AsOf = None
    ) -> Perception | None:
        """A question."""
        return await perception.perception(info, brand, window_of(window, as_of))

    @strawberry.field(description="How the mood about a brand went over time.", metadata=QUESTION)
    async def timeline(
        self,
        info: Info,
        brand: BrandArgument,
        bucket: BucketArgument = Bucket.WEEK,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Timeline | None:
        """A question."""
        return await timeline.timeline(info, brand, window_of(window, as_of), bucket)

    @strawberry.field(
        description="How people feel about a brand and each rival, and what changed since the window before.",
        metadata=QUESTION,
    )
    async def standing(
        self, info: Info, brand: BrandArgument, window: WindowArgument = None, as_of: AsOf = None
    ) -> Standing | None:
        """A question."""
        return await standing.standing(info, brand, window_of(window, as_of))

    @strawberry.field(description="Who talks about a brand and its rivals, on which channels.", metadata=QUESTION)
    async def share_of_voice(
        self, info: Info, brand: BrandArgument, window: WindowArgument = None, as_of: AsOf = None
    ) -> ShareOfVoice | None:
        """A question."""
        return await share_of_voice.share_of_voice(info, brand, window_of(window, as_of))

    @strawberry.field(description="Whose word speaks for a brand, and who acted on it.", metadata=QUESTION)
    async def advocates(
        self,
        info: Info,
        brand: BrandArgument,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Voices | None:
        """A question."""
        return await advocacy.advocates(info, brand, window_of(window, as_of), first)

    @strawberry.field(description="Whose word speaks against a brand, and who acted on it.", metadata=QUESTION)
    async def detractors(
        self,
        info: Info,
        brand: BrandArgument,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Voices | None:
        """A question."""
        return await advocacy.detractors(info, brand, window_of(window, as_of), first)

    @strawberry.field(description="Who recommended what to whom, and what came of it.", metadata=QUESTION)
    async def recommendations(
        self,
        info: Info,
        brand: AnyBrand = None,
        first: First = PAGE,
        after: After = None,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> AdvicePage | None:
        """A question."""
        return await advice.recommendations(info, brand, window_of(window, as_of), first, after)

    @strawberry.field(description="Who warned whom of what, and what came of it.", metadata=QUESTION)
    async def warnings(
        self,
        info: Info,
        brand: AnyBrand = None,
        first: First = PAGE,
        after: After = None,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> AdvicePage | None:
        """A question."""
        return await advice.warnings(info, brand, window_of(window, as_of), first, after)

    @strawberry.field(description="Who moves from which brand to which.", metadata=QUESTION)
    async def switches(
        self,
        info: Info,
        brand: AnyBrand = None,
        first: First = PAGE,
        after: After = None,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Switches | None:
        """A question."""
        return await switching.switches(info, brand, window_of(window, as_of), first, after)

    @strawberry.field(description="Who is drifting away from a brand, and who could talk to them.", metadata=QUESTION)
    async def at_risk(
        self,
        info: Info,
        brand: BrandArgument,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> AtRisk | None:
        """A question."""
        return await risk.at_risk(info, brand, window_of(window, as_of), first)

    @strawberry.field(description="What annoys customers about a brand again and again.", metadata=QUESTION)
    async def peeves(
        self, info: Info, brand: BrandArgument, window: WindowArgument = None, as_of: AsOf = None
    ) -> Grievances | None:
        """A question."""
        return await grievances.peeves(info, brand, window_of(window, as_of))

    @strawberry.field(description="What customers wish from a brand.", metadata=QUESTION)
    async def ideas(
        self, info: Info, brand: BrandArgument, window: WindowArgument = None, as_of: AsOf = None
    ) -> Grievances | None:
        """A question."""
        return await grievances.ideas(info, brand, window_of(window, as_of))

    @strawberry.field(description="What people talk about, how they feel, and what is rising.", metadata=QUESTION)
    async def topics(
        self,
        info: Info,
        brand: AnyBrand = None,
        kind: KindArgument = None,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Topics | None:
        """A question."""
        return await topics.topics(info, brand, window_of(window, as_of), kind, first)

    @strawberry.field(description="Which questions and complaints to a brand got no answer.", metadata=QUESTION)
    async def unanswered(
        self,
        info: Info,
        brand: BrandArgument,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Unanswered | None:
        """A question."""
        return await unanswered.unanswered(info, brand, window_of(window, as_of), first)

    @strawberry.field(description="One person: accounts, ties, feelings, what they wrote.", metadata=QUESTION)
    async def person(
        self, info: Info, id: PersonArgument, window: WindowArgument = None, as_of: AsOf = None  # noqa: A002 - its name in the schema
    ) -> Person | None:
        """A question."""
        return await person.found(info, id, window_of(window, as_of))

    @strawberry.field(description="People by handle or name, or those who wrote the most.", metadata=QUESTION)
    async def people(
        self,
        info: Info,
        search: Search = None,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> People | None:
        """A question."""
        return await people(info, search, first, window_of(window, as_of))

    @strawberry.field(description="One message.")
    async def message(self, info: Info, uid: Uid, as_of: AsOf = None) -> Message | None:
        """By the loader of messages."""
        return await message.of(info, uid, window_of(None, as_of))

    @strawberry.field(description="Messages, newest first.")
    async def messages(
        self,
        info: Info,
        where: MessagesWhere = None,
        first: First = PAGE,
        after: After = None,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> MessageConnection | None:
        """A page of the store."""
        chosen = await filters.message_filter(info, where)
        return await pages.messages(info, chosen, window_of(window, as_of), first, after)

    @strawberry.field(description="One conversation.")
    async def conversation(self, info: Info, key: Key, as_of: AsOf = None) -> Conversation | None:
        """By the loader of conversations."""
        return await conversation.of(info, key, window_of(None, as_of))

    @strawberry.field(description="Conversations, latest first.")
    async def conversations(
        self,
        info: Info,
        where: ConversationsWhere = None,
        first: First = PAGE,
        after: After = None,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> ConversationConnection | None:
        """A page of the store."""
        chosen = await filters.conversation_filter(info, where)
        return await pages.conversations(info, chosen, window_of(window, as_of), first, after)

    @strawberry.field(description="All that is watched.")
    async def catalogue(self, info: Info) -> Catalogue | None:
        """From the store."""
        return catalogue.shown_catalogue(await info.context.names())

    @strawberry.field(description="How much the graph holds, and what was read.", metadata=QUESTION)
    async def status(self, info: Info) -> Status | None:
        """From the store."""
        return await status.status(info)
