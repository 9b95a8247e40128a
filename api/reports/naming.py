"""People in; what a report calls them, and texts without their names where it must not name them, out."""

from __future__ import annotations

import re

from api.reports.words import clipped, line
from graph.questions.people import PersonRef

LONGEST_NAME = 40

HANDLE = re.compile(r"(?<![\w.])@[\w.\-]*\w")
MAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
SHORTEST_PART = 3
"""A part of a name to be hidden in texts: two letters are words more often."""


class Naming:
    """Names of the people whom a report ranks; with pseudonyms, numbered as they come up.

    Whoever was never named here is nobody to the report: the messages that it quotes call them a customer.
    """

    def __init__(self, *, anonymous: bool) -> None:
        self.anonymous = anonymous
        self._named: dict[str, str] = {}
        self._of_account: dict[str, str] = {}
        self._true: dict[str, str] = {}

    def of(self, person: PersonRef) -> str:
        """What to call a person."""
        if person.id not in self._named:
            shown = f"Person {len(self._named) + 1}" if self.anonymous else _shown(person)
            self._named[person.id] = shown
            self._of_account |= dict.fromkeys((person.id, *person.accounts), shown)
            self._true[shown] = person.name
        return self._named[person.id]

    def author(self, account: str | None, *, company: bool) -> str:
        """Who wrote a message: someone of the report, or what kind of person."""
        if account is not None and account in self._of_account:
            return self._of_account[account]
        return "staff or bot" if company else "a customer"

    def label(self, text: str) -> str:
        """A text of ours that may hold a person's name."""
        return self._masked_names(line(text)) if self.anonymous else line(text)

    def text(self, text: str) -> str:
        """What somebody wrote: with pseudonyms, without names of the report, handles, e-mail and web addresses."""
        if not self.anonymous:
            return text
        text = ADDRESS.sub("[address]", MAIL.sub("[address]", text))
        return self._masked_names(HANDLE.sub("@…", text))

    def _masked_names(self, text: str) -> str:
        for shown, name in sorted(self._true.items(), key=lambda one: (-len(one[1]), one[0])):
            for part in (name, *name.split()):
                if len(part) >= SHORTEST_PART:
                    text = re.sub(rf"\b{re.escape(part)}\b", shown, text, flags=re.IGNORECASE)
        return text


def _shown(person: PersonRef) -> str:
    return clipped(line(person.name), LONGEST_NAME) or "somebody"
