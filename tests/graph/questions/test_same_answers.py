"""Every question gives the same answer for any order of arrival, whether loaded whole or refreshed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from graph.model import FactKind, MessageFacts
from graph.questions.advice import recommendations, warnings
from graph.questions.advocacy import advocates, detractors
from graph.questions.answer import Window
from graph.questions.at_risk import at_risk
from graph.questions.brands import brands
from graph.questions.candidates import candidates
from graph.questions.chains import chains
from graph.questions.channel_dependence import channel_dependence
from graph.questions.cocreation import idea_backing, peeve_backing
from graph.questions.cohorts import cohorts
from graph.questions.flow_reasons import Sides, flow_detail
from graph.questions.influence import influence
from graph.questions.open_with import open_with
from graph.questions.peer_help import peer_help
from graph.questions.peers import peers
from graph.questions.peeves import ideas, peeves
from graph.questions.perception import perception, standing
from graph.questions.person import person
from graph.questions.persuaders import persuaders
from graph.questions.share_of_voice import share_of_voice
from graph.questions.switching import switches
from graph.questions.timeline import timeline
from graph.questions.topics import topics
from graph.questions.unanswered import unanswered
from graph.questions.view import LiveView, View
from graph.questions.weak_spots import weak_spots
from graph.questions.white_space import white_space
from graph.questions.why import why
from graph.stores.sqlite.store import SqliteStore
from tests.graph import factories as make
from tests.graph.questions.worlds import act, days, interaction, said, tell
from tests.graph.questions.worlds import switches as switch

BRANDS = ("moka", "brevo", "crema")
PEOPLE = tuple(f"p{number}" for number in range(9))
WINDOWS = (Window(), days(20, 40), days(15, None, as_of=35), days(None, 30))


def world(seed: int) -> list[MessageFacts]:
    """Messages that do everything, several at one moment."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    messages = []
    for number in range(120):
        brand, other = dice.sample(BRANDS, 2)
        facts = [make.mention(brand, dice.choice(["positive", "neutral", "negative"]))]
        facts += [make.mention(other, dice.choice(["positive", "negative"]), start=20)] * (
            dice.random() < 0.3
        )
        facts += [make.about(dice.choice(["noise", "app", "price"]))] * (dice.random() < 0.5)
        facts += [make.naming(dice.choice(["krups", "krup", "d-wave", "d wave"]))] * (dice.random() < 0.4)
        facts += [switch(brand, other, dice.choice(["done", "intended"]))] * (dice.random() < 0.15)
        kinds = dice.sample(
            [
                FactKind.RECOMMENDS,
                FactKind.WARNS,
                FactKind.COMPLAINS,
                FactKind.ASKS,
                FactKind.INTENDS,
                FactKind.SUGGESTS,
            ],
            dice.choice([0, 1, 1, 2]),
        )
        advised = {FactKind.RECOMMENDS, FactKind.WARNS}
        facts += [
            act(kind, brand, dice.choice([None, *PEOPLE]) if kind in advised else None) for kind in kinds
        ]
        parent = f"m{dice.randrange(number):03d}" if number and dice.random() < 0.6 else None
        messages.append(said(f"m{number:03d}", dice.choice(PEOPLE), number // 3, *facts, to=parent))
    return messages


async def answers(view: View) -> list[object]:
    found: list[object] = []
    for window in WINDOWS:
        for brand in ("moka", "brevo"):
            found += [await question(view, brand, window) for question in (perception, standing, timeline)]
            found += [await question(view, brand, window) for question in (advocates, detractors, at_risk)]
            found += [await question(view, brand, window) for question in (recommendations, warnings)]
            found += [await question(view, brand, window) for question in (chains, cohorts, peer_help, why)]
            found += [await flow_detail(view, Sides(brand, "crema"), window)]
            found += [await question(view, brand, window) for question in (peeves, ideas, share_of_voice)]
            found += [await unanswered(view, brand, window), await topics(view, window, brand)]
            found += [await weak_spots(view, brand, window), await white_space(view, brand, window)]
            found += [await idea_backing(view, brand, window), await peeve_backing(view, brand, window)]
            found += [await channel_dependence(view, window, brand), await influence(view, window, brand)]
        found += [await influence(view, window, topic="noise"), await influence(view, window)]
        found += [await candidates(view, window), await persuaders(view, window)]
        found += [await brands(view, window), await switches(view, window), await topics(view, window)]
        for who in (f"person:{name}" for name in PEOPLE):
            found += [await question(view, who, window) for question in (person, peers, open_with)]
    return found


async def told(path: Path, batches: list[list[MessageFacts]]) -> tuple[list[object], list[object]]:
    """Answers of a view that was refreshed after each batch, and of one loaded at the end."""
    store = SqliteStore.open(path)
    await store.prepare()
    reactions = tuple(interaction(f"r{n}", FactKind.REACTED, PEOPLE[n], "m004", 9) for n in range(9))
    live = LiveView(store)
    for number, batch in enumerate(batches):
        await tell(store, *batch, new_interactions=reactions if number == 0 else ())
        refreshed = await live.current()
    found = await answers(refreshed), await answers(await LiveView(store).current())
    await store.close()
    return found


@pytest.mark.parametrize("seed", [1, 2])
async def test_any_order_of_arrival_gives_the_same_answers(tmp_path: Path, seed: int) -> None:
    messages = world(seed)
    expected, loaded = await told(tmp_path / "whole.db", [messages])
    assert loaded == expected
    shuffled = random.Random(seed).sample(messages, len(messages))  # noqa: S311 - no secret
    batches = [shuffled[start : start + 17] for start in range(0, len(shuffled), 17)]
    refreshed, loaded = await told(tmp_path / "parts.db", batches)
    assert refreshed == expected
    assert loaded == expected
