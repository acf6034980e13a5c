"""What people may ask of the bot: what a command is, who may give it, how it is obeyed. Pure."""
