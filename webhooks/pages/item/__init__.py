"""One item: every look at it, with the reasons, and a way back."""
