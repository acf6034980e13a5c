"""How REST handlers announce themselves: `@route("GET", "/repos/{owner}/{repo}/labels")`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from starlette.responses import Response

F = TypeVar("F", bound=Callable[..., Response])
Needs = Literal["token", "app", "nothing", "either"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One REST operation.

    Attributes:
        needs: What the caller must prove.
        contents: How many contents it creates, of which GitHub allows only so many a minute.
    """

    method: str
    path: str
    handler: Callable[..., Response]
    needs: Needs
    contents: int = 0


ENDPOINTS: list[Endpoint] = []


def route(method: str, path: str, needs: Needs = "token", *, contents: int = 0) -> Callable[[F], F]:
    """Register a handler `(ask) -> Response`."""

    def register(handler: F) -> F:
        ENDPOINTS.append(Endpoint(method, path, handler, needs, contents))
        return handler

    return register
