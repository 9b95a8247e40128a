"""Tests of the explorer's build and routes."""
