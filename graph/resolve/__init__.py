"""Accounts in, Identifications out: which accounts are the same person, and on what evidence."""
