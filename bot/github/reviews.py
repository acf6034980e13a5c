"""What reviewers said, and who is asked for a review. Pure."""

from collections.abc import Mapping
from typing import Any

from bot.github.history import login_of
from rules.facts import Review


def reviews_of(node: Mapping[str, Any]) -> dict[str, Any]:
    """The facts about reviews; nothing where they were not asked for, or could not be told.

    GitHub tells each person's last opinion apart from remarks, so that a remark does not take an approval back.
    """
    told = [node.get("opinions"), node.get("remarks"), node.get("reviewRequests")]
    opinions, remarks, requests = (each["nodes"] if isinstance(each, Mapping) else None for each in told)
    if opinions is None or remarks is None or requests is None:
        return {}
    last = {login_of(review["author"]): review["state"] for review in (*remarks, *opinions) if review}
    asked = [request["requestedReviewer"] for request in requests if request]
    return {
        "reviews": tuple(Review(author=login, state=state) for login, state in last.items()),
        "requested": tuple(one.get("combinedSlug") or login_of(one) for one in asked if one),
    }
