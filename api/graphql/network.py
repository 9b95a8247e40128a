"""The roots that ask about the network of people: who moves others, what hangs on channels, where we are not known."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import QUESTION, relation
from api.graphql.limits import PAGE
from api.graphql.types import channels, influence, weak_spots, white_space
from api.graphql.types.arguments import AnyBrand, AnyTopic, BrandArgument, ByArgument
from api.graphql.types.channels import ChannelDependence
from api.graphql.types.enums import InfluenceMeasure
from api.graphql.types.influence import Influence
from api.graphql.types.weak_spots import WeakSpots
from api.graphql.types.white_space import WhiteSpaces
from api.graphql.types.window import AsOf, First, WindowArgument, window_of


@strawberry.type(description="What the network of people tells.")
class NetworkQuestions:
    """Roots over who turns to whom."""

    @relation(
        "Whom people listen to: overall, about a brand, about a topic; several measures side by side.",
        QUESTION,
    )
    async def influencers(
        self,
        info: Info,
        brand: AnyBrand = None,
        topic: AnyTopic = None,
        by: ByArgument = InfluenceMeasure.ATTENTION,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Influence | None:
        """A question."""
        return await influence.influencers(info, (brand, topic), window_of(window, as_of), by, first)

    @relation(
        "Whom and what we would lose if a channel died today, and where they are reachable otherwise.",
        QUESTION,
    )
    async def channel_dependence(
        self,
        info: Info,
        brand: AnyBrand = None,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> ChannelDependence | None:
        """A question."""
        return await channels.channel_dependence(info, brand, window_of(window, as_of), first)

    @relation("Where rivals' customers are unhappy with what a brand does well.", QUESTION)
    async def weak_spots(
        self,
        info: Info,
        brand: BrandArgument,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> WeakSpots | None:
        """A question."""
        return await weak_spots.weak_spots(info, brand, window_of(window, as_of), first)

    @relation("Which communities of the market hardly know a brand, and who could introduce it.", QUESTION)
    async def white_space(
        self,
        info: Info,
        brand: BrandArgument,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> WhiteSpaces | None:
        """A question."""
        return await white_space.white_space(info, brand, window_of(window, as_of), first)
