"""Records labelled by people, and the same records as predicted, in; the measures of docs/evaluate.md out."""
