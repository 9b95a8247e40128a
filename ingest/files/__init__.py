"""One reader a file format: a path in, Records (with a cursor each) out."""
