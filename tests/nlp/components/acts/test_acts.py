from __future__ import annotations

import pytest

from ingest.item import ItemKind
from nlp.analysis import SwitchStatus
from tests.nlp.factories import analyse, edges


def kinds(text: str, parent: str | None = None) -> set[str]:
    return {str(act[0]) for act in edges(analyse(text, parent))}


@pytest.mark.parametrize(
    "text",
    [
        "Get the Moka",
        "go with the Moka, honestly",
        "You should try the Moka",
        "I'd go with the Moka",
        "I highly recommend the Moka",
        "can't recommend the Moka enough",
        "couldn't recommend the Moka more",
        "my vote goes to the Moka",
        "You can't go wrong with a Moka",
        "The Moka is the way to go",
        "Do yourself a favour and get a Moka",
        "give the Moka a try",
        "Skip the queue and get a Moka.",
        "you need a Moka",
        "Moka, highly recommended",
        "The Moka is highly recommended",
        "Stick with Moka!",
    ],
)
def test_advice_to_get_it_recommends(text: str) -> None:
    assert ("recommends", "Moka") in edges(analyse(text))


@pytest.mark.parametrize(
    "text",
    [
        "The Moka is great",
        "My sister recommends the Moka",
        "I get up and try the Moka every morning",
        "I was told to get a Moka",
        "Would you recommend the Moka?",
        "I wouldn't recommend the Moka",
        "Try Moka support",
        "Don't get the Moka",
        'He said "you should get the Moka"',
    ],
)
def test_praise_reports_and_questions_do_not_recommend(text: str) -> None:
    assert "recommends" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Avoid the Moka",
        "steer clear of Moka",
        "Stay away from Moka",
        "Don't buy a Moka",
        "Never book with Moka",
        "I'd avoid Moka",
        "I can't recommend the Moka",
        "wouldn't touch the Moka with a barge pole",
        "You should avoid the Moka",
        "Anything but Moka",
        "Give Moka a miss",
        "A word of warning about Moka",
        "Moka leaks. Not recommended.",
        "Moka? Save your money.",
        "Moka isn't worth your time",
        "Moka: do yourself a favour and look elsewhere",
        "Moka. Do not buy.",
    ],
)
def test_advice_against_it_warns(text: str) -> None:
    assert ("warns", "Moka") in edges(analyse(text))


@pytest.mark.parametrize(
    "text",
    [
        "The Moka is awful",
        "My friend says avoid Moka",
        "I avoid the Moka shop",
        "don't use my Moka much",
        "couldn't recommend the Moka more",
        "Run, don't walk, to the shop and get a Moka",
    ],
)
def test_views_and_reports_do_not_warn(text: str) -> None:
    assert "warns" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Moka is better than Brevo",
        "Brevo is noisier than Moka",
        "Brevo isn't as good as the Moka",
        "Moka beats Brevo",
        "Moka blows Brevo out of the water",
        "Brevo can't touch the Moka",
        "I prefer the Moka to the Brevo",
        "Moka over Brevo any day",
        "I'd rather have a Moka than a Brevo",
        "I like the Moka more than the Brevo",
        "Brevo < Moka",
        "Moka > Brevo",
        "The Moka is a joy compared with the Brevo",
        "Tried the Brevo, but the Moka wins hands down",
        "The Brevo is fine but the Moka is far quicker",
        "Moka puts Brevo to shame",
        "Moka makes Brevo look like a toy",
        "Moka leaves Brevo in the dust",
        "Got the Moka. Better than my old Brevo in every way.",
    ],
)
def test_a_preference_compares(text: str) -> None:
    assert ("compares", "Moka", "Brevo") in edges(analyse(text))


@pytest.mark.parametrize(
    "text",
    [
        "I have a Moka and a Brevo",
        "Is Moka better than Brevo?",
        "Moka is no better than Brevo",
        "My boss says Moka is better than Brevo",
        "Nothing beats a Moka",
        "skip the Brevo, get the Moka",
        "Moka took a minute; Brevo took nine",
        "Moka puts Brevo on the shelf",
        "Moka makes Brevo spare parts",
        "Moka leaves Brevo alone",
    ],
)
def test_lists_ties_and_questions_do_not_compare(text: str) -> None:
    assert "compares" not in kinds(text)


