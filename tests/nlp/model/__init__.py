"""Tests of nlp/model."""
