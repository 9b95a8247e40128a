"""A projection and a filter in; its ties and people as tables, files and graphs of other libraries out."""
