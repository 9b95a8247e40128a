"""Tests of the outer layer."""
