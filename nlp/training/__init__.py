"""Labelled data and a pre-trained encoder in; the model that `nlp/model` runs, and its card, out."""
