"""What a plan is made of: one look settled, and what the board, people and time add to it. Pure."""
