"""Asks GitHub for the credentials of an App that somebody has just registered from our manifest."""

import re
import ssl

import httpx
from pydantic import BaseModel, ValidationError

from bot.errors import GitHubError, Gone, Retryable
from bot.github.auth import TIMEOUT_S, USER_AGENT
from bot.metrics import REST, count_request

_CODE = re.compile(r"[A-Za-z0-9_-]{1,200}")
_CREATED, _SERVER_ERROR = 201, 500
_LARGEST = 1_000_000


class Credentials(BaseModel):
    """What GitHub tells once of a new App. All but the number and the names is secret."""

    id: int
    slug: str
    name: str
    html_url: str
    client_id: str
    client_secret: str
    webhook_secret: str | None = None
    pem: str


async def credentials_for(api_url: str, code: str, tls: ssl.SSLContext | None = None) -> Credentials:
    """The credentials for the code that GitHub gave the browser; a code is good once.

    Raises:
        Gone: GitHub does not know the code, or not any more.
        Retryable: GitHub did not answer; the code may still be good.
        GitHubError: it answered something else.
    """
    if not _CODE.fullmatch(code):
        raise Gone("that is no code of GitHub's")
    address = f"{api_url}/app-manifests/{code}/conversions"
    headers = {"Accept": "application/vnd.github+json", "User-Agent": USER_AGENT}
    count_request(REST)
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT_S, verify=tls or True) as client:
            answer = await client.post(address, headers=headers)
    except httpx.HTTPError as error:
        raise Retryable(f"GitHub did not answer at {api_url}: {type(error).__name__}") from None
    if answer.status_code >= _SERVER_ERROR:
        raise Retryable(f"GitHub answered {answer.status_code}")
    if answer.status_code != _CREATED:
        raise Gone("GitHub does not know this code, or not any more: it is good once, and for an hour")
    try:
        if len(answer.content) > _LARGEST:
            raise GitHubError("GitHub's answer is far too long")
        return Credentials.model_validate_json(answer.content)
    except ValidationError:
        raise GitHubError(f"{api_url} answered, but not as GitHub does; look at its address") from None
