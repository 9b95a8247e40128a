"""Word lists in plain text, read once: everyday words, and words with the stance that they carry."""
