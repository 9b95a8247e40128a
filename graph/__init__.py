"""Items and Analyses in; keyed facts, stores, identity, projection and answers out."""
