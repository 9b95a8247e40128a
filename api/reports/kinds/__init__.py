"""A brief in; the document of one kind of report out."""
