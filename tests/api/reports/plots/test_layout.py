from __future__ import annotations

from itertools import combinations

from api.reports.plots.layout import Link, Size, layout

ROOM = (760.0, 500.0)


def placed(count: int) -> list[tuple[float, float]]:
    links = [
        Link(one, (one * 7 + 1) % count, 1.0 + one) for one in range(count) if (one * 7 + 1) % count != one
    ]
    return [(spot.x, spot.y) for spot in layout([Size(40, 15, 32)] * count, links, ROOM)]


def test_the_same_nodes_stand_in_the_same_places() -> None:
    assert placed(20) == placed(20)


def test_nodes_and_their_names_keep_apart_and_inside() -> None:
    spots = placed(20)
    for (x, y), (other_x, other_y) in combinations(spots, 2):
        assert abs(x - other_x) > 79 or abs(y - other_y) > 46
    for x, y in spots:
        assert 40 <= x <= ROOM[0] - 40
        assert 15 <= y <= ROOM[1] - 32


def test_tied_nodes_stand_nearer_than_others() -> None:
    links = [Link(0, 1, 10.0), Link(1, 2, 10.0), Link(0, 2, 10.0), Link(3, 4, 10.0), Link(2, 3, 0.1)]
    spots = layout([Size(10, 10, 10)] * 5, links, ROOM)

    def apart(one: int, other: int) -> float:
        return float(abs(spots[one].x - spots[other].x) + abs(spots[one].y - spots[other].y))

    assert apart(0, 1) < apart(0, 4)
    assert apart(3, 4) < apart(0, 4)


def test_one_node_and_none_are_maps_too() -> None:
    assert len(layout([Size(10, 10, 10)], [], ROOM)) == 1
    assert layout([], [], ROOM) == []
