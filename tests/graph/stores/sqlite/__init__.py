"""Tests of graph/stores/sqlite."""
