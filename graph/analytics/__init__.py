"""Graphs of ties in; measures of people, pairs and groups out, each by the formula of the paper that it names."""
