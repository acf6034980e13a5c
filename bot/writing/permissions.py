"""What GitHub calls the permissions that the App's writes take, in the words of its settings page."""

from collections.abc import Mapping

from rules.condition import known
from rules.facts import Facts

ISSUES = "Issues: write"
PULLS = "Pull requests: write"
DISCUSSIONS = "Discussions: write"
CHECKS = "Checks: write"
CONTENTS = "Contents: write"
MEMBERS = "organization Members: write"
PROJECTS = "organization Projects: write"
CONVERSATIONS = f"{ISSUES}, and for pull requests {PULLS}"


def given(facts: Facts, *permissions: str) -> bool:
    """Whether the App may write what these permissions are about; where GitHub does not say, it is tried."""
    granted = known(facts.granted)
    return not granted or all(granted.get(name) == "write" for name in permissions)


def needs(**by_mutation: str) -> Mapping[str, str]:
    """What a verb's mutations take, by their names."""
    return by_mutation
