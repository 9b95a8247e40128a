"""Relationship questions: a view of the graph in, an Answer with its parts and evidence out."""
