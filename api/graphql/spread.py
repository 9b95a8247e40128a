"""The roots that ask how word spreads: whose reaches most people, whom to reach so that it does."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import QUESTION, relation
from api.graphql.limits import PAGE
from api.graphql.types import reach, seeding
from api.graphql.types.arguments import AnyBrand
from api.graphql.types.reach import Hops, WidestReach
from api.graphql.types.seeding import Budget, Costs, Count, Exclude, Quotas, Seeding
from api.graphql.types.window import AsOf, First, WindowArgument, window_of


@strawberry.type(description="How word spreads.")
class SpreadQuestions:
    """Roots over who hears whom."""

    @relation("Whose word could have reached most people by later messages.", QUESTION)
    async def widest_reach(
        self,
        info: Info,
        hops: Hops = 3,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> WidestReach | None:
        """A question."""
        return await reach.widest_reach(info, window_of(window, as_of), hops, first)

    @relation(
        "Whom to reach so that most people take word up, and how near the best possible that is.", QUESTION
    )
    async def seeding(
        self,
        info: Info,
        count: Count = 10,
        brand: AnyBrand = None,
        exclude: Exclude = None,
        budget: Budget = None,
        costs: Costs = None,
        quotas: Quotas = None,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Seeding | None:
        """A question."""
        asked = seeding.plan(count, exclude, budget, costs, quotas)
        return await seeding.seeding(info, brand, window_of(window, as_of), asked, first)
