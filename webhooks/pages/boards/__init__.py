"""The first page: items in the columns of their rules, of all repositories."""
