"""The connections to GitHub: aiohttp's, beneath httpx's requests and answers.

httpx's own transport looks at every connection that it keeps, whenever one is wanted: with sixty of them a request
costs five milliseconds of processor, here half of one. What a failure means is said exactly, for a write may be sent
again only where nothing was sent: that, and nothing else, is a `ConnectError`.
"""

from functools import lru_cache
from io import BytesIO
from ssl import SSLContext
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx

_LARGE = 1 << 16
_NOTHING_WAS_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


class Wire(httpx.AsyncBaseTransport):
    """Carries requests to one place, and follows no redirection."""

    def __init__(self, url: str, *, connections: int, connect_s: float, answer_s: float) -> None:
        """A wire that opens what it needs when it is first used.

        Args:
            url: where to.
            connections: how many there are at most; the next request waits for one.
            connect_s: how long it may take to make one.
            answer_s: for how long nothing may be heard of a request, and how long one may wait for a connection.
        """
        self._connections = connections
        self._proxy = _proxy(httpx.URL(url))
        self._timeout = aiohttp.ClientTimeout(
            total=2 * answer_s, connect=answer_s, sock_connect=connect_s, sock_read=answer_s
        )
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read the whole answer.

        Raises:
            httpx.ConnectError: nothing was sent.
            httpx.TransportError: no whole answer came.
        """
        try:
            async with self._opened().request(
                request.method,
                str(request.url),
                data=_in_portions(request.content),
                headers=[(name.decode("ascii"), value.decode("latin-1")) for name, value in request.headers.raw],
                proxy=self._proxy,
                allow_redirects=False,
            ) as answer:
                body = await answer.read()
        except _NOTHING_WAS_SENT as error:
            raise httpx.ConnectError(str(error)) from error
        except TimeoutError as error:
            raise httpx.ReadTimeout(str(error)) from error
        except aiohttp.ClientError as error:
            raise httpx.ReadError(str(error)) from error
        return httpx.Response(answer.status, headers=answer.raw_headers, content=body, request=request)

    async def aclose(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=_trusted()),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=self._timeout,
                auto_decompress=False,  # httpx does that, by the headers that it is given
            )
        return self._session


def _in_portions(body: bytes) -> bytes | BytesIO:
    """A large body as something to read from: raw bytes are sent in one go."""
    return BytesIO(body) if len(body) > _LARGE else body


@lru_cache(maxsize=1)
def _trusted() -> SSLContext:
    """Whose certificates are believed, read once."""
    return httpx.create_ssl_context()


def _proxy(url: httpx.URL) -> str | None:
    """The proxy that the environment names; aiohttp's own way to find it also sends passwords from `.netrc`."""
    return None if proxy_bypass(url.host) else getproxies().get(url.scheme)
