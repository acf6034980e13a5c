"""Whether an issue waits for a reviewer: then nobody else can go on with it, and no time runs."""

from rules.facts import Facts


def waits_for_a_reviewer(facts: Facts) -> str:
    """That nobody but a reviewer can go on with an issue, in words; empty where that is not so, or not known."""
    return f"pull request #{facts.reviewing} waits for a reviewer" if isinstance(facts.reviewing, int) else ""
