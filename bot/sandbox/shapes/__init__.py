"""JSON shapes of REST answers and webhook payloads, one file per kind of thing."""
