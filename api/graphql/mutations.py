"""The roots of every mutation: messages into the graph, and entries into the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeAlias

import strawberry

from api.catalogue_changes import Promotion, dismissing, promoting, with_entries, without
from api.errors import ApiError, InputError
from api.graphql.context import Info
from api.graphql.fields import change
from api.graphql.jobs import JobChanges
from api.graphql.types.catalogue import BrandInput, TopicInput, brand_entry, topic_entry
from api.graphql.types.enums import BrandRole
from api.graphql.types.items import ItemInput, record
from api.intake import Intake
from ingest.errors import RecordError
from ingest.item import Item, Lineage
from ingest.schema import parse_fields
from nlp import catalogue
from nlp.catalogue import Catalogue
from nlp.catalogue_check import slug

LONGEST_BATCH = 1_000
"""Items in one call: what the body's limit holds of short messages; files take more."""

SOURCE = "api"
"""What the lineage of items says that came this way."""


@strawberry.type(description="An item that was not taken, and why.")
class RejectedItem:
    """Of ingest.errors.RecordError."""

    position: int = strawberry.field(description="Its place in the list, from 0.")
    uid: strawberry.ID = strawberry.field(description="Its uid, as sent.")
    reason: str = strawberry.field(description="What is wrong with it.")
    remedy: str = strawberry.field(description="What to do.")


@strawberry.type(description="What became of the items. Sending them again changes nothing.")
class IngestReport:
    """Of graph.ingestion.Taken."""

    accepted: int = strawberry.field(description="Items that are in the graph now, new or known before.")
    new: int = strawberry.field(description="Of these, new ones.")
    changed: int = strawberry.field(description="Of these, later states of known ones.")
    known: int = strawberry.field(description="Of these, known as they are.")
    reread: int = strawberry.field(description="Replies read again because the message they answer arrived.")
    rejected: list[RejectedItem] = strawberry.field(description="Items that were not taken.")


@strawberry.type(description="What a change of the catalogue came to.")
class CatalogueReport:
    """Of graph.recatalogue.Reanalysed."""

    id: strawberry.ID = strawberry.field(description="Id of the entry.")
    messages_scanned: int = strawberry.field(description="Messages looked at.")
    messages_reanalysed: int = strawberry.field(
        description="Messages read again because the change touches them."
    )


@strawberry.type(description="A candidate that will not come up again.")
class DismissalReport:
    """Of a dismissed name."""

    name: str = strawberry.field(description="The name.")


CandidateName: TypeAlias = Annotated[str, strawberry.argument(description="Its name: see `candidates`.")]


@strawberry.type(description="What can be changed.")
class Mutation(JobChanges):
    """The root of mutations."""

    @change("Take messages into the graph. What is wrong is left out and named.")
    async def ingest_items(
        self,
        info: Info,
        items: Annotated[
            list[ItemInput], strawberry.argument(description=f"The messages: at most {LONGEST_BATCH}.")
        ],
    ) -> IngestReport:
        """By the intake."""
        return await _ingest(_intake(info), items)

    @change(
        "Add a brand or replace it, and read again what that touches. A catalogue file that has its id comes first."
    )
    async def upsert_brand(
        self,
        info: Info,
        brand: Annotated[BrandInput, strawberry.argument(description="The brand as it shall be.")],
    ) -> CatalogueReport:
        """By the intake."""
        entry = brand_entry(brand)
        return await _change(info, entry.id, lambda old: with_entries(old, Catalogue(brands=(entry,))))

    @change(
        "Add a topic or replace it, and read again what that touches. A catalogue file that has its id comes first."
    )
    async def upsert_topic(
        self,
        info: Info,
        topic: Annotated[TopicInput, strawberry.argument(description="The topic as it shall be.")],
    ) -> CatalogueReport:
        """By the intake."""
        entry = topic_entry(topic)
        return await _change(info, entry.id, lambda old: with_entries(old, Catalogue(topics=(entry,))))

    @change("Remove a brand, product or topic, and read again what that touches.")
    async def remove_catalogue_entry(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],  # noqa: A002 - its name in the schema
    ) -> CatalogueReport:
        """By the intake."""
        return await _change(info, id, lambda old: _removed(old, id))

    @change(
        "Add a candidate to the catalogue as a brand or as a product of one, and read again what names it."
    )
    async def promote_candidate(
        self,
        info: Info,
        name: CandidateName,
        role: Annotated[
            BrandRole, strawberry.argument(description="As a brand: what it is to us.")
        ] = BrandRole.OTHER,
        product_of: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Id of the brand that sells it; a brand itself where left out."),
        ] = None,
    ) -> CatalogueReport:
        """By the intake."""
        promotion = Promotion(name, catalogue.BrandRole(role.value), product_of)
        return await _change(info, slug(name), lambda old: promoting(old, promotion))

    @change("Let a candidate never come up again. It can still be promoted.")
    async def dismiss_candidate(self, info: Info, name: CandidateName) -> DismissalReport:
        """By the intake."""
        await _intake(info).recatalogue(lambda old: dismissing(old, name))
        return DismissalReport(name=name)


class ReadOnlyError(ApiError):
    """This process only answers questions."""

    code = "READ_ONLY"
    status = 403


def _intake(info: Info) -> Intake:
    if info.context.intake is None:
        raise ReadOnlyError("Nothing can be changed here.", "Send it to a running server (`rapport serve`).")
    return info.context.intake


async def _ingest(intake: Intake, items: list[ItemInput]) -> IngestReport:
    if len(items) > LONGEST_BATCH:
        raise InputError(
            f"{len(items):,} items came at once.", f"Send at most {LONGEST_BATCH:,} in one call."
        )
    good: list[Item] = []
    rejected: list[RejectedItem] = []
    for position, item in enumerate(items):
        try:
            good.append(_parsed(item))
        except RecordError as error:
            rejected.append(
                RejectedItem(position=position, uid=item.uid, reason=error.reason, remedy=error.remedy)
            )
    taken = await intake.take(good) if good else None
    new, changed = (0, 0) if taken is None else (taken.messages_new, taken.messages_changed)
    return IngestReport(
        accepted=len(good),
        new=new,
        changed=changed,
        known=len(good) - new - changed,
        reread=0 if taken is None else taken.reread,
        rejected=rejected,
    )


def _parsed(item: ItemInput) -> Item:
    value = parse_fields(record(item), Lineage(SOURCE))
    if not isinstance(value, Item):  # records without a type are items
        raise RecordError("This is no item.", "Leave `type` out.")
    return value


async def _change(info: Info, entry: str, change: Callable[[Catalogue], Catalogue]) -> CatalogueReport:
    outcome = await _intake(info).recatalogue(change)
    return CatalogueReport(
        id=strawberry.ID(entry),
        messages_scanned=outcome.messages_scanned,
        messages_reanalysed=outcome.messages_reanalysed,
    )


def _removed(catalogue: Catalogue, entry: str) -> Catalogue:
    smaller = without(catalogue, entry)
    if smaller == catalogue:
        raise InputError(f"The catalogue has no entry {entry!r}.", "See `catalogue` for the ids.")
    return smaller
