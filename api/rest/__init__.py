"""What is not GraphQL: whether the server is well, and the ready questions for the explorer."""
