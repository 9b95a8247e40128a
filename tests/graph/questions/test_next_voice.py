from __future__ import annotations

import pytest

from graph.errors import QuestionError
from graph.questions.answer import Window
from graph.questions.next_voice import next_best_voice
from graph.questions.view import View
from graph.store import Store
from tests.graph import factories as make
from tests.graph.questions.worlds import (
    days,
    dislikes,
    likes,
    member,
    near,
    recommends,
    said,
    shown,
    switches,
    view_of,
)


async def circle(store: Store) -> View:
    """Anna's peers: ben is close and likes moka; cleo likes it, hardly known; dan dislikes it; eve says nothing of
    it; sam is staff; fay likes it and has never met anna. She once acted on cleo's advice."""
    return await view_of(
        store,
        said("a1", "anna", 1),
        said("b1", "ben", 2, likes("moka"), to="a1"),
        said("a2", "anna", 3, to="b1"),
        said("b2", "ben", 4, likes("moka"), to="a2"),
        said("a3", "anna", 5, to="b2"),
        said("c1", "cleo", 4, likes("moka"), recommends("brevo", "anna"), make.about("noise")),
        said("a4", "anna", 6, switches("crema", "brevo")),
        said("d1", "dan", 5, dislikes("moka"), to="a1"),
        said("e1", "eve", 5, to="a1"),
        said("s1", "sam", 5, likes("moka"), to="a1"),
        said("f1", "fay", 5, likes("moka")),
        members=(member("sam", "sam", role="staff"),),
    )


async def test_the_most_credible_peer_is_close_knows_it_and_likes_it(store: Store) -> None:
    answer = await next_best_voice(await circle(store), "anna", Window(), brand="moka")
    assert [one.person.name for one in answer.voices] == ["ben", "cleo"]
    ben, cleo = ({part.name: part.value for part in one.score.parts} for one in answer.voices)
    assert ben["experience"] == near(0.25 * 2 / 5)
    assert ben["liking"] == near(0.2 * (1 + 2 / 4) / 2)
    assert ben["followed"] == near(0.15 * 2 / 5)
    assert cleo["followed"] == near(0.15 * 3 / 6)  # advice acted on
    assert ben["closeness"] > cleo["closeness"] > 0
    assert ben["reachable"] == near(0.05)
    assert answer.voices[0].score.value == near(sum(ben.values()))
    assert shown(answer.voices[0].score.evidence) == ["a3", "b2", "a2", "b1"]
    assert answer.voices[0].channels == ("forum",)
    assert answer.critical == 1


async def test_a_topic_is_a_subject_too(store: Store) -> None:
    answer = await next_best_voice(await circle(store), "anna", Window(), topic="noise")
    assert [one.person.name for one in answer.voices] == ["cleo"]
    assert answer.topic is not None
    assert answer.topic.name == "Noise"


async def test_what_is_said_later_makes_nobody_credible(store: Store) -> None:
    answer = await next_best_voice(await circle(store), "anna", days(None, None, as_of=3), brand="moka")
    assert [one.person.name for one in answer.voices] == ["ben"]
    assert answer.critical == 0


async def test_nobody_to_ask_says_what_is_missing(store: Store) -> None:
    answer = await next_best_voice(await circle(store), "fay", Window(), brand="moka")
    assert answer.voices == ()
    assert answer.missing is not None
    assert "peer of fay" in answer.missing


async def test_one_subject_is_asked_for(store: Store) -> None:
    view = await circle(store)
    for brand, topic in ((None, None), ("moka", "noise")):
        with pytest.raises(QuestionError, match="one subject"):
            await next_best_voice(view, "anna", Window(), brand, topic)
