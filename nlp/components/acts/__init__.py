"""What a message does: one module of rules an act, and the finder that runs them and fills their slots."""
