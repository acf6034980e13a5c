"""“Re-run”, pressed on GitHub beside a check of ours: at its pull request it counts like a command `/recheck`.

Of rules that wait for an event it wants the checks alone: nobody means to open a vote anew by it. GitHub tells it of
the check or of all checks of the App on that commit, and shows the button to whoever may write there. However often
somebody presses it before the bot comes to it, that is one wish.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.hearing.payloads import Part, Payload
from bot.inbox import Incoming
from bot.queue.claim import Claim, Waiting
from bot.queue.rank import COMMAND
from bot.store.items import ItemRecord
from bot.waking.again import LOOK, Asked
from bot.waking.looks import look_at
from rules.goals.check import Check

HEARD = frozenset({"check_run.rerequested", "check_suite.rerequested"})
COMMAND_MEANT = "recheck"


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants the checks made again.

    Attributes:
        by: their login.
        told: the delivery that says so; of several the last.
    """

    by: str
    told: str


class _App(Part):
    id: int | None = None


class _Check(Part):
    app: _App = _App()


class _Press(Payload):
    """What is read of a payload that tells of the button."""

    check_run: _Check | None = None
    check_suite: _Check | None = None


def wishes_in(claim: Claim, app: int) -> tuple[Wish, ...]:
    """Who wants checks of the App with this number made again; programs want nothing, and other Apps see to theirs."""
    found: dict[str, Wish] = {}
    for waiting in claim.deliveries:
        if waiting.event in HEARD and (by := _presser(waiting, app)):
            found[by.lower()] = Wish(by, waiting.delivery)
    return tuple(found.values())


def _presser(waiting: Waiting, app: int) -> str:
    """The login of whoever pressed the button; empty where that is nobody's wish to us, or cannot be read."""
    try:
        told = _Press.model_validate_json(waiting.body)
    except (ValueError, zlib.error):
        return ""
    check = told.check_run or told.check_suite
    mine = check is not None and check.app.id == app
    return told.sender.login if mine and told.sender and not told.sender.bot else ""


def as_deliveries(wishes: Sequence[Wish], pulls: Iterable[ItemRecord], now: int) -> list[Incoming]:
    """The wishes, in the lanes of the pull requests that are open."""
    return [
        Incoming(
            f"again:{pull.lane}:{wish.told}",
            LOOK,
            pull.lane,
            pull.installation,
            look_at(pull).model_copy(update={"asked": Asked(by=wish.by, command=COMMAND_MEANT, only=Check.word)}).body,
            now,
            rank=COMMAND,
        )
        for pull in pulls
        if pull.state == "open"
        for wish in wishes
    ]
