"""Tests of graph/resolve."""
