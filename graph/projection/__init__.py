"""The interaction log of a store in; columnar arrays, one immutable snapshot a store version, out."""

from graph.projection.projection import Projection

__all__ = ["Projection"]
