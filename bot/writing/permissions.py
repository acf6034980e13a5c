"""What GitHub calls the permissions that the App's writes take, in the words of its settings page."""

from collections.abc import Mapping

ISSUES = "Issues: write"
PULLS = "Pull requests: write"
DISCUSSIONS = "Discussions: write"
CHECKS = "Checks: write"
PROJECTS = "organization Projects: write"
CONVERSATIONS = f"{ISSUES}, and for pull requests {PULLS}"


def needs(**by_mutation: str) -> Mapping[str, str]:
    """What a verb's mutations take, by their names."""
    return by_mutation
