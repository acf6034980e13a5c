"""The board of one repository, with its charts."""
