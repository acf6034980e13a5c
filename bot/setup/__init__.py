"""The first steps with the bot: what its App asks for, where credentials lie, what the first rule file says."""
