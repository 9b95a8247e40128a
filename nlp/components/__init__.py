"""spaCy pipeline components, one concern a file."""
