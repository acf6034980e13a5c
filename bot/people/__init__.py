"""Who is who, and who fits: the people file, and the choice of assignees and reviewers."""
