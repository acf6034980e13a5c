"""A reason to look at an item again that nobody on GitHub gave: a sweep, a gap in what was heard, a moment that came.

It waits in the item's lane like a delivery, behind those of people. Its id is made of what it is about, so that the
same reason twice is a repeat.
"""

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.item import ItemRef, item_lane

LOOK = "sweep"
"""The name of such deliveries."""


class Due(BaseModel):
    """A rule that waited, and goes on now.

    Attributes:
        rule: its id.
        position: of the `after` that it waited at.
        since: when it began to wait.
        asked_again: whether its conditions must hold still; not where its own work had ended that.
        event: what it had heard; actor, bot and association: who did that; label: which one it was about.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    rule: str
    position: int
    since: AwareDatetime
    asked_again: bool = True
    event: str | None = None
    actor: str = ""
    bot: bool = False
    association: str = ""
    label: str | None = None


class Asked(BaseModel):
    """A command that somebody gave by a button, as if they had written it in a comment.

    Attributes:
        by: their login.
        only: the verb of which alone they want anything; empty for all.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    by: str
    command: str
    wish: str = ""
    only: str = ""


class LookAgain(BaseModel):
    """An item that is to be looked at again.

    Attributes:
        author: as REST spells the login.
        association: GitHub's word for the author's bond with the repository; empty where it was not asked for.
        since: from when on events about it may have been missed; None where none were.
        led_to: the stage to which a pull request that closes it has gone; empty where that is not the reason.
        schedule: the one that is due, `schedule.daily`, with the cause that all looks of one run have in common.
        late: by how much that run is late, in words; empty where it is not.
        due: the rule that goes on; None where none does.
        asked: what somebody asked for on a page; None where nobody did.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    installation: int
    repo_id: int
    repo_node: str
    repo: str
    private: bool
    kind: str
    number: int
    node: str
    url: str = ""
    author: str = ""
    association: str = ""
    created_at: AwareDatetime | None = None
    since: AwareDatetime | None = None
    led_to: str = ""
    schedule: str = ""
    cause: str = ""
    late: str = ""
    due: Due | None = None
    asked: Asked | None = None

    @property
    def lane(self) -> str:
        """Where it waits."""
        return item_lane(self.repo_id, self.number)

    @property
    def item(self) -> ItemRef:
        """What is to be looked at."""
        return ItemRef(
            installation=self.installation,
            repo_id=self.repo_id,
            repo_node=self.repo_node,
            repo=self.repo,
            number=self.number,
            node=self.node,
            kind=self.kind,
        )

    @property
    def body(self) -> bytes:
        """It as the payload of a delivery."""
        return self.model_dump_json(exclude_none=True).encode()

    def because_of(self, schedule: str, cause: str, late: str = "") -> "LookAgain":
        """The same, for a schedule that is due."""
        return self.model_copy(update={"schedule": schedule, "cause": cause, "late": late})

    def missed_since(self, moment: datetime) -> "LookAgain":
        """The same, with the moment from which on events may have been missed."""
        return self.model_copy(update={"since": moment})
