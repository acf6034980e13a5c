"""The reactions that GitHub has."""

from collections.abc import Mapping

CONTENTS: Mapping[str, str] = {
    "+1": "THUMBS_UP",
    "-1": "THUMBS_DOWN",
    "laugh": "LAUGH",
    "hooray": "HOORAY",
    "confused": "CONFUSED",
    "heart": "HEART",
    "rocket": "ROCKET",
    "eyes": "EYES",
}
"""GraphQL's names for reactions, by the names that people write."""
