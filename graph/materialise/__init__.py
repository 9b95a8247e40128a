"""A projection in; the ties between people and brands that it derives, kept in a store that can show them, out."""

from graph.materialise.keeping import Materialised, materialise, remove

__all__ = ["Materialised", "materialise", "remove"]
