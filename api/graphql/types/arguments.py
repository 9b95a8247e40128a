"""Arguments that several fields take, each described once."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import strawberry

from api.graphql.types.enums import BrandRole, Bucket, InfluenceMeasure, TopicKind
from api.graphql.types.filters import ConversationsInput, MessagesInput

argument = strawberry.argument

BrandArgument: TypeAlias = Annotated[strawberry.ID, argument(description="Id of the brand: see `brands`.")]
AnyBrand: TypeAlias = Annotated[
    strawberry.ID | None, argument(description="Id of the brand; any brand where left out.")
]
RoleArgument: TypeAlias = Annotated[
    BrandRole | None, argument(description="Only brands of this role; all where left out.")
]
BucketArgument: TypeAlias = Annotated[Bucket, argument(description="How finely to cut it.")]
KindArgument: TypeAlias = Annotated[
    TopicKind | None, argument(description="Only topics of this kind; all where left out.")
]
MessagesWhere: TypeAlias = Annotated[
    MessagesInput | None, argument(description="Which messages; all where left out.")
]
ConversationsWhere: TypeAlias = Annotated[
    ConversationsInput | None, argument(description="Which conversations; all where left out.")
]
PersonArgument: TypeAlias = Annotated[
    strawberry.ID, argument(description="Id of the person, key of one of their accounts, or a handle.")
]
Search: TypeAlias = Annotated[
    str | None,
    argument(description="Part of a handle or name; where left out, the people who wrote the most."),
]
Uid: TypeAlias = Annotated[strawberry.ID, argument(description="The message's channel:instance:native_id.")]
Key: TypeAlias = Annotated[strawberry.ID, argument(description="Uid of the conversation's first message.")]
ByArgument: TypeAlias = Annotated[
    InfluenceMeasure, argument(description="The measure to order by; all of them are shown.")
]
AnyTopic: TypeAlias = Annotated[
    strawberry.ID | None,
    argument(description="Id of a topic: only contacts by messages about it; any where left out."),
]
