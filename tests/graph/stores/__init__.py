"""Tests of graph/stores."""
