"""Vertex and edge files of LDBC Graphalytics in; the six algorithms' values, as its specification says, out."""
