"""The rules of one repository, line by line, and what became of each."""
