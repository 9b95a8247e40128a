"""A population and a timetable in; every message, in order of time, with what it plants out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from heapq import heappop, heappush
from random import Random

from ingest.simulate import phrases, smalltalk
from ingest.simulate.channels import CALLS, CHANNELS, DAY, reply_time
from ingest.simulate.compose import Composed, Draft, Wording, compose, labels, record
from ingest.simulate.influence import Decision, Influence, Stamp
from ingest.simulate.intents import Moment, Say, answer, opening, other
from ingest.simulate.market import BRANDS, IDEAS, OWN, PEEVES, Surface
from ingest.simulate.options import Progress, SimulationOptions
from ingest.simulate.people import Population
from ingest.simulate.sinks import LABELS, Sinks
from ingest.simulate.threads import STAFF, Said, Thread, answered, begin, next_speaker
from ingest.simulate.timetable import Start, timetable

PROGRESS_EVERY = 2_000
"""Often enough for a smooth bar, seldom enough to cost nothing."""
CALLER_STATES = 1
"""The turn of a call in which the caller says what it is about; the agent opened."""


@dataclass(slots=True)
class World:
    """Everything under way: open threads, decisions in the making, numbers given out."""

    options: SimulationOptions
    population: Population
    sinks: Sinks
    random: Random
    influence: Influence
    wording: Wording = field(default_factory=Wording)
    serials: Counter[int] = field(default_factory=Counter)
    open: list[tuple[float, int, Thread]] = field(default_factory=list)
    order: int = 0
    written: int = 0

    def run(self, progress: Progress) -> None:
        """Write every message."""
        for start in timetable(self.options, sorted(self.population.crowds)):
            while self.open and self.open[0][0] <= start.at:
                self._reply(progress)
            self._begin(start, progress)
        while self.open:
            self._reply(progress)
        progress(self.written)

    def _begin(self, start: Start, progress: Progress) -> None:
        decision = self._decision(start)
        thread = begin(self.population, start.channel, start.size, self.random)
        if decision is not None:
            thread.first = decision.receiver
            thread.community = self.population.people[decision.receiver].community
            thread.with_desk = False
        self._speak(thread, start.at, progress, decision)

    def _decision(self, start: Start) -> Decision | None:
        """Someone's decision that is due, unless what they have since bought made it void."""
        decision = self.influence.ripe(start.channel, start.at)
        if decision is None:
            return None
        owns = self.population.people[decision.receiver].owns
        return decision if (owns == decision.brand) == decision.warned else None

    def _reply(self, progress: Progress) -> None:
        at, _, thread = heappop(self.open)
        self._speak(thread, at, progress, None)

    def _speak(self, thread: Thread, at: float, progress: Progress, decision: Decision | None) -> None:
        speaker = next_speaker(thread, self.population, self.random) if decision is None else thread.first
        parent = answered(thread, speaker, self.random) if thread.said else None
        uid = self._uid(thread.channel)
        say = self._told(decision) if decision else self._meant(thread, speaker, parent, at)
        if decision:
            parent = self._giver_as_parent(decision)
        composed = compose(
            Draft(uid, at, thread, speaker, say, parent), self.population, self.wording, self.random
        )
        draft = Draft(uid, at, thread, speaker, say, None if decision else parent)
        self._write(draft, composed)
        self._plant(draft, composed, decision)
        thread.said.append(_remembered(draft, composed))
        self._go_on(thread, at)
        self.written += 1
        if self.written % PROGRESS_EVERY == 0:
            progress(self.written)

    def _uid(self, channel: int) -> str:
        self.serials[channel] += 1
        return f"{CHANNELS[channel].place}:{self.serials[channel]}"

    def _go_on(self, thread: Thread, at: float) -> None:
        """Let the next message of the thread come, within the world's time."""
        if len(thread.said) >= thread.size:
            return
        end = self.options.until.timestamp() - 1
        due = min(reply_time(CHANNELS[thread.channel], at, self.random), end)
        self.order += 1
        heappush(self.open, (due, self.order, thread))

    def _moment(self, at: float) -> Moment:
        span = self.options.days * DAY
        return Moment(self.random, 1.0 - (self.options.until.timestamp() - at) / span)

    def _meant(self, thread: Thread, speaker: int, parent: Said | None, at: float) -> Say:
        moment = self._moment(at)
        if speaker == STAFF:
            return self._desk(thread, moment)
        person = self.population.people[speaker]
        if thread.channel == CALLS:
            states = len(thread.said) == CALLER_STATES
            return (
                opening(person, CALLS, moment)
                if states
                else Say(smalltalk.CALLER_GOES_ON, OWN, other(OWN, moment))
            )
        if parent is None:
            return opening(person, thread.channel, moment)
        act = "desk" if parent.speaker == STAFF else parent.act
        return answer(person, act, parent.brand, moment)

    def _desk(self, thread: Thread, moment: Moment) -> Say:
        if thread.channel == CALLS:
            family = smalltalk.AGENT_GOES_ON if thread.said else smalltalk.AGENT_OPENS
        else:
            family = smalltalk.STAFF_ASKS if moment.chance(0.35) else smalltalk.STAFF_ANSWERS
        return Say(family, OWN, other(OWN, moment))

    def _told(self, decision: Decision) -> Say:
        """What someone says who acted on advice."""
        owns = self.population.people[decision.receiver].owns
        moment = Moment(self.random, 0.0)
        if decision.warned:
            return Say(phrases.WARNED_LEAVES, self._refuge(decision), decision.brand)
        if owns is None:
            return Say(phrases.PERSUADED_BUYS, decision.brand, other(decision.brand, moment))
        return Say(phrases.PERSUADED_SWITCHES, decision.brand, owns)

    def _refuge(self, decision: Decision) -> int:
        stances = self.population.people[decision.receiver].stances
        return max(
            (brand for brand in range(len(BRANDS)) if brand != decision.brand), key=stances.__getitem__
        )

    @staticmethod
    def _giver_as_parent(decision: Decision) -> Said:
        """Lets the message name who gave the advice, though it begins a thread of its own."""
        return Said(decision.advice, decision.giver, "", -1, Surface("", "", ""), "")

    def _write(self, draft: Draft, composed: Composed) -> None:
        channel = CHANNELS[draft.thread.channel]
        self.sinks.write(channel.name, record(draft, composed, self.population, self.random))
        if self.options.labels:
            self.sinks.write(LABELS, labels(draft, composed, self.population))
        if draft.speaker != STAFF:
            self.population.people[draft.speaker].messages += 1

    def _plant(self, draft: Draft, composed: Composed, decision: Decision | None) -> None:
        """Record what the message makes true."""
        if draft.speaker == STAFF:
            return
        if decision:
            self._plant_decision(draft, decision)
        for act, _, second, status in draft.say.family.acts:
            if act == "switches":
                self._plant_switch(draft, second, status)
            elif act in ("recommends", "warns"):
                self._plant_advice(draft, composed, act)
        if composed.written.peeve is not None:
            topic = PEEVES[composed.written.peeve].id
            self._plant_topic("peeves", topic, draft, _blamed(draft.say))
        if composed.idea is not None:
            self._plant_topic("ideas", IDEAS[composed.idea].id, draft, draft.say.brand)

    def _plant_decision(self, draft: Draft, decision: Decision) -> None:
        giver, receiver = self.population.people[decision.giver], self.population.people[decision.receiver]
        row = {"giver": giver.id, "receiver": receiver.id, "brand": BRANDS[decision.brand].id}
        if decision.warned:
            self.sinks.write("warned", row | {"warning": decision.advice, "outcome": draft.uid})
            return
        self.influence.followed[giver.number] += 1
        self.sinks.write("persuaded", row | {"recommendation": decision.advice, "outcome": draft.uid})
        if receiver.owns is None:
            self.influence.moved(receiver, decision.brand)

    def _plant_switch(self, draft: Draft, to: str | None, status: str | None) -> None:
        person = self.population.people[draft.speaker]
        target = draft.say.brand if to else None
        row = {
            "person": person.id,
            "from": BRANDS[draft.say.rival].id,
            "to": None if target is None else BRANDS[target].id,
            "status": status,
            "message": draft.uid,
        }
        self.sinks.write("switches", row)
        if status == "done":
            self.influence.moved(person, target)

    def _plant_advice(self, draft: Draft, composed: Composed, act: str) -> None:
        to = composed.to
        if to is None or to in (STAFF, draft.speaker):
            return
        people = self.population.people
        advise = self.influence.recommended if act == "recommends" else self.influence.warned
        at = Stamp(draft.at, draft.thread.channel)
        advise(people[draft.speaker], people[to], draft.say.brand, draft.uid, at)

    def _plant_topic(self, name: str, topic: str, draft: Draft, brand: int) -> None:
        person = self.population.people[draft.speaker].id
        row = {"topic": topic, "brand": BRANDS[brand].id, "person": person, "message": draft.uid}
        self.sinks.write(name, row)


def _blamed(say: Say) -> int:
    """The brand that a complaint is about: the owner's wavering names it second."""
    wavers = any(act == "complains" and slot == "r" for act, slot, *_ in say.family.acts)
    return say.rival if wavers else say.brand


def _remembered(draft: Draft, composed: Composed) -> Said:
    say, names = draft.say, composed.names
    acts = {act for act, *_ in say.family.acts}
    act = "asks" if "asks" in acts else "complains" if "complains" in acts else ""
    brand = _blamed(say)
    surface = names.brand if brand == say.brand else names.rival
    return Said(draft.uid, draft.speaker, act, brand, surface, composed.written.text)
