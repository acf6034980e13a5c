"""The people of one repository: pathways, the ladder, loads, who is away, what nobody covers."""
