"""A query text in; the parsed, measured and validated document out, remembered for the next time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, OperationType, parse
from graphql.validation import validate

from api.errors import LimitError
from api.graphql.guard import Measure, check
from api.graphql.limits import CACHED_DOCUMENTS, LIMITS, Limits

ABORTED = "Parsing aborted"
"""What graphql-core says where a document is too long or nests too deeply for its parser."""

REMEMBERED_COSTS = 16
"""Page sizes that a document is asked with; apps use one or two."""

TOO_DEEP = LimitError(
    "The document nests too deeply to be read.", "Ask for the inner parts in a request of their own."
)


class DocumentError(Exception):
    """The document cannot be run: it does not parse, or does not fit the schema."""

    def __init__(self, code: str, errors: list[GraphQLError]) -> None:
        """Keep what GraphQL says about it."""
        super().__init__(code)
        self.code = code
        self.errors = errors


@dataclass(slots=True)
class Document:
    """A document that may be run."""

    node: DocumentNode
    schema: GraphQLSchema
    page_variables: frozenset[str]
    _costs: dict[tuple[object, ...], None] = field(default_factory=dict)

    def check(self, variables: Mapping[str, object], limits: Limits) -> None:
        """Raise LimitError where these variables make it too costly."""
        key = tuple(variables.get(name) for name in sorted(self.page_variables))
        if not self.page_variables or (_is_plain(key) and key in self._costs):
            return
        measure = Measure(self.schema, self.node, variables)
        check(measure.whole(), measure.tally, limits)
        if _is_plain(key) and len(self._costs) < REMEMBERED_COSTS:
            self._costs[key] = None

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """The operation that runs; None where the name fits none or several."""
        found = [
            node
            for node in self.node.definitions
            if isinstance(node, OperationDefinitionNode)
            and (name is None or (node.name is not None and node.name.value == name))
        ]
        return found[0] if len(found) == 1 else None

    def mutates(self, name: str | None) -> bool:
        """Whether running it can change anything."""
        operation = self.operation(name)
        return operation is not None and operation.operation is OperationType.MUTATION

    def subscribes(self, name: str | None) -> bool:
        """Whether running it gives a stream of answers."""
        operation = self.operation(name)
        return operation is not None and operation.operation is OperationType.SUBSCRIPTION


def _is_plain(key: tuple[object, ...]) -> bool:
    return all(value is None or isinstance(value, int) for value in key)


class Documents:
    """Prepares documents of one schema, and remembers the latest."""

    def __init__(self, schema: GraphQLSchema, limits: Limits = LIMITS) -> None:
        self._schema = schema
        self.limits = limits
        self._known: OrderedDict[str, Document] = OrderedDict()

    def prepare(self, query: str, variables: Mapping[str, object]) -> Document:
        """Parse, measure, validate. Raises DocumentError and LimitError."""
        document = self._known.get(query)
        if document is None:
            document = self._read(query, variables)
            self._known[query] = document
            if len(self._known) > CACHED_DOCUMENTS:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(query)
        document.check(variables, self.limits)
        return document

    def _read(self, query: str, variables: Mapping[str, object]) -> Document:
        try:
            node = self._parsed(query)
            measure = Measure(self._schema, node, variables)
            check(measure.whole(), measure.tally, self.limits)
            errors = validate(self._schema, node)
        except RecursionError as error:
            raise TOO_DEEP from error
        if errors:
            raise DocumentError("INVALID_DOCUMENT", errors)
        return Document(node, self._schema, frozenset(measure.page_variables))

    def _parsed(self, query: str) -> DocumentNode:
        try:
            return parse(query, max_tokens=self.limits.tokens)
        except GraphQLError as error:
            if ABORTED in error.message:
                reason = f"The document has more than {self.limits.tokens:,} tokens, or nests too deeply to be read."
                raise LimitError(reason, "Split it into several requests.") from error
            raise DocumentError("BAD_DOCUMENT", [error]) from error
