"""Faults on order: a request that matches is answered with a failure, before or after its effect."""

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Fault(BaseModel):
    """One rule.

    Attributes:
        match: A regular expression on `POST /repos/o/r/issues/1/labels` or `graphql mutation addComment addLabels...`.
        when: Whether the request takes effect first.
        kind: `status` answers with a status; `hang` waits and then drops; `drop` closes the connection; `limit` is
            a rate limit (`limit` says which); `graphql_error` is 200 with one error and no data.
        times: How often; None for always.
        skip: How many matching requests pass first.
    """

    model_config = ConfigDict(extra="forbid")

    match: str = "."
    when: Literal["before", "after"] = "before"
    kind: Literal["status", "hang", "drop", "limit", "graphql_error"] = "status"
    limit: Literal["primary", "secondary", "secondary_429", "graphql", "graphql_new"] = "secondary"
    status: int = Field(default=502, ge=400, le=599)
    message: str = "Something went wrong while executing your query."
    seconds: float = Field(default=60, ge=0)
    times: int | None = Field(default=1, ge=1)
    skip: int = Field(default=0, ge=0)
    fired: int = 0

    @field_validator("match")
    @classmethod
    def _compiles(cls, value: str) -> str:
        re.compile(value)
        return value

    def takes(self, label: str) -> bool:
        """Whether this request is one that fails; it counts."""
        if self.times is not None and self.fired >= self.times:
            return False
        if not re.search(self.match, label):
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.fired += 1
        return True
