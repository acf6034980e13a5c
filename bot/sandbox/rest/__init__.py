"""GitHub's REST resources, one file each."""
