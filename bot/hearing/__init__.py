"""What a person says in a comment: its lines, and what they ask of the bot."""
