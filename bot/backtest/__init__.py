"""What rules would have done on a repository's own history, beside what other rules would have done."""
