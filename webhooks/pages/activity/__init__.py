"""What the bot did lately, newest first."""
