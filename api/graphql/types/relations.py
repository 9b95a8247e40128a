"""The types that lead to one another, by name: a module that shows one of them need not import it to say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

import strawberry

if TYPE_CHECKING:
    from api.graphql.types.account import Account
    from api.graphql.types.brand import Brand
    from api.graphql.types.community import Community
    from api.graphql.types.conversation import Conversation
    from api.graphql.types.influence import Influence, Influencer
    from api.graphql.types.introduction import Introduction
    from api.graphql.types.message import Message
    from api.graphql.types.next_voice import NextBestVoice
    from api.graphql.types.pages import MessageConnection
    from api.graphql.types.peers import Peers
    from api.graphql.types.person import Person
    from api.graphql.types.reach import Reach
    from api.graphql.types.topics import Topic
    from api.graphql.types.unanswered import OpenWith

AnAccount: TypeAlias = Annotated["Account", strawberry.lazy("api.graphql.types.account")]
ABrand: TypeAlias = Annotated["Brand", strawberry.lazy("api.graphql.types.brand")]
ACommunity: TypeAlias = Annotated["Community", strawberry.lazy("api.graphql.types.community")]
AConversation: TypeAlias = Annotated["Conversation", strawberry.lazy("api.graphql.types.conversation")]
AnInfluence: TypeAlias = Annotated["Influence", strawberry.lazy("api.graphql.types.influence")]
AnInfluencer: TypeAlias = Annotated["Influencer", strawberry.lazy("api.graphql.types.influence")]
AnIntroduction: TypeAlias = Annotated["Introduction", strawberry.lazy("api.graphql.types.introduction")]
ANextBestVoice: TypeAlias = Annotated["NextBestVoice", strawberry.lazy("api.graphql.types.next_voice")]
AReach: TypeAlias = Annotated["Reach", strawberry.lazy("api.graphql.types.reach")]
AnOpenWith: TypeAlias = Annotated["OpenWith", strawberry.lazy("api.graphql.types.unanswered")]
APeers: TypeAlias = Annotated["Peers", strawberry.lazy("api.graphql.types.peers")]
AMessage: TypeAlias = Annotated["Message", strawberry.lazy("api.graphql.types.message")]
AMessagePage: TypeAlias = Annotated["MessageConnection", strawberry.lazy("api.graphql.types.pages")]
APerson: TypeAlias = Annotated["Person", strawberry.lazy("api.graphql.types.person")]
ATopic: TypeAlias = Annotated["Topic", strawberry.lazy("api.graphql.types.topics")]
