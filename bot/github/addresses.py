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


def installing_at(api_url: str, slug: str, page: str) -> str:
    """Where people choose the repositories that the App sees.

    Args:
        api_url: as for `web_of`.
        slug: the App's name in addresses.
        page: the App's own page, as GitHub tells it; one elsewhere is not believed.
    """
    web, folder = web_of(api_url), "github-apps" if api_url.endswith(_ENTERPRISE) else "apps"
    own = page if page.startswith(f"{web}/") else f"{web}/{folder}/{quote(slug, safe='')}"
    return f"{own}/installations/new"


def app_settings_at(web: str, slug: str, organization: str) -> str:
    """The App's settings, which its owner sees; of an organisation's App, or of a person's own."""
    owner = f"/organizations/{quote(organization, safe='')}" if organization else ""
    return f"{web}{owner}/settings/apps/{quote(slug, safe='')}"


def new_file_at(web: str, repo: str, branch: str, text: str) -> str:
    """Where a person creates the rule file by hand, filled in unless it is too long for an address."""
    start = f"{web}/{repo}/new/{quote(branch)}?"
    whole = start + urlencode({"filename": FILE, "value": text})
    return whole if len(whole) <= _LONGEST_LINK else start + urlencode({"filename": FILE})
