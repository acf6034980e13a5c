"""Boards: items in the columns of their rules, of all repositories and of one, with its charts."""
