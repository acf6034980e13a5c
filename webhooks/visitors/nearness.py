"""Whether somebody who asks sits at the machine itself, where nothing need be hidden. Pure.

A proxy on the same machine also asks from the machine itself, for strangers: whatever hints at one counts as one. And a
name that is not the machine's own may be a stranger's page, whose name was made to lead here.
"""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request

from bot.settings import Settings

_PROXIES = ("forwarded", "via", "x-real-ip", "x-client-ip", "cdn-loop", "fly-client-ip")
_PROXY_FAMILIES = ("x-forwarded-", "cf-", "true-client-", "x-envoy-", "x-amzn-", "tailscale-")
_OWN_HOST = re.compile(r"(localhost|127\.[0-9]+\.[0-9]+\.[0-9]+|\[::1\])(:[0-9]{1,5})?", re.IGNORECASE)


def at_home(settings: Settings) -> bool:
    """Whether the program is set up for one person at one machine: it listens there alone, and nobody can sign in.

    An App on the real GitHub is reached from outside, and so is its bot, whatever stands in between.
    """
    sign_in = (settings.client_id, settings.client_secret, settings.session_secret)
    reached = (settings.url, settings.api_url if settings.app_id else None)
    return not any(sign_in) and _is_loopback(settings.host) and all(_is_own(url) for url in reached if url)


def is_near(request: Request, settings: Settings) -> bool:
    """Whether a request can only come from a program of this machine that asks for itself."""
    client = request.client.host if request.client else ""
    host = request.headers.getlist("host")
    return (
        at_home(settings)
        and _is_loopback(client)
        and len(host) == 1
        and _OWN_HOST.fullmatch(host[0]) is not None
        and not any(name in _PROXIES or name.startswith(_PROXY_FAMILIES) for name in request.headers)
    )


def _is_own(url: str) -> bool:
    return _is_loopback(urlsplit(url).hostname or "")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
