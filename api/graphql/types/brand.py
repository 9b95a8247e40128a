"""A brand in; what the schema shows of it, and every question that can be asked about it, out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import QUESTION, relation
from api.graphql.limits import PAGE
from api.graphql.types import (
    advice,
    advocacy,
    chains,
    channels,
    cohorts,
    filters,
    grievances,
    influence,
    pages,
    peer_help,
    perception,
    risk,
    share_of_voice,
    standing,
    summary,
    switching,
    timeline,
    topics,
    unanswered,
    weak_spots,
    white_space,
    why,
)
from api.graphql.types.advice import AdvicePage
from api.graphql.types.advocacy import Voices
from api.graphql.types.arguments import (
    AnyTopic,
    BucketArgument,
    ByArgument,
    ConversationsWhere,
    KindArgument,
    MessagesWhere,
)
from api.graphql.types.chains import AdviceArgument, Chains
from api.graphql.types.channels import ChannelDependence
from api.graphql.types.cohorts import Cohorts, Weeks
from api.graphql.types.enums import AdviceKind, BrandRole, Bucket, InfluenceMeasure
from api.graphql.types.grievances import Grievances
from api.graphql.types.influence import Influence
from api.graphql.types.pages import ConversationConnection, MessageConnection
from api.graphql.types.peer_help import Hourly, Minutes, PeerHelp
from api.graphql.types.perception import Perception
from api.graphql.types.risk import AtRisk
from api.graphql.types.share_of_voice import ShareOfVoice
from api.graphql.types.standing import REASONS, Standing
from api.graphql.types.summary import Summary
from api.graphql.types.switching import Switches
from api.graphql.types.timeline import Timeline
from api.graphql.types.topics import Topics
from api.graphql.types.unanswered import Unanswered
from api.graphql.types.weak_spots import WeakSpots
from api.graphql.types.white_space import WhiteSpaces
from api.graphql.types.why import Why
from api.graphql.types.window import After, First, WindowArgument, within
from api.live import Names
from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.cohorts import WEEKS
from graph.questions.peer_help import MINUTES
from graph.questions.peer_help import RATE as HOURLY
from nlp import catalogue


@strawberry.type(description="Something that a brand sells.")
class Product:
    """Of nlp.catalogue.Product."""

    id: strawberry.ID = strawberry.field(description="Id in the catalogue.")
    name: str = strawberry.field(description="Its name.")
    aliases: list[str] = strawberry.field(description="Other names for it.")


@strawberry.type(description="A supplier in the market, and what can be asked about it.")
class Brand:
    """Of graph.questions.catalogue_index.BrandRef."""

    around: strawberry.Private[Window]
    id: strawberry.ID = strawberry.field(description="Id in the catalogue.")
    name: str = strawberry.field(description="Its name.")
    role: BrandRole = strawberry.field(description="What it is to us.")

    @relation("Other names that it is known by.")
    async def aliases(self, info: Info) -> list[str]:
        """From the catalogue."""
        return list((await _entry(info, self.id)).aliases)

    @relation("Its handles, without @.")
    async def handles(self, info: Info) -> list[str]:
        """From the catalogue."""
        return list((await _entry(info, self.id)).handles)

    @relation("Its hashtags, without #.")
    async def hashtags(self, info: Info) -> list[str]:
        """From the catalogue."""
        return list((await _entry(info, self.id)).hashtags)

    @relation("What it sells.")
    async def products(self, info: Info) -> list[Product]:
        """From the catalogue."""
        return [product(one) for one in (await _entry(info, self.id)).products]

    @relation("How much is said about it, at a glance.", QUESTION)
    async def summary(self, info: Info, window: WindowArgument = None) -> Summary:
        """One question for all brands of a request."""
        return await summary.summary(info, self.id, within(window, self.around))

    @relation("How customers feel about it, on which channels.", QUESTION)
    async def perception(self, info: Info, window: WindowArgument = None) -> Perception:
        """A question."""
        return await perception.perception(info, self.id, within(window, self.around))

    @relation("How the mood went over time.", QUESTION)
    async def timeline(
        self, info: Info, bucket: BucketArgument = Bucket.WEEK, window: WindowArgument = None
    ) -> Timeline:
        """A question."""
        return await timeline.timeline(info, self.id, within(window, self.around), bucket)

    @relation("It beside its rivals, and what changed.", QUESTION)
    async def standing(self, info: Info, window: WindowArgument = None) -> Standing:
        """A question."""
        return await standing.standing(info, self.id, within(window, self.around))

    @relation("Who talks about it, on which channels.", QUESTION)
    async def share_of_voice(self, info: Info, window: WindowArgument = None) -> ShareOfVoice:
        """A question."""
        return await share_of_voice.share_of_voice(info, self.id, within(window, self.around))

    @relation("Whose word speaks for it, and who acted on it.", QUESTION)
    async def advocates(self, info: Info, first: First = PAGE, window: WindowArgument = None) -> Voices:
        """A question."""
        return await advocacy.advocates(info, self.id, within(window, self.around), first)

    @relation("Whose word speaks against it, and who acted on it.", QUESTION)
    async def detractors(self, info: Info, first: First = PAGE, window: WindowArgument = None) -> Voices:
        """A question."""
        return await advocacy.detractors(info, self.id, within(window, self.around), first)

    @relation("Who recommended it to whom, and what came of it.", QUESTION)
    async def recommendations(
        self, info: Info, first: First = PAGE, after: After = None, window: WindowArgument = None
    ) -> AdvicePage:
        """A question."""
        return await advice.recommendations(info, self.id, within(window, self.around), first, after)

    @relation("Who warned whom of it, and what came of it.", QUESTION)
    async def warnings(
        self, info: Info, first: First = PAGE, after: After = None, window: WindowArgument = None
    ) -> AdvicePage:
        """A question."""
        return await advice.warnings(info, self.id, within(window, self.around), first, after)

    @relation("Who moves to it or away from it.", QUESTION)
    async def switches(
        self, info: Info, first: First = PAGE, after: After = None, window: WindowArgument = None
    ) -> Switches:
        """A question."""
        return await switching.switches(info, self.id, within(window, self.around), first, after)

    @relation("What annoys customers about it, by topic.", QUESTION)
    async def peeves(self, info: Info, window: WindowArgument = None) -> Grievances:
        """A question."""
        return await grievances.peeves(info, self.id, within(window, self.around))

    @relation("What customers wish from it, by topic.", QUESTION)
    async def ideas(self, info: Info, window: WindowArgument = None) -> Grievances:
        """A question."""
        return await grievances.ideas(info, self.id, within(window, self.around))

    @relation("What people talk about in messages that name it.", QUESTION)
    async def topics(
        self, info: Info, kind: KindArgument = None, first: First = PAGE, window: WindowArgument = None
    ) -> Topics:
        """A question."""
        return await topics.topics(info, self.id, within(window, self.around), kind, first)

    @relation("Who is drifting away, and who could talk to them.", QUESTION)
    async def at_risk(self, info: Info, first: First = PAGE, window: WindowArgument = None) -> AtRisk:
        """A question."""
        return await risk.at_risk(info, self.id, within(window, self.around), first)

    @relation("Which questions and complaints to it got no answer.", QUESTION)
    async def unanswered(self, info: Info, first: First = PAGE, window: WindowArgument = None) -> Unanswered:
        """A question."""
        return await unanswered.unanswered(info, self.id, within(window, self.around), first)

    @relation("Whom people listen to in messages about it, by several measures.", QUESTION)
    async def influencers(
        self,
        info: Info,
        topic: AnyTopic = None,
        by: ByArgument = InfluenceMeasure.ATTENTION,
        first: First = PAGE,
        window: WindowArgument = None,
    ) -> Influence:
        """A question."""
        asked = within(window, self.around)
        return await influence.influencers(info, (self.id, topic), asked, by, first)

    @relation("Whom and what we would lose with each channel, and its part of the talk about it.", QUESTION)
    async def channel_dependence(
        self, info: Info, first: First = PAGE, window: WindowArgument = None
    ) -> ChannelDependence:
        """A question."""
        return await channels.channel_dependence(info, self.id, within(window, self.around), first)

    @relation("Where rivals' customers are unhappy with what it does well.", QUESTION)
    async def weak_spots(self, info: Info, first: First = PAGE, window: WindowArgument = None) -> WeakSpots:
        """A question."""
        return await weak_spots.weak_spots(info, self.id, within(window, self.around), first)

    @relation("Which communities of the market hardly know it, and who could introduce it.", QUESTION)
    async def white_space(
        self, info: Info, first: First = PAGE, window: WindowArgument = None
    ) -> WhiteSpaces:
        """A question."""
        return await white_space.white_space(info, self.id, within(window, self.around), first)

    @relation("Why people feel about it as they do, and among whom that changed.", QUESTION)
    async def why(self, info: Info, first: First = REASONS, window: WindowArgument = None) -> Why:
        """A question."""
        return await why.why(info, self.id, within(window, self.around), first)

    @relation("Who moved whom by recommending it (or warning of it), who moved others in turn.", QUESTION)
    async def chains(
        self,
        info: Info,
        kind: AdviceArgument = AdviceKind.RECOMMENDS,
        first: First = PAGE,
        window: WindowArgument = None,
    ) -> Chains:
        """A question."""
        return await chains.chains(info, self.id, within(window, self.around), first, kind)

    @relation("Who answers customers' questions about it, and whether that settles them.", QUESTION)
    async def peer_help(
        self,
        info: Info,
        minutes: Minutes = MINUTES,
        hourly: Hourly = HOURLY,
        first: First = PAGE,
        window: WindowArgument = None,
    ) -> PeerHelp:
        """A question."""
        price = peer_help.cost(minutes, hourly)
        return await peer_help.peer_help(info, self.id, within(window, self.around), first, price)

    @relation(
        "Whether people who were helped, ignored or advised stay and feel better than people alike.", QUESTION
    )
    async def cohorts(self, info: Info, weeks: Weeks = WEEKS, window: WindowArgument = None) -> Cohorts:
        """A question."""
        return await cohorts.cohorts(info, self.id, within(window, self.around), weeks)

    @relation("Messages that name it, newest first.")
    async def messages(
        self,
        info: Info,
        where: MessagesWhere = None,
        first: First = PAGE,
        after: After = None,
        window: WindowArgument = None,
    ) -> MessageConnection:
        """A page of the store."""
        chosen = await filters.message_filter(info, where, self.id)
        return await pages.messages(info, chosen, within(window, self.around), first, after)

    @relation("Conversations in which it is named, latest first.")
    async def conversations(
        self,
        info: Info,
        where: ConversationsWhere = None,
        first: First = PAGE,
        after: After = None,
        window: WindowArgument = None,
    ) -> ConversationConnection:
        """A page of the store."""
        chosen = await filters.conversation_filter(info, where, self.id)
        return await pages.conversations(info, chosen, within(window, self.around), first, after)


def product(shown: catalogue.Product) -> Product:
    """A product to show."""
    return Product(id=strawberry.ID(shown.id), name=shown.name, aliases=list(shown.aliases))


def brand(ref: BrandRef, window: Window) -> Brand:
    """A brand to show; what is asked about it is about this window where nothing else is said."""
    return Brand(around=window, id=strawberry.ID(ref.id), name=ref.name, role=BrandRole(ref.role.value))


def optional(ref: BrandRef | None, window: Window) -> Brand | None:
    """A brand to show, or none."""
    return None if ref is None else brand(ref, window)


def named(names: Names, brand_id: str, window: Window) -> Brand:
    """The brand that a fact names."""
    dropped = BrandRef(brand_id, brand_id, catalogue.BrandRole.OTHER)
    return brand(names.index.brands.get(brand_id, dropped), window)


async def _entry(info: Info, brand_id: str) -> catalogue.Brand:
    """The catalogue's entry; an empty one for a brand that the catalogue has dropped."""
    return (await info.context.names()).entries.get(brand_id) or catalogue.Brand(brand_id, brand_id)
