"""How a community decides: who votes, how each voice was read, and what came of it."""
