"""What people can ask of the bot in a comment: one command a file."""
