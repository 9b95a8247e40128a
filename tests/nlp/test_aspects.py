"""The inventory is well formed, and the id of a discovered topic says what it is."""

from __future__ import annotations

from collections import Counter

from nlp.aspects import discovered, inventory, open_topic
from nlp.catalogue import TopicKind
from nlp.catalogue_check import SLUG


def test_there_are_many_aspects_of_both_kinds() -> None:
    sizes = Counter(aspect.partition(":")[0] for aspect in inventory())
    assert sizes["peeve"] >= 150
    assert sizes["idea"] >= 80


def test_every_aspect_has_a_slug_a_label_and_phrasings_of_its_own() -> None:
    said = Counter(text for aspect in inventory().values() for text in aspect.phrasings)
    assert [text for text, times in said.items() if times > 1] == []
    for aspect in inventory().values():
        assert SLUG.fullmatch(aspect.id.partition(":")[2])
        assert aspect.label
        assert aspect.label == aspect.label.strip()
        assert len(aspect.phrasings) >= 3


def test_labels_tell_aspects_of_a_kind_apart() -> None:
    labels = Counter((key.partition(":")[0], aspect.label) for key, aspect in inventory().items())
    assert max(labels.values()) == 1


def test_an_id_says_what_was_discovered() -> None:
    known = discovered("peeve:slow-support")
    assert known is not None
    assert (known.name, known.kind, known.is_open) == ("Support takes too long", TopicKind.PEEVE, False)
    opened = discovered(open_topic(TopicKind.IDEA, "steam wand"))
    assert opened is not None
    assert (opened.id, opened.name) == ("idea:~steam-wand", "steam wand")
    assert (opened.kind, opened.is_open) == (TopicKind.IDEA, True)


def test_an_aspect_that_is_no_more_is_called_by_its_slug() -> None:
    gone = discovered("peeve:of-another-age")
    assert gone is not None
    assert gone.name == "of another age"


def test_ids_of_a_catalogue_are_not_discovered() -> None:
    assert discovered("noise") is None
    assert discovered("neither:grumble") is None
    assert discovered("brand:moka") is None
