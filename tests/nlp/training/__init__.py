"""Tests of nlp/training, as far as it goes without PyTorch."""
