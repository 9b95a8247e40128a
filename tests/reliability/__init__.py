"""The real processes, killed and starved."""
