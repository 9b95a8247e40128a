"""Tie graphs, contacts and plain arrays in; what the science of networks says of them out: pure functions, no store."""
