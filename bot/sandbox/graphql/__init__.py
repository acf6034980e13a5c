"""GitHub's GraphQL: resolvers per type over GitHub's own definitions."""
