"""What rules and decisions change in the community's own files, as pull requests that people merge."""
