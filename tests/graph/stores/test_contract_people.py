"""What every store does, whatever its engine: accounts and who they are."""

from __future__ import annotations

from graph.model import Register
from graph.store import Store
from tests.graph.factories import (
    account,
    identification,
    key,
    put,
)


async def test_accounts_are_replaced_whole(store: Store) -> None:
    first = account(
        "anna", display_name="Anna 🙂", links=("https://a.example", "https://b.example"), is_bot=False, bio=""
    )
    await put(store, accounts=(first, account("ben")))
    assert (await store.accounts([key("anna")]))[key("anna")] == first
    second = account("anna", identity_keys=("email:a@x.example",))
    await put(store, accounts=(second,))
    assert (await store.accounts([key("anna")]))[key("anna")] == second
    assert (await store.counts()).accounts == 2


async def test_a_register_keeps_its_own_time_and_type(store: Store) -> None:
    profile = {
        "is_bot": Register(1, True),
        "role": Register(2, "staff"),
        "links": Register(2**53 + 1, ()),
        "score": Register(4, 0),
        "share": Register(5, 0.5),
        "none": Register(6, None),
    }
    written = account("anna")
    written = type(written)(written.key, profile, ())
    await put(store, accounts=(written,))
    read = (await store.accounts([written.key]))[written.key]
    assert read == written
    assert {name: type(one.value) for name, one in read.profile.items()} == {
        name: type(one.value) for name, one in profile.items()
    }


async def test_accounts_that_share_an_identity_key_are_found_sorted(store: Store) -> None:
    mail = "email:a@x.example"
    await put(
        store,
        accounts=(
            account("zoe", identity_keys=(mail,)),
            account("anna", identity_keys=("handle:forum:main:anna", mail)),
            account("ben", identity_keys=("email:b@x.example",)),
        ),
    )
    found = await store.accounts_sharing([mail, "handle:forum:main:anna", "email:none"])
    assert {one: list(keys) for one, keys in found.items()} == {
        mail: [key("anna"), key("zoe")],
        "handle:forum:main:anna": [key("anna")],
    }
    await put(store, accounts=(account("anna"),))
    assert {one: list(keys) for one, keys in (await store.accounts_sharing([mail])).items()} == {
        mail: [key("zoe")]
    }


async def test_an_identification_replaces_the_one_before(store: Store) -> None:
    accounts = (account("anna"), account("anna2"), account("ben"))
    await put(
        store,
        accounts=accounts,
        identifications=(
            identification("anna", "person:1"),
            identification(
                "anna2", "person:2", evidence=("email:a@x.example", "link:x y"), decided_by="desk"
            ),
            identification("ben", "person:3"),
        ),
    )
    assert (await store.counts()).people == 3
    moved = identification("anna2", "person:1", evidence=("email:a@x.example",))
    await put(store, identifications=(moved,))
    found = await store.identifications([key("anna2"), key("anna")])
    assert dict(found) == {key("anna2"): moved, key("anna"): identification("anna", "person:1")}
    people = await store.accounts_of(["person:1", "person:2", "person:3"])
    assert {person: [one.key for one in held] for person, held in people.items()} == {
        "person:1": [key("anna"), key("anna2")],
        "person:3": [key("ben")],
    }
    assert people["person:1"][0] == accounts[0]
    assert (await store.counts()).people == 2
