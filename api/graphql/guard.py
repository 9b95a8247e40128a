"""A parsed document in; its size out, or a LimitError. Each fragment is measured once, however often it is spread.

The guard runs before validation, which itself can be made to work hard. Fields and fragments that do not
exist count as leaves here, rings of fragments as nothing; validation refuses both afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_leaf_type,
    is_list_type,
)
from graphql.type import is_non_null_type

from api.errors import LimitError
from api.graphql.limits import BARE_LIST, LIMITS, LONGEST_PAGE, PAGE, Limits

DEFINITION = "strawberry-definition"
INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class Size:
    """How much a selection asks for, fragments spread out."""

    depth: int = 0
    introspection_depth: int = 0
    selections: int = 0
    cost: int = 0

    def beside(self, other: Size) -> Size:
        """Both, next to one another."""
        return Size(
            max(self.depth, other.depth),
            max(self.introspection_depth, other.introspection_depth),
            self.selections + other.selections,
            self.cost + other.cost,
        )


NOTHING = Size()


@dataclass(slots=True)
class Tally:
    """What is written in the document, each thing once."""

    aliases: int = 0
    directives: int = 0
    fragments: int = 0


@dataclass(slots=True)
class Measure:
    """Measures one document under one set of variables."""

    schema: GraphQLSchema
    document: DocumentNode
    variables: Mapping[str, object]
    tally: Tally = field(default_factory=Tally)
    page_variables: set[str] = field(default_factory=set)
    """Variables that say how long a page is: another value of theirs is another cost."""
    _defaults: dict[str, object] = field(default_factory=dict)
    _fragments: dict[str, FragmentDefinitionNode] = field(default_factory=dict)
    _known: dict[tuple[str, bool], Size] = field(default_factory=dict)
    _counted: set[int] = field(default_factory=set)

    def whole(self) -> Size:
        """The largest of the document's operations, field by field."""
        definitions = self.document.definitions
        self._fragments = {
            node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)
        }
        self.tally.fragments = len(self._fragments)
        for node in definitions:
            self.tally.directives += len(getattr(node, "directives", None) or ())
        sizes = [self._operation(node) for node in definitions if isinstance(node, OperationDefinitionNode)]
        return Size(
            max((size.depth for size in sizes), default=0),
            max((size.introspection_depth for size in sizes), default=0),
            sum(size.selections for size in sizes),
            max((size.cost for size in sizes), default=0),
        )

    def _operation(self, node: OperationDefinitionNode) -> Size:
        for variable in node.variable_definitions or ():
            self.tally.directives += len(variable.directives or ())
            if isinstance(variable.default_value, IntValueNode):
                self._defaults[variable.variable.name.value] = int(variable.default_value.value)
        return self._set(node.selection_set, _root(self.schema, node.operation), paged=False)

    def _set(self, selections: SelectionSetNode, parent: GraphQLNamedType | None, *, paged: bool) -> Size:
        total = NOTHING
        first_visit = id(selections) not in self._counted
        self._counted.add(id(selections))
        for node in selections.selections:
            if first_visit:
                self.tally.directives += len(node.directives or ())
                self.tally.aliases += isinstance(node, FieldNode) and node.alias is not None
            if isinstance(node, FieldNode):
                size = self._field(node, parent, paged=paged)
            elif isinstance(node, InlineFragmentNode):
                size = self._inline(node, parent, paged=paged)
            elif isinstance(node, FragmentSpreadNode):
                size = self._spread(node.name.value, paged=paged)
            else:  # the three kinds of selection are all that the parser makes
                continue
            total = total.beside(size)
        return total

    def _inline(self, node: InlineFragmentNode, parent: GraphQLNamedType | None, *, paged: bool) -> Size:
        condition = node.type_condition
        inner = parent if condition is None else self.schema.get_type(condition.name.value)
        return self._set(node.selection_set, inner, paged=paged)

    def _spread(self, name: str, *, paged: bool) -> Size:
        key = (name, paged)
        if key not in self._known:
            self._known[key] = NOTHING  # what a ring of fragments finds
            fragment = self._fragments.get(name)
            if fragment is not None:
                inner = self.schema.get_type(fragment.type_condition.name.value)
                self._known[key] = self._set(fragment.selection_set, inner, paged=paged)
        return self._known[key]

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None, *, paged: bool) -> Size:
        definition = _field_of(self.schema, parent, node.name.value)
        if node.selection_set is None:
            return Size(depth=1, introspection_depth=1, selections=1)
        inner_type = None if definition is None else get_named_type(definition.type)
        page = None if definition is None else self._page(node, definition)
        inner = self._set(node.selection_set, inner_type, paged=page is not None)
        introspects = node.name.value in INTROSPECTION
        return Size(
            depth=1 if introspects else inner.depth + 1,
            introspection_depth=inner.introspection_depth + 1 if introspects or _is_meta(parent) else 1,
            selections=inner.selections + 1,
            cost=0 if introspects else _cost(definition, page, inner.cost, paged=paged),
        )

    def _page(self, node: FieldNode, definition: GraphQLField) -> int | None:
        """The page size that a field is asked for; None for a field without pages."""
        if "first" not in definition.args:
            return None
        for argument in node.arguments or ():
            if argument.name.value != "first":
                continue
            if isinstance(argument.value, IntValueNode):
                return _page_size(int(argument.value.value))
            if isinstance(argument.value, VariableNode):
                name = argument.value.name.value
                self.page_variables.add(name)
                return _page_size(self.variables.get(name, self._defaults.get(name)))
        return PAGE


