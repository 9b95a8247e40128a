"""A stance-bearing phrase and its clause in; the entries that it is said of out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from nlp.analysis import Act, ActKind
from nlp.components.clauses import Clause
from nlp.components.lexicon import StanceHit
from nlp.components.reading import ANY_MARK, Reading
from nlp.components.stance_cues import CLOSE, COORDINATED, PRONOUN


class Subjects:
    """What one message speaks of, place by place."""

    def __init__(self, reading: Reading, acts: Sequence[Act]) -> None:
        self._reading = reading
        self._own = [link for link in reading.links if not reading.is_quoted(link.start)]
        self._starts = [link.start for link in self._own]
        self._first: dict[str, int] = {}
        for link in self._own:
            self._first.setdefault(link.entry, link.start)
        self._entries = tuple(dict.fromkeys(link.entry for link in self._own))
        self._moves = [act for act in acts if act.kind is ActKind.SWITCHES]
        self._ranked = [act for act in acts if act.kind in (ActKind.SWITCHES, ActKind.COMPARES)]

    def of(self, hit: StanceHit, clause: Clause, clauses: Sequence[Clause]) -> tuple[str, ...]:
        """Named in its clause, else what the sentence or the message is about."""
        for act in self._moves:
            if any(span.start < hit.end and hit.start < span.end for span in act.evidence):
                return self._known(act.rival)
        if len(clause.entries) == 1:
            return clause.entries if not clause.beside else ()
        if clause.entries:
            return self._nearest(clause, hit)
        return self._of_nameless(clause, clauses)

    def focus(self, place: int) -> tuple[str, ...]:
        """What the message is about at a place: the new one after a move, else the last named, else the only one."""
        count = bisect_left(self._starts, place)
        if not count:
            return self._entries if len(self._entries) == 1 else ()
        last = self._own[count - 1].entry
        for act in reversed(self._ranked):
            told = bool(act.evidence) and act.evidence[0].start < place
            if not told or last not in (act.target, act.rival):
                continue
            if act.target is not None and self._first.get(act.target, place) < place:
                return (act.target,)
            if act.target is None and act.kind is ActKind.SWITCHES:
                return ()
        return (last,)

    def _known(self, entry: str | None) -> tuple[str, ...]:
        return (entry,) if entry is not None and entry in self._entries else ()

    def _of_nameless(self, clause: Clause, clauses: Sequence[Clause]) -> tuple[str, ...]:
        """A clause without a name: of the one before it in the sentence, of the one after it, or of the focus."""
        here = [other for other in clauses if other.entries and not other.unlike and not other.beside]
        earlier = [other for other in here if other.start < clause.start]
        if earlier:
            return earlier[-1].entries if self._is_row(earlier[-1]) else earlier[-1].entries[-1:]
        focus = self.focus(clause.start)
        if here and (not focus or PRONOUN.search(self._reading.masked[clause.start : clause.end]) is None):
            return here[0].entries if not focus else here[0].entries[:1]
        apart = {entry for other in clauses if other.unlike for entry in other.entries}
        return tuple(entry for entry in focus if entry not in apart)

    def _is_row(self, clause: Clause) -> bool:
        """Whether the clause names several things in one breath: 'the Moka and the Lumio'."""
        rows = COORDINATED.finditer(self._reading.masked[clause.start : clause.end])
        return any(len(ANY_MARK.findall(match[0])) > 1 for match in rows)

    def _nearest(self, clause: Clause, hit: StanceHit) -> tuple[str, ...]:
        """Among several names in one clause: all of a row, else the one before, or the one right after."""
        if self._is_row(clause):
            return clause.entries
        links = self._reading.links_in(clause.start, clause.end)
        before = [link for link in links if link.end <= hit.start]
        after = [link for link in links if link.start >= hit.end]
        if not before:
            return (after[0].entry,) if after else ()
        ahead = after[0].start - hit.end if after else CLOSE + 1
        if ahead <= CLOSE and ahead < hit.start - before[-1].end:
            return (after[0].entry,)
        return (before[-1].entry,)
