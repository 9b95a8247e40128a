"""Contacts, graphs of ties and plain arrays in; measures of people, paths and spread out. Nothing here knows messages' texts."""
