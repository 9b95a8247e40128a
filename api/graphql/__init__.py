"""Questions and lookups in, a GraphQL schema out."""
