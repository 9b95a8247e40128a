"""The engines behind the store protocol, one folder each."""