def _page_size(asked: object) -> int:
    """A value that is no page size is refused later; until then it counts as the longest page."""
    return min(max(asked, 1), LONGEST_PAGE) if isinstance(asked, int) else LONGEST_PAGE


def _cost(definition: GraphQLField | None, page: int | None, inner: int, *, paged: bool) -> int:
    """What a field and all inside it may fetch. A list right inside a field with a page size is that page."""
    if definition is None or is_leaf_type(get_named_type(definition.type)):
        return 0
    own = int(getattr(definition.extensions.get(DEFINITION), "metadata", {}).get("cost", 1))
    if not _is_list(definition):
        return own + (page or 1) * inner
    rows = page or (1 if paged else BARE_LIST)
    return own - 1 + rows * (1 + inner)


def _is_list(definition: GraphQLField) -> bool:
    inner = definition.type
    while is_non_null_type(inner):
        inner = inner.of_type
    return is_list_type(inner)


def _root(schema: GraphQLSchema, operation: OperationType) -> GraphQLObjectType | None:
    return schema.get_root_type(operation)


def _field_of(schema: GraphQLSchema, parent: GraphQLNamedType | None, name: str) -> GraphQLField | None:
    if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
        return schema.get_field(parent, name)
    return None


def _is_meta(parent: GraphQLNamedType | None) -> bool:
    return parent is not None and parent.name.startswith("__")


def check(size: Size, tally: Tally, limits: Limits = LIMITS) -> None:
    """Raise LimitError for the first limit that is passed."""
    for name, value, limit, remedy in _measured(size, tally, limits):
        if value > limit:
            raise LimitError(f"The document has {value:,} {name}; at most {limit:,} are taken.", remedy)


def _measured(size: Size, tally: Tally, limits: Limits) -> Iterable[tuple[str, int, int, str]]:
    split = "Split it into several requests."
    flatter = "Ask for the inner parts in a request of their own."
    return (
        ("aliases", tally.aliases, limits.aliases, split),
        ("directives", tally.directives, limits.directives, "Leave directives out."),
        ("fragments", tally.fragments, limits.fragments, split),
        ("levels", size.depth, limits.depth, flatter),
        ("levels of introspection", size.introspection_depth, limits.introspection_depth, flatter),
        ("selections with fragments spread out", size.selections, limits.selections, split),
        (
            "objects to fetch at most",
            size.cost,
            limits.cost,
            "Ask for shorter pages (first: 20), or " + flatter.lower(),
        ),
    )
