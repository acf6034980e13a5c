"""How the bot is: what waits, what was given up, who has to wait, what was missed."""
