"""Rules from the files of other tools: one module per kind, each with `read(text, filename)`."""
