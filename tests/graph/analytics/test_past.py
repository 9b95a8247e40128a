from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.analytics.past import NONE, past

EVENTS = st.lists(st.tuples(st.integers(-1, 3), st.integers(0, 9), st.integers(-2, 2)), max_size=25)


@given(EVENTS, st.integers(0, 3), st.integers(0, 10), st.integers(0, 10))
def test_lookups_are_those_of_a_walk_through_all_events(
    events: list[tuple[int, int, int]], who: int, until: int, since: int
) -> None:
    columns = np.array(events, np.int64).reshape(-1, 3)
    found = past(columns[:, 0].astype(np.int32), columns[:, 1], columns[:, 2])
    person, moment = np.array([who], np.int32), np.array([until])
    before = [(at, value) for one, at, value in events if one == who and at < until]
    assert found.count(person, moment).tolist() == [len(before)]
    assert found.total(person, moment).tolist() == [sum(value for _, value in before)]
    assert found.last(person, moment).tolist() == [max((at for at, _ in before), default=NONE)]
    later = [at for one, at, _ in events if one == who and at > until]
    assert found.next_at(person, moment, 99).tolist() == [min(later, default=99)]
    if since <= until:
        inside = [at for at, _ in before if at >= since]
        assert found.count(person, moment, np.array([since])).tolist() == [len(inside)]
