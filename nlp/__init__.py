"""Items in, Analyses out: what a message mentions, feels and does, with spans and confidence."""
