"""What waits, whose turn it is, and what becomes of it."""
