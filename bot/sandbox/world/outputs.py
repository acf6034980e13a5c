"""What a check run says: each report replaces its words and adds to its annotations, fifty at a time."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.refusals import Refusal

MOST_AT_ONCE = 50


def added(before: Mapping[str, Any], said: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a check run says once more is reported.

    Raises:
        Refusal: there are more annotations than one request may bring.
    """
    if said is None:
        return dict(before)
    further = said.get("annotations") or []
    if len(further) > MOST_AT_ONCE:
        message = f"No more than {MOST_AT_ONCE} items are allowed; {len(further)} were supplied."
        raise Refusal(f"Invalid request.\n\n{message}")
    every = [*(before.get("annotations") or []), *further]
    return {**said, "annotations": every} if every else dict(said)
