"""What is the same for every answer: the security headers, and that a failure is an answer too."""

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_WHEN_SECURE = {"Strict-Transport-Security": "max-age=31536000"}

_log = structlog.get_logger(__name__)


class SafeAnswers:
    """Middleware: adds the headers that an answer does not set itself, and answers for what failed."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        """Wrap an application.

        Args:
            app: what answers.
            secure: whether people reach it by HTTPS, and shall by nothing else.
        """
        self._app = app
        headers = _HEADERS | (_WHEN_SECURE if secure else {})
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_safely(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                said = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(each for each in self._headers if each[0] not in said)]
            await send(message)

        try:
            await self._app(scope, receive, send_safely)
        except Exception:
            _log.exception("request failed", path=scope["path"])
            if begun:
                raise  # half an answer can only be broken off
            failure = JSONResponse({"message": "Something went wrong here; the log says what."}, 500)
            await failure(scope, receive, send_safely)


async def refuse(_request: Request, error: Exception) -> JSONResponse:
    """What the framework refuses (an unknown path, a wrong method) as JSON."""
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for nothing else
    return JSONResponse({"message": f"{error.detail}."}, error.status_code, error.headers)
