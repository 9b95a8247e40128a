"""The roots that ask about relationships, and, with those that look things up, all roots of queries."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.fields import QUESTION, relation
from api.graphql.jobs import JobLookups
from api.graphql.limits import PAGE
from api.graphql.lookups import Lookups
from api.graphql.network import NetworkQuestions
from api.graphql.spread import SpreadQuestions
from api.graphql.types import (
    advice,
    advocacy,
    candidates,
    chains,
    cohorts,
    community,
    grievances,
    peer_help,
    perception,
    persuaders,
    risk,
    share_of_voice,
    standing,
    switching,
    timeline,
    topics,
    unanswered,
    why,
)
from api.graphql.types.advice import AdvicePage
from api.graphql.types.advocacy import Voices
from api.graphql.types.arguments import (
    AnyBrand,
    BrandArgument,
    BucketArgument,
    KindArgument,
)
from api.graphql.types.candidates import CandidateKindArgument, Candidates, LeastMessages, LeastPeople
from api.graphql.types.chains import AdviceArgument, Chains
from api.graphql.types.cohorts import Cohorts, Weeks
from api.graphql.types.community import Communities, Community, CommunityArgument, Resolution
from api.graphql.types.enums import AdviceKind, Bucket
from api.graphql.types.grievances import Grievances
from api.graphql.types.peer_help import Hourly, Minutes, PeerHelp
from api.graphql.types.perception import Perception
from api.graphql.types.persuaders import Persuaders
from api.graphql.types.risk import AtRisk
from api.graphql.types.share_of_voice import ShareOfVoice
from api.graphql.types.standing import REASONS, Standing
from api.graphql.types.switching import Switches
from api.graphql.types.timeline import Timeline
from api.graphql.types.topics import Topics
from api.graphql.types.unanswered import Unanswered
from api.graphql.types.why import Why
from api.graphql.types.window import After, AsOf, First, WindowArgument, window_of
from graph.questions.candidates import Least
from graph.questions.cohorts import WEEKS
from graph.questions.peer_help import MINUTES
from graph.questions.peer_help import RATE as HOURLY


@strawberry.type(description="What can be asked. Every number opens to the messages it rests on.")
class Query(NetworkQuestions, SpreadQuestions, Lookups, JobLookups):
    """The root of queries."""

    @relation("How customers feel about a brand, on which channels.", QUESTION)
    async def perception(
        self, info: Info, brand: BrandArgument, window: WindowArgument = None, as_of: AsOf = None
    ) -> Perception | None:
        """A question."""
        return await perception.perception(info, brand, window_of(window, as_of))

    @relation("How the mood about a brand went over time.", QUESTION)
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

    @relation(
        "How people feel about a brand and each rival, and what changed since the window before.", QUESTION
    )
    async def standing(
        self, info: Info, brand: BrandArgument, window: WindowArgument = None, as_of: AsOf = None
    ) -> Standing | None:
        """A question."""
        return await standing.standing(info, brand, window_of(window, as_of))

    @relation("Who talks about a brand and its rivals, on which channels.", QUESTION)
    async def share_of_voice(
        self, info: Info, brand: BrandArgument, window: WindowArgument = None, as_of: AsOf = None
    ) -> ShareOfVoice | None:
        """A question."""
        return await share_of_voice.share_of_voice(info, brand, window_of(window, as_of))

    @relation("Whose word speaks for a brand, and who acted on it.", QUESTION)
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

    @relation("Whose word speaks against a brand, and who acted on it.", QUESTION)
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

    @relation("Who recommended what to whom, and what came of it.", QUESTION)
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

    @relation("Who warned whom of what, and what came of it.", QUESTION)
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

    @relation("Who moves from which brand to which.", QUESTION)
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

    @relation("Who is drifting away from a brand, and who could talk to them.", QUESTION)
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

    @relation(
        "What groups customers form, what they care about, how they feel, and who bridges them.", QUESTION
    )
    async def communities(
        self,
        info: Info,
        resolution: Resolution = 1.0,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Communities | None:
        """A question."""
        return await community.found(info, window_of(window, as_of), resolution, first)

    @relation("One community, by its id.", QUESTION)
    async def community(
        self,
        info: Info,
        id: CommunityArgument,  # noqa: A002 - it is what the argument is called
        resolution: Resolution = 1.0,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Community | None:
        """A question."""
        return await community.one(info, id, window_of(window, as_of), resolution)

    @relation(
        "What annoys customers about a brand again and again, by topics of the catalogue and discovered ones.",
        QUESTION,
    )
    async def peeves(
        self, info: Info, brand: BrandArgument, window: WindowArgument = None, as_of: AsOf = None
    ) -> Grievances | None:
        """A question."""
        return await grievances.peeves(info, brand, window_of(window, as_of))

    @relation("What customers wish from a brand, by topics of the catalogue and discovered ones.", QUESTION)
    async def ideas(
        self, info: Info, brand: BrandArgument, window: WindowArgument = None, as_of: AsOf = None
    ) -> Grievances | None:
        """A question."""
        return await grievances.ideas(info, brand, window_of(window, as_of))

    @relation("What people talk about, how they feel, and what is rising.", QUESTION)
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

    @relation("Which questions and complaints to a brand got no answer.", QUESTION)
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

    @relation("Which organisations and products people name that the catalogue does not know.", QUESTION)
    async def candidates(
        self,
        info: Info,
        kind: CandidateKindArgument = None,
        least_messages: LeastMessages = 1,
        least_people: LeastPeople = 1,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Candidates | None:
        """A question."""
        least = Least(least_messages, least_people)
        return await candidates.candidates(info, window_of(window, as_of), kind, least, first)

    @relation(
        "Whose word moves people, whatever the brand. Takes seconds on large graphs the first time: the ready question"
        " `persuaders` runs as a job (startJob).",
        QUESTION,
    )
    async def persuaders(
        self,
        info: Info,
        kind: AdviceArgument = AdviceKind.RECOMMENDS,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Persuaders | None:
        """A question."""
        return await persuaders.persuaders(info, window_of(window, as_of), first, kind)

    @relation("Why people feel about a brand as they do, and among whom that changed.", QUESTION)
    async def why(
        self,
        info: Info,
        brand: BrandArgument,
        first: First = REASONS,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Why | None:
        """A question."""
        return await why.why(info, brand, window_of(window, as_of), first)

    @relation(
        "Who moved whom by recommending a brand (or warning of it), who moved others in turn.", QUESTION
    )
    async def chains(
        self,
        info: Info,
        brand: BrandArgument,
        kind: AdviceArgument = AdviceKind.RECOMMENDS,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Chains | None:
        """A question."""
        return await chains.chains(info, brand, window_of(window, as_of), first, kind)

    @relation("Who answers customers' questions about a brand, and whether that settles them.", QUESTION)
    async def peer_help(
        self,
        info: Info,
        brand: BrandArgument,
        minutes: Minutes = MINUTES,
        hourly: Hourly = HOURLY,
        first: First = PAGE,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> PeerHelp | None:
        """A question."""
        price = peer_help.cost(minutes, hourly)
        return await peer_help.peer_help(info, brand, window_of(window, as_of), first, price)

    @relation(
        "Whether people who were helped, ignored or advised stay and feel better than people alike.", QUESTION
    )
    async def cohorts(
        self,
        info: Info,
        brand: BrandArgument,
        weeks: Weeks = WEEKS,
        window: WindowArgument = None,
        as_of: AsOf = None,
    ) -> Cohorts | None:
        """A question."""
        return await cohorts.cohorts(info, brand, window_of(window, as_of), weeks)
