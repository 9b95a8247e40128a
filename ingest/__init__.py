"""Channels and files in, Items and Interactions out: the first step of a conversation's way."""
