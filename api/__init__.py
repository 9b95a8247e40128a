"""The graph in; GraphQL, the command line, reports and the web out."""
