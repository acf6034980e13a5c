"""A pull request that changes the rules: what is wrong with them, what differs, what they would have done."""
