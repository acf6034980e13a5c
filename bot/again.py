"""A reason to look at an item again that nobody on GitHub gave: a sweep, a gap in what was heard, a moment that came.

It waits in the item's lane like a delivery, behind those of people. Its id is made of what it is about, so that the
same reason twice is a repeat.
"""

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.item import ItemRef, item_lane

LOOK = "sweep"
"""The name of such deliveries."""


class LookAgain(BaseModel):
    """An item that is to be looked at again.

    Attributes:
        author: as REST spells the login.
        association: GitHub's word for the author's bond with the repository; empty where it was not asked for.
        since: from when on events about it may have been missed; None where none were.
        led_to: the stage to which a pull request that closes it has gone; empty where that is not the reason.
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

    def missed_since(self, moment: datetime) -> "LookAgain":
        """The same, with the moment from which on events may have been missed."""
        return self.model_copy(update={"since": moment})