@pytest.mark.parametrize(
    ("text", "to", "left", "status"),
    [
        ("Switched from Brevo to Moka", "Moka", "Brevo", "done"),
        ("moved over to Moka last week", "Moka", None, "done"),
        ("Finally cancelled Brevo", None, "Brevo", "done"),
        ("ditched my Brevo for a Moka", "Moka", "Brevo", "done"),
        ("Replaced the Brevo with a Moka", "Moka", "Brevo", "done"),
        ("We're switching to Moka next month", "Moka", None, "intended"),
        ("I'm leaving Brevo", None, "Brevo", "intended"),
        ("I'm going to replace my Brevo with a Moka", "Moka", "Brevo", "intended"),
        ("Goodbye Brevo, hello Moka", "Moka", "Brevo", "done"),
        ("My wife and I moved from Brevo to Moka", "Moka", "Brevo", "done"),
        ("Our office is swapping the Brevo for a Moka", "Moka", "Brevo", "intended"),
        ("Sold the Brevo and got a Moka", "Moka", "Brevo", "done"),
        ("The Brevo went to the tip. I bought a Moka.", "Moka", "Brevo", "done"),
        ("My Brevo died in May, so we got a Moka", "Moka", "Brevo", "done"),
        ("After six years with Brevo I moved everything to Moka", "Moka", "Brevo", "done"),
        ("it's over between me and Brevo, the board decided for Moka", "Moka", "Brevo", "intended"),
        ("We are a Moka household now", "Moka", None, "done"),
    ],
)
def test_a_move_switches(text: str, to: str | None, left: str | None, status: str) -> None:
    found = [act for act in analyse(text).acts if act.kind == "switches"]
    assert ("switches", to, left) in edges(analyse(text))
    assert [act.status for act in found] == [SwitchStatus(status)]


@pytest.mark.parametrize(
    "text",
    [
        "I might switch to Moka",
        "thinking about leaving Brevo",
        "My neighbour switched from Brevo to Moka",
        "If they raise prices I'm leaving Brevo",
        "I never switched from Brevo",
        "Did you switch from Brevo to Moka?",
        "I almost cancelled Brevo",
        "I left my Brevo at home",
        "Ryanair cancelled my flight",
        "Replaced my Moka One with a Moka Mini",
        "Bought a Moka",
        "You switched from Brevo to Moka",
    ],
)
def test_thoughts_and_others_moves_do_not_switch(text: str) -> None:
    assert "switches" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "My Moka arrived with a cracked lid",
        "Still waiting for my Moka",
        "my Moka stopped working",
        "The Moka keeps leaking",
        "Moka charged me twice",
        "Moka refused to refund me",
        "On hold with Moka for an hour",
        "Really disappointed with my Moka",
        "Moka put my premium up by a third",
        "Moka sent me the wrong lid",
        "My Moka took three weeks to get here",
        "Why does my Moka keep leaking?",
        "I was charged for a Moka I sent back",
        "Moka left me standing in the rain",
        "Where is my order, Moka?",
    ],
)
def test_a_let_down_complains(text: str) -> None:
    assert ("complains", "Moka") in edges(analyse(text))


@pytest.mark.parametrize(
    "text",
    [
        "Moka is rubbish",
        "My sister's Moka broke",
        "My Moka never broke",
        "No complaints about my Moka",
        "If the Moka breaks I will scream",
        "Does the Moka leak?",
        "I cancelled my Moka order",
        "My Moka hasn't leaked once",
        "They say the Moka leaks",
    ],
)
def test_views_others_and_ifs_do_not_complain(text: str) -> None:
    assert "complains" not in kinds(text)


def test_a_reviewer_has_the_thing() -> None:
    assert ("complains", "Moka") in edges(analyse("Moka. Pump died on day six.", kind=ItemKind.REVIEW))
    assert edges(analyse("Moka. Pump died on day six.")) == set()


def test_let_downs_without_a_name_are_kept_where_something_bought_is_spoken_of() -> None:
    assert edges(analyse("The delivery never arrived.")) == {("complains", None)}
    assert edges(analyse("The bus never arrived and my back is broken.")) == set()


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Is the Moka any good?", {"Moka"}),
        ("Moka or Brevo?", {"Moka", "Brevo"}),
        ("Please tell me how to clean my Moka", {"Moka"}),
        ("I have a Moka. How do I descale it?", {"Moka"}),
        ("Any tips for a small kitchen?", {None}),
        ("Does anyone know when the shop opens", {None}),
        ("Torn between a Moka or a Brevo. Thoughts?", {"Moka", "Brevo"}),
        ("Anyone here with a Moka?", {"Moka"}),
    ],
)
def test_a_real_question_asks(text: str, targets: set[str | None]) -> None:
    assert {act[1] for act in edges(analyse(text)) if act[0] == "asks"} == targets


@pytest.mark.parametrize(
    "text",
    [
        "Moka is great, isn't it?",
        "Who needs a Moka?",
        "Really?",
        "Moka? Never.",
        "What more could you want?",
        "How hard can it be?",
        "I know how to clean a Moka",
        "Let us know if you need anything",
        'She asked "is the Moka any good?"',
    ],
)
def test_rhetorical_questions_do_not_ask(text: str) -> None:
    assert "asks" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm going to buy a Moka",
        "We'll get a Moka",
        "Getting a Moka on Friday!",
        "My next machine will be a Moka",
        "I've decided on the Moka",
        "Ordered a Moka, comes tomorrow",
        "planning to visit Moka on Monday",
        "Saving up for a Moka",
        "You've convinced me, ordering a Moka",
    ],
)
def test_a_plan_intends(text: str) -> None:
    assert ("intends", "Moka") in edges(analyse(text))


