"""What GraphQL shows: domain values in, by explicit conversions; Strawberry types with their relations out."""
