"""What the simulated GitHub refuses, told apart by the kind that GitHub's GraphQL names."""

from typing import ClassVar


class Refusal(Exception):
    """A request that GitHub would not carry out.

    Attributes:
        kind: The `type` of a GraphQL error.
        status: The status of a REST answer.
    """

    kind: ClassVar[str] = "UNPROCESSABLE"
    status: ClassVar[int] = 422

    def __init__(self, message: str, *, errors: list[object] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.errors = errors


class NotFound(Refusal):
    """The thing is not there, or the caller may not know that it is."""

    kind = "NOT_FOUND"
    status = 404


class Forbidden(Refusal):
    """The App lacks a permission; `needs` names the sets that would do."""

    kind = "FORBIDDEN"
    status = 403

    def __init__(self, needs: str, message: str = "Resource not accessible by integration") -> None:
        super().__init__(message)
        self.needs = needs


class BadRequest(Refusal):
    """An argument that GitHub's GraphQL refuses before it looks at the data."""

    kind = "BAD_USER_INPUT"
    status = 400


class NoBoundaries(Refusal):
    """A connection asked for without `first` or `last`."""

    kind = "MISSING_PAGINATION_BOUNDARIES"


class TooMany(Refusal):
    """A connection asked for with more than 100 records."""

    kind = "EXCESSIVE_PAGINATION"
