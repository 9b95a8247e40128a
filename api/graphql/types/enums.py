"""The fixed words of the schema, each with what it means."""

from __future__ import annotations

from enum import Enum
from typing import Any

import strawberry


def value(raw: str, description: str) -> str:
    """A value with what it means; Strawberry takes the description off before the enum's users see it."""
    described: Any = strawberry.enum_value(raw, description=description)
    return described  # type: ignore[no-any-return]  # typed as what it becomes


@strawberry.enum(description="What a brand is to us.")
class BrandRole(Enum):
    """Of nlp.catalogue.BrandRole."""

    OWN = value("own", description="One of our own brands.")
    COMPETITOR = value("competitor", description="A rival in the same market.")
    PARTNER = value("partner", description="A brand that we work with.")
    OTHER = value("other", description="Watched for another reason.")


@strawberry.enum(description="What sort of subject a topic is.")
class TopicKind(Enum):
    """Of nlp.catalogue.TopicKind."""

    TOPIC = value("topic", description="A subject that people talk about.")
    PEEVE = value("peeve", description="Something that annoys people.")
    IDEA = value("idea", description="Something that people wish for.")


@strawberry.enum(description="The author's stance toward a thing.")
class Sentiment(Enum):
    """Of nlp.analysis.Sentiment."""

    POSITIVE = value("positive", description="Speaks well of it.")
    NEUTRAL = value("neutral", description="Names it without a stance, or with both.")
    NEGATIVE = value("negative", description="Speaks ill of it.")


@strawberry.enum(description="What a message does to a relationship.")
class ActKind(Enum):
    """Of the acts among graph.model.FactKind."""

    RECOMMENDS = value("RECOMMENDS", description="Advises someone to get, try, use or stay with the target.")
    WARNS = value("WARNS", description="Advises someone against the target.")
    COMPARES = value("COMPARES", description="Prefers the target (the winner) to the rival (the loser).")
    SWITCHES = value(
        "SWITCHES", description="Moved, or decided to move, to the target and away from the rival."
    )
    COMPLAINS = value("COMPLAINS", description="Says that the target failed an expectation of theirs.")
    ASKS = value("ASKS", description="Asks a question that wants an answer, help or advice.")
    INTENDS = value(
        "INTENDS", description="Plans or decides to buy, order, subscribe, try or visit the target."
    )
    SUGGESTS = value("SUGGESTS", description="Proposes how the target could be better.")


@strawberry.enum(description="What a name that the catalogue lacks stands for.")
class CandidateKind(Enum):
    """Of the kinds of nlp.analysis.EntityKind that a catalogue may watch."""

    ORGANISATION = value("organisation", description="A company, or another organisation.")
    PRODUCT = value("product", description="Something that is sold or used.")


@strawberry.enum(description="Whether a switch has happened.")
class SwitchStatus(Enum):
    """Of nlp.analysis.SwitchStatus."""

    DONE = value("done", description="They have moved.")
    INTENDED = value("intended", description="They have decided to move.")


@strawberry.enum(description="What sort of message it is.")
class MessageKind(Enum):
    """Of ingest.item.ItemKind."""

    POST = value("post", description="A post that opens a thread or stands alone.")
    COMMENT = value("comment", description="A comment or reply in public.")
    MESSAGE = value("message", description="A direct or chat message.")
    EMAIL = value("email", description="An e-mail.")
    REVIEW = value("review", description="A review, often with a rating.")
    TICKET = value("ticket", description="A support ticket.")
    CALL_TURN = value("call_turn", description="One turn of a call's transcript.")
    ARTICLE = value("article", description="A blog post or news article.")
    IDEA = value("idea", description="An entry of an idea board.")


@strawberry.enum(description="The part an account plays toward the own company.")
class AccountRole(Enum):
    """Of ingest.item.Role."""

    CUSTOMER = value("customer", description="A customer.")
    STAFF = value("staff", description="One of a company's own people.")
    BOT = value("bot", description="A program.")


@strawberry.enum(description="What a person did after advice; of several, the weightiest counts.")
class OutcomeKind(Enum):
    """Of graph.questions.outcomes.OutcomeKind."""

    SWITCHED = value(
        "switched", description="Moved to the brand recommended, or away from the brand warned of."
    )
    INTENDS = value("intends", description="Plans to buy or try it; after a warning: plans to leave it.")
    AGREED = value("agreed", description="Spoke well of it; after a warning: spoke ill of it or complained.")
    ASKED = value("asked", description="Asked about it.")


@strawberry.enum(description="How finely a timeline is cut. Days are UTC; weeks begin on Monday.")
class Bucket(Enum):
    """Of graph.questions.timeline.Bucket."""

    DAY = value("day", description="One day.")
    WEEK = value("week", description="One week.")
    MONTH = value("month", description="One calendar month.")


@strawberry.enum(description="What happened to a community since the window before.")
class CommunityEvent(Enum):
    """Of graph.analytics.community_history.Event."""

    BORN = value("born", description="It goes on from none of the window before.")
    GROWN = value("grown", description="It has more members by over a tenth.")
    SHRUNK = value("shrunk", description="It has fewer members by over a tenth.")
    STEADY = value("steady", description="It has about as many members.")
    MERGED = value("merged", description="It goes on from several.")
    SPLIT = value("split", description="What it goes on from goes on in others too.")


@strawberry.enum(description="What influence is taken for.")
class InfluenceMeasure(Enum):
    """Of graph.questions.influence_measures.Measure."""

    ATTENTION = value(
        "attention", description="Part of all attention: whom those listen to who are listened to."
    )
    CROWD = value(
        "crowd",
        description="Part of the attention of those who talk about the subject, whatever it is paid to.",
    )
    BROKERAGE = value(
        "brokerage", description="Share of the shortest ways between others that lead through them."
    )
    CORE = value("core", description="How deep in the dense middle of the network they stand.")
    REACH = value("reach", description="People who could have heard of it from them within three hops.")


@strawberry.enum(description="Where a job stands.")
class JobState(Enum):
    """Of graph.model.RunState."""

    WAITING = value("waiting", description="Others come before it.")
    RUNNING = value("running", description="It is being answered.")
    DONE = value("done", description="It is answered.")
    FAILED = value("failed", description="It could not be answered; error says why.")
    CANCELLED = value("cancelled", description="Somebody stopped it.")


@strawberry.enum(description="Which advice.")
class AdviceKind(Enum):
    """Of the advice among graph.model.FactKind."""

    RECOMMENDS = value("RECOMMENDS", description="Recommendations.")
    WARNS = value("WARNS", description="Warnings.")


@strawberry.enum(description="What happened to people.")
class CohortKind(Enum):
    """Of graph.questions.cohorts.CohortKind."""

    HELPED = value("helped", description="They asked or complained, and somebody answered.")
    IGNORED = value("ignored", description="They asked or complained, and nobody answered for a week.")
    ADVISED = value("advised", description="Somebody recommended the brand to them by name.")


@strawberry.enum(description="What is looked at some weeks later.")
class CohortMeasure(Enum):
    """Of graph.questions.cohorts.Measured."""

    STAYED = value("stayed", description="They still write.")
    STANCE = value("stance", description="How their stance toward the brand changed.")
    LEFT = value("left", description="They have left the brand.")


@strawberry.enum(description="What drives how people feel.")
class ReasonKind(Enum):
    """Of graph.questions.why.ReasonKind."""

    PEEVE = value("peeve", description="Complaints about one thing.")
    PRAISE = value("praise", description="Good words about one thing.")
    EVENT = value("event", description="Days on which many more people spoke of the brand than usual.")
