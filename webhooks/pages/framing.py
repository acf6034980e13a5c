"""What answers people's browsers as FastAPI's application: the same for the bot's pages and for the set-up."""

from collections.abc import Sequence

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from bot.settings import Settings
from webhooks.answers import SafeAnswers, refuse


def framed(routes: Sequence[BaseRoute], settings: Settings) -> FastAPI:
    """An application of pages.

    Args:
        routes: where they are found.
        settings: say by which address people come.
    """
    return FastAPI(
        title="Fingerpost",
        routes=[*routes],
        middleware=[Middleware(SafeAnswers, secure=(settings.url or "").startswith("https:"))],
        exception_handlers={HTTPException: refuse},
        redirect_slashes=False,
        openapi_url=None,  # and with it /docs and /redoc, which load their scripts from elsewhere
    )
