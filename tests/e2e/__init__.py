"""The whole of Rapport in a real browser: the served example, asked as a strategist would."""
