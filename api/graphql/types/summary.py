"""What the list of brands shows of each in; the summary of one out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types.score import Score, score
from graph.errors import NotFoundError
from graph.questions import answer
from graph.questions import brands as questions


@strawberry.type(description="How much is said about a brand, at a glance.")
class Summary:
    """Of graph.questions.brands.Headline."""

    messages: int = strawberry.field(description="Messages of customers that name it.")
    people: int = strawberry.field(description="Distinct customers who wrote them.")
    net_sentiment: Score = strawberry.field(
        description="Mean over people of (positive - negative) / messages of each: -1 to 1."
    )
    recommendations: int = strawberry.field(description="Times that it was recommended.")
    warnings: int = strawberry.field(description="Times that someone was warned of it.")
    complaints: int = strawberry.field(description="Complaints about it.")


async def summary(info: Info, brand: str, window: answer.Window) -> Summary:
    """Ask graph.questions.brands.brands, which answers for all brands at once."""
    found = await info.context.ask(questions.brands, window)
    for headline in found.brands:
        if headline.brand.id == brand:
            return Summary(
                messages=headline.messages,
                people=headline.people,
                net_sentiment=score(headline.net_sentiment),
                recommendations=headline.recommendations,
                warnings=headline.warnings,
                complaints=headline.complaints,
            )
    raise NotFoundError(
        f"The catalogue no longer holds the brand {brand!r}.", "Add it again with upsertBrand."
    )
