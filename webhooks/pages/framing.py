"""What answers people's browsers as FastAPI's application: the same for the bot's pages and for the set-up."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.settings import Settings
from webhooks.answers import SafeAnswers

Refusing = Callable[[Request, Exception], Coroutine[Any, Any, Response]]


def framed(routes: Sequence[BaseRoute], settings: Settings, refusing: Refusing) -> FastAPI:
    """An application of pages.

    Args:
        routes: where they are found.
        settings: say by which address people come.
        refusing: answers where there is nothing.
    """
    return FastAPI(
        title="Fingerpost",
        routes=[*routes],
        middleware=[Middleware(SafeAnswers, secure=(settings.url or "").startswith("https:"))],
        exception_handlers={HTTPException: refusing},
        redirect_slashes=False,
        openapi_url=None,  # and with it /docs and /redoc, which load their scripts from elsewhere
    )
