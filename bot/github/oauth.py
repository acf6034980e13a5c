"""Asks GitHub who somebody is: OAuth's web flow with PKCE. The person's token is used once, for that, and not kept."""

import base64
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import httpx

from bot.errors import GitHubError, Retryable
from bot.github.addresses import web_of
from bot.metrics import REST, count_request

_PATIENCE_S = 10.0
_JSON = {"Accept": "application/json"}


class Refused(GitHubError):
    """The code that somebody came back with is not, or no longer, good."""


class OAuth:
    """The App as people sign in through it."""

    def __init__(self, api_url: str, client_id: str, client_secret: str, transport: Any = None) -> None:
        """The App.

        Args:
            api_url: the root of GitHub's REST API.
            client_id: the App's.
            client_secret: the App's.
            transport: what carries requests; httpx' own unless another is given.
        """
        self._api, self._web = api_url, web_of(api_url)
        self._id, self._secret, self._transport = client_id, client_secret, transport

    def ask_at(self, back: str, state: str, verifier: str) -> str:
        """Where a browser is sent, so that GitHub asks the person.

        Args:
            back: the address to which GitHub sends the browser back.
            state: comes back unchanged.
            verifier: a secret, of which GitHub is told the hash only.
        """
        challenge = base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {"client_id": self._id, "redirect_uri": back, "state": state}
        asked |= {"code_challenge": challenge, "code_challenge_method": "S256"}
        return f"{self._web}/login/oauth/authorize?{urlencode(asked)}"

    async def login(self, code: str, back: str, verifier: str) -> str:
        """Who came back with a code.

        Raises:
            Refused: the code is not good.
            GitHubError: GitHub does not answer, or not as it should.
        """
        form = {"client_id": self._id, "client_secret": self._secret, "code": code}
        form |= {"redirect_uri": back, "code_verifier": verifier}
        async with httpx.AsyncClient(transport=self._transport, timeout=_PATIENCE_S, headers=_JSON) as client:
            given = await _told(client, "POST", f"{self._web}/login/oauth/access_token", data=form)
            token = given.get("access_token")
            if not isinstance(token, str):
                raise Refused(f"GitHub did not take the code: {str(given.get('error', 'no reason'))[:100]}")
            person = await _told(client, "GET", f"{self._api}/user", headers={"Authorization": f"Bearer {token}"})
        login = person.get("login")
        if not isinstance(login, str) or not login:
            raise GitHubError("GitHub did not say who signs in")
        return login


async def _told(client: httpx.AsyncClient, method: str, url: str, **sent: Any) -> dict[str, Any]:
    count_request(REST)
    try:
        answer = await client.request(method, url, **sent)
        told = answer.raise_for_status().json()
    except httpx.HTTPStatusError as error:
        raise GitHubError(f"GitHub answers {error.response.status_code} when asked who signs in") from None
    except (httpx.HTTPError, ValueError) as error:
        raise Retryable(f"GitHub could not be asked who signs in: {type(error).__name__}") from None
    return told if isinstance(told, dict) else {}
