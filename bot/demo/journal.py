"""How far the story got: written down after every act, so that a second start goes on there."""

from datetime import datetime
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ValidationError

from bot.demo.errors import DemoError


class Cost(BaseModel):
    """What a step cost in requests to GitHub.

    Attributes:
        do: the verb of its first act.
        acts: how many acts it was.
        effects: how many things the bot did about it.
        asked: whether it asked somebody for a review.
    """

    do: str
    acts: int
    effects: int
    requests: int
    asked: bool


class Journal(BaseModel):
    """What is known of the telling so far.

    Attributes:
        edition: of the data that it was begun with.
        github_port: where the simulated GitHub listened last; addresses that were given out hold it.
        acts: how many are done.
        deeds: how many things people had done by then, as the simulated GitHub counts them.
        names: what the items of the story are really called.
        moment: the community's time when it was last written.
    """

    edition: str
    github_port: int = 0
    acts: int = 0
    deeds: int = 0
    names: dict[str, str] = {}
    costs: list[Cost] = []
    moment: datetime | None = None
    finished: bool = False

    @classmethod
    def open(cls, path: Path, edition: str) -> Self:
        """The journal at a path, or an empty one.

        Raises:
            DemoError: what is there is not the journal of this edition.
        """
        if not path.exists():
            return cls(edition=edition)
        try:
            journal = cls.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            raise DemoError(f"{path} cannot be read; begin anew with --new") from None
        if journal.edition != edition:
            raise DemoError(f"{path.parent} holds the story of another version; begin anew with --new")
        return journal

    def keep(self, path: Path) -> None:
        """Write it down, whole or not at all."""
        beside = path.with_suffix(".new")
        beside.write_text(self.model_dump_json(indent=1), encoding="utf-8")
        beside.replace(path)
