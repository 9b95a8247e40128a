"""Word lists in plain text, read once: everyday words, and words with the stance that they carry."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set: lists of words read best as words."""
    return frozenset(text.split())
