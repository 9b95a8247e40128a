"""Acts that rules and model speak for together; what the model says is made up here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ingest.item import ItemKind
from nlp.analysis import Act, ActKind, Parent, SwitchStatus
from nlp.components.acts.finder import find_acts
from nlp.components.acts.judged import judged, possible
from nlp.components.acts.view import View
from nlp.components.judgement import Judgement
from nlp.components.linker import Link
from nlp.components.reading import Reading
from nlp.context import Context
from nlp.model.calibration import ActWeights, Calibration, FillingWeights
from nlp.model.outputs import ACTS, ROLES

FORMS = [f"{kind.value} {sides}" for kind in ACTS for sides in ("target", "rival", "target rival", "nothing")]
WEIGHTS = FillingWeights(bias=-0.5, rule=1.5, least=0.5, ahead=0.1, open=-0.5, opposite=0.1)
NOTHING = FillingWeights(bias=-1.0, rule=1.0, open=-0.5)
CALIBRATION = Calibration(
    acts={kind.value: ActWeights(bias=-1.0, message=0.8, slot=0.2, rule=2.0) for kind in ACTS},
    fillings={form: WEIGHTS if "nothing" not in form else NOTHING for form in FORMS},
)
NO, YES = -5.0, 5.0


def said(acts: tuple[str, ...], roles: Mapping[str, tuple[str, ...]], moved: float = YES) -> Judgement:
    """A judgement that is sure of these acts, and of these roles of each entry."""
    return Judgement(
        acts=[YES if kind.value in acts else NO for kind in ACTS],
        moved=moved,
        roles={entry: [YES if role in filled else NO for role in ROLES] for entry, filled in roles.items()},
        calibration=CALIBRATION,
    )


def links(text: str, *names: str) -> tuple[Link, ...]:
    return tuple(
        Link(text.index(name), text.index(name) + len(name), name, name, "given", 1.0) for name in names
    )


def found(text: str, names: tuple[str, ...], judgement: Judgement, parent: Parent | None = None) -> list[Act]:
    """As the pipeline does: rules for the possible kinds only. To try them for all would change nothing."""
    context = Context(text, 0, ItemKind.COMMENT, "sam", parent=parent)
    reading = Reading(text, links(text, *names))
    view, among = View(reading, context), possible(judgement)
    acts = judged(view, find_acts(reading, context, among=among), judgement, among)
    assert acts == judged(view, find_acts(reading, context), judgement)
    return list(acts)


def test_what_neither_speaks_for_is_not_done() -> None:
    assert found("I have a Moka", ("Moka",), said((), {"Moka": ()})) == []


def test_the_model_alone_suffices_where_it_is_sure() -> None:
    (act,) = found("Moka, every day of the week", ("Moka",), said(("recommends",), {"Moka": ("recommends",)}))
    assert (act.kind, act.target) == (ActKind.RECOMMENDS, "Moka")
    assert act.confidence > 0.9
    assert act.evidence


def test_a_rule_alone_does_not_outvote_a_model_that_is_sure_of_the_contrary() -> None:
    assert found("Avoid Brevo", ("Brevo",), said((), {"Brevo": ()})) == []


def test_a_kind_is_possible_where_a_rule_could_turn_the_scales() -> None:
    assert possible(said((), {"Brevo": ()})) == frozenset()
    doubtful = said((), {"Brevo": ()})
    doubtful.acts = [0.0 if kind is ActKind.WARNS else NO for kind in ACTS]
    doubtful.roles["Brevo"] = [0.0 if role == "warns" else NO for role in ROLES]
    assert possible(doubtful) == {ActKind.WARNS}
    (act,) = found("Avoid Brevo", ("Brevo",), doubtful)
    assert (act.kind, act.target) == (ActKind.WARNS, "Brevo")
    assert found("Brevo, well", ("Brevo",), doubtful) == []


def test_an_act_about_nothing_named_stands_only_where_no_name_will_do() -> None:
    (act,) = found("It leaked on day two", (), said(("complains",), {}))
    assert act.target is None
    (named,) = found("Brevo leaked", ("Brevo",), said(("complains",), {"Brevo": ("complains",)}))
    assert named.target == "Brevo"


def test_where_nothing_is_named_an_act_is_as_sure_as_the_message_does_it() -> None:
    """However rarely acts are about nothing named where something is: nothing is all that there is here."""
    rare = {form: FillingWeights(bias=-9.0) for form in FORMS if "nothing" in form}
    judgement = said(("complains",), {})
    judgement.calibration = replace(CALIBRATION, fillings=rare)
    (act,) = found("It leaked on day two", (), judgement)
    assert (act.target, act.confidence > 0.9) == (None, True)


def test_winners_and_losers_are_paired() -> None:
    text = "Moka is better than Brevo and Lumio"
    roles = {"Moka": ("winner",), "Brevo": ("loser",), "Lumio": ("loser",)}
    acts = found(text, ("Moka", "Brevo", "Lumio"), said(("compares",), roles))
    assert {(act.target, act.rival) for act in acts} == {("Moka", "Brevo"), ("Moka", "Lumio")}


def test_each_better_in_one_respect_is_two_comparisons() -> None:
    roles = {"Moka": ("winner", "loser"), "Brevo": ("winner", "loser")}
    acts = found("Moka for speed, Brevo for the price", ("Moka", "Brevo"), said(("compares",), roles))
    assert {(act.target, act.rival) for act in acts} == {("Moka", "Brevo"), ("Brevo", "Moka")}


def test_a_comparison_that_the_words_say_stands_against_its_opposite() -> None:
    roles = {"Moka": ("winner", "loser"), "Brevo": ("winner", "loser")}
    (act,) = found("Moka beats Brevo", ("Moka", "Brevo"), said(("compares",), roles))
    assert (act.target, act.rival) == ("Moka", "Brevo")


def test_a_move_to_nobody_named_has_an_empty_side_and_a_status() -> None:
    (act,) = found("cancelling Brevo", ("Brevo",), said(("switches",), {"Brevo": ("from",)}, moved=NO))
    assert (act.target, act.rival, act.status) == (None, "Brevo", SwitchStatus.INTENDED)


def test_a_reply_may_act_on_what_only_its_parent_names() -> None:
    parent = Parent("test:t:0", "zed", "My Moka leaks")
    (act,) = found("same here", (), said(("complains",), {"Moka": ("complains",)}), parent)
    assert act.target == "Moka"


def test_advice_goes_to_the_person_addressed() -> None:
    judgement = said(("recommends",), {"Moka": ("recommends",)})
    (act,) = found("@anna the Moka, no question", ("Moka",), judgement)
    assert act.to == "anna"


def test_an_act_that_no_name_clearly_fills_goes_to_the_likeliest_or_to_nothing_named() -> None:
    torn = said(("complains",), {"Moka": (), "Brevo": ()})
    (act,) = found("Moka, Brevo: it leaked on day two, never again", ("Moka", "Brevo"), torn)
    assert act.target is None
    torn.roles["Brevo"] = [0.9 if role == "complains" else NO for role in ROLES]
    (act,) = found("Moka, Brevo: leaked on day two, never again", ("Moka", "Brevo"), torn)
    assert act.target == "Brevo"
