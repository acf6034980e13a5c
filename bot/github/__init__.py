"""The only place that talks to GitHub: tokens and set-up work over REST, reads and writes over GraphQL."""
