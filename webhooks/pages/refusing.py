"""What the framework refuses (an unknown path, a wrong method): a page for browsers, JSON for programs."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from webhooks.answers import refuse
from webhooks.visitors.visitor import Turned

Notice = Callable[[Request, Turned], Response]


async def refused(request: Request, error: Exception, notice: Notice, nothing: Turned) -> Response:
    """The answer where there is nothing, or nothing to see.

    Args:
        request: that was refused.
        error: the framework's.
        notice: makes a page of what somebody is told.
        nothing: what is told where nothing is.
    """
    told = {turned.status: turned for turned in (nothing, _only_forms(nothing.link))}
    turned = told.get(error.status_code) if isinstance(error, HTTPException) else None
    if turned is None or "text/html" not in request.headers.get("accept", ""):
        return await refuse(request, error)
    return notice(request, turned)


def _only_forms(way_on: tuple[str, str]) -> Turned:
    return Turned(
        405,
        "There is nothing to see here",
        "This address only takes what a form sends. Go back to the page with the form, and send it from there.",
        way_on,
    )
