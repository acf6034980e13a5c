"""Choosing work: who may take an item, and whose turn it is when it is free. Pure."""
