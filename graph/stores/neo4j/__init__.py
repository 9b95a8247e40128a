"""The production store: Neo4j 5 or later over Bolt."""
