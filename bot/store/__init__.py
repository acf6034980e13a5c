"""The durable state: one database, reached by one URL, written to in groups."""
