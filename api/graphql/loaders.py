"""Keys that the fields of one request ask for in; what the store has under them, in one call a kind, out."""

from __future__ import annotations

from collections.abc import Sequence

from strawberry.dataloader import DataLoader

from api.graphql.limits import LONGEST_PAGE
from graph.model import Account, Conversation, Fact, Identification, Message
from graph.projection.people import is_company
from graph.questions.people import PersonRef, person_ref
from graph.store import Store


class Loaders:
    """One request's lookups. A key that is not there gives None (or nothing, for lists)."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.accounts: DataLoader[str, Account | None] = DataLoader(self._accounts)
        self.identifications: DataLoader[str, Identification | None] = DataLoader(self._identifications)
        self.people: DataLoader[str, PersonRef] = DataLoader(self._people)
        self.messages: DataLoader[str, Message | None] = DataLoader(self._messages)
        self.replies: DataLoader[str, list[Message]] = DataLoader(self._replies)
        """The oldest of them, as many as one field may ask for."""
        self.messages_with_replies: DataLoader[str, Message | None] = DataLoader(self._messages_with_replies)
        self.facts: DataLoader[str, Sequence[Fact]] = DataLoader(self._facts)
        self.conversations: DataLoader[str, Conversation | None] = DataLoader(self._conversations)
        self.run_answers: DataLoader[str, str | None] = DataLoader(self._run_answers)

    async def person_of(self, account: str) -> PersonRef:
        """The person of an account; one that nobody decided about stands for itself."""
        decided = await self.identifications.load(account)
        return await self.people.load(account if decided is None else decided.person)

    async def _accounts(self, keys: list[str]) -> list[Account | None]:
        found = await self._store.accounts(keys)
        return [found.get(key) for key in keys]

    async def _identifications(self, keys: list[str]) -> list[Identification | None]:
        found = await self._store.identifications(keys)
        return [found.get(key) for key in keys]

    async def _people(self, people: list[str]) -> list[PersonRef]:
        known = await self._store.accounts_of(people)
        alone = [person for person in people if not known.get(person)]
        accounts = await self._store.accounts(alone) if alone else {}
        found = {**known, **{key: [account] for key, account in accounts.items()}}
        return [_person(person, found.get(person, ())) for person in people]

    async def _messages(self, uids: list[str]) -> list[Message | None]:
        found = await self._store.messages(uids)
        return [found.get(uid) for uid in uids]

    async def _replies(self, uids: list[str]) -> list[list[Message]]:
        return _by_parent(uids, await self._store.first_replies(uids, LONGEST_PAGE))

    async def _messages_with_replies(self, uids: list[str]) -> list[Message | None]:
        """In one call, for a round trip to a server costs more than all that is looked up in it."""
        found, replies = await self._store.messages_and_replies(uids, LONGEST_PAGE)
        self.replies.prime_many(dict(zip(uids, _by_parent(uids, replies), strict=True)))
        return [found.get(uid) for uid in uids]

    async def _facts(self, sources: list[str]) -> list[Sequence[Fact]]:
        found = await self._store.facts(sources)
        return [found.get(source, ()) for source in sources]

    async def _conversations(self, keys: list[str]) -> list[Conversation | None]:
        found = await self._store.conversations(keys)
        return [found.get(key) for key in keys]

    async def _run_answers(self, ids: list[str]) -> list[str | None]:
        found = await self._store.run_answers(ids)
        return [found.get(one) for one in ids]


def _by_parent(uids: Sequence[str], replies: Sequence[Message]) -> list[list[Message]]:
    """For each message the replies to it, oldest first."""
    answers: dict[str | None, list[Message]] = {uid: [] for uid in uids}
    for reply in sorted(replies, key=lambda reply: (reply.created_at, reply.uid)):
        answers[reply.in_reply_to].append(reply)
    return [answers[uid] for uid in uids]


def _person(person: str, accounts: Sequence[Account]) -> PersonRef:
    return person_ref(person, accounts, company=any(map(is_company, accounts)))
