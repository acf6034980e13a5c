"""Knobs on deliveries: drop, hold, duplicate or delay those that match, so many times."""

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Knob(BaseModel):
    """One rule: deliveries whose `event.action` matches are treated so.

    Attributes:
        match: A regular expression on `issues.opened`, `push` ...
        do: What happens to them.
        times: How many; None for all.
        skip: How many pass first.
        seconds: How long `delay` waits.
    """

    model_config = ConfigDict(extra="forbid")

    match: str = "."
    do: Literal["drop", "hold", "duplicate", "delay"]
    times: int | None = Field(default=None, ge=1)
    skip: int = Field(default=0, ge=0)
    seconds: float = Field(default=1.0, ge=0)

    @field_validator("match")
    @classmethod
    def _compiles(cls, value: str) -> str:
        re.compile(value)
        return value

    def takes(self, name: str) -> bool:
        """Whether this delivery is one of them; it counts."""
        if self.times == 0 or not re.search(self.match, name):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True
