"""The explorer: a page for asking the graph, its assets, and the routes that serve them."""