@pytest.mark.parametrize(
    "text",
    [
        "I bought a Moka",
        "I would love a Moka",
        "I'm not going to buy a Moka",
        "If I win I'll buy a Moka",
        "Ordered a Moka and it arrived today",
        "My sister is getting a Moka",
        "I'll get Moka support to call",
        "Ordered a Moka three weeks ago, still waiting",
    ],
)
def test_done_wished_and_others_plans_do_not_intend(text: str) -> None:
    assert "intends" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Moka, please add a timer",
        "It would be great if the Moka had a timer",
        "I wish my Moka had a timer",
        "Why not let us buy spare lids, Moka?",
        "Moka should sell spare lids",
        "Could you offer a bigger tank for the Moka?",
        "Would love to see a Moka in red",
        "Feature request: a timer for the Moka",
        "The Moka needs a bigger tank",
        "If only the Moka came in red",
        "If the Moka had a timer I'd be happy",
        "Bring back the old Moka lid please",
        "less plastic, Moka, please. Please less plastic.",
        "Would love a quiet mode in the Moka",
    ],
)
def test_a_proposal_suggests(text: str) -> None:
    assert ("suggests", "Moka") in edges(analyse(text))


@pytest.mark.parametrize(
    "text",
    [
        "The Moka has no timer",
        "You should get a Moka",
        "Please let me know about the Moka",
        "The Moka needs a repair",
        "Would love a Moka",
        "People suggest a timer for the Moka",
    ],
)
def test_complaints_and_advice_do_not_suggest(text: str) -> None:
    assert "suggests" not in kinds(text)


def test_an_idea_suggests_whatever_its_words() -> None:
    assert edges(analyse("Moka with an option for two cups", kind=ItemKind.IDEA)) == {("suggests", "Moka")}


@pytest.mark.parametrize(
    ("text", "parent", "found"),
    [
        ("same here", "My Moka broke again", {("complains", "Moka")}),
        (
            "Same here, ditched mine",
            "My Moka broke again",
            {("complains", "Moka"), ("switches", None, "Moka")},
        ),
        ("+1", "@anna get a Moka", {("recommends", "Moka")}),
        ("Agreed, avoid them", "Moka is useless", {("warns", "Moka")}),
        ("Not only you", "My Moka leaks every day", {("complains", "Moka")}),
        ("+1 please", "Please add a timer to the Moka", {("suggests", "Moka")}),
        ("Moka, hands down", "Moka or Brevo?", {("recommends", "Moka")}),
        (
            "have you tried the Moka?",
            "My coffee is cold. What should I do?",
            {("recommends", "Moka"), ("asks", "Moka")},
        ),
        ("Don't.", "Should I buy a Moka?", {("warns", "Moka")}),
        ("where did you get it?", "I love my Moka", {("asks", "Moka")}),
        ("how long have you had yours?", "I love my Moka", {("asks", "Moka")}),
        ("Moka has better milk", "I have a Brevo", {("compares", "Moka", "Brevo")}),
        ("Never had that with my Moka", "My Brevo leaks", {("compares", "Moka", "Brevo")}),
        ("It's better than the Lumio", "I love my Moka", {("compares", "Moka", "Lumio")}),
        ("+1 for the Lumio", "@anna get a Moka", {("recommends", "Lumio")}),
        ("yes!", "Is my Moka broken?", set()),
        ("get one", "I have a Brevo and a Moka", set()),
    ],
)
def test_a_reply_leans_on_its_parent(text: str, parent: str, found: set[tuple[str | None, ...]]) -> None:
    assert edges(analyse(text, parent)) == found


@pytest.mark.parametrize(
    ("text", "parent", "to"),
    [
        ("Try the Moka", None, None),
        ("@anna try the Moka", None, "anna"),
        ("@brevo try the Moka", None, None),
        ("Hi Anna, I'd go with the Moka", None, "Anna"),
        ("Anna, try the Moka", None, "Anna"),
        ("Honestly, try the Moka", None, None),
        ("Try the Moka", "which one?", "zed"),
        ("@anna try the Moka", "which one?", "anna"),
        ("Seconded, get the Moka", "@ike get a Moka", "ike"),
        ("Reminder, get the Moka", None, None),
        ("Londoners, try the Moka", None, None),
    ],
)
def test_advice_is_for_whom_it_is_said_to(text: str, parent: str | None, to: str | None) -> None:
    assert [act.to for act in analyse(text, parent).acts if act.kind == "recommends"] == [to]


def test_several_warned_of_are_several_acts() -> None:
    assert edges(analyse("Avoid Moka, Lumio and Brevo")) == {
        ("warns", "Moka"),
        ("warns", "Lumio"),
        ("warns", "Brevo"),
    }


def test_what_is_quoted_is_not_done_again() -> None:
    assert edges(analyse("> get a Moka\n> avoid Brevo\nNo.")) == set()
