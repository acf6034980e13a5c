"""Where people find GitHub's pages, given where programs find its API. Pure."""

from urllib.parse import quote, urlencode, urlsplit

from rules.bases import FILE

_ENTERPRISE = "/api/v3"
_API = "api."
_LONGEST_LINK = 6_000
"""GitHub and browsers refuse addresses that are much longer."""


def web_of(api_url: str) -> str:
    """Where a browser looks: `https://github.com` for GitHub's own API, the server itself for an Enterprise Server.

    Args:
        api_url: the root of the REST API, without a slash at the end.
    """
    if api_url.endswith(_ENTERPRISE):
        return api_url.removesuffix(_ENTERPRISE)
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc.removeprefix(_API)}"


def new_app_at(web: str, organization: str, state: str) -> str:
    """Where an App is registered: for an organisation, or for whoever is signed in."""
    owner = f"/organizations/{quote(organization, safe='')}" if organization else ""
    return f"{web}{owner}/settings/apps/new?{urlencode({'state': state})}"


def new_file_at(web: str, repo: str, branch: str, text: str) -> str:
    """Where a person creates the rule file by hand, filled in unless it is too long for an address."""
    start = f"{web}/{repo}/new/{quote(branch)}?"
    whole = start + urlencode({"filename": FILE, "value": text})
    return whole if len(whole) <= _LONGEST_LINK else start + urlencode({"filename": FILE})
