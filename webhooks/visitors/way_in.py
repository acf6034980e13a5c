"""What somebody is told who would have to sign in first. Pure."""

from urllib.parse import quote

from starlette.requests import Request

from bot.settings import Settings
from webhooks.visitors.visitor import Turned

PATH = "/sign-in"


def missing(settings: Settings) -> list[str]:
    """The settings without which nobody can sign in."""
    needed = {
        "FINGERPOST_URL": settings.url,
        "GITHUB_CLIENT_ID": settings.client_id,
        "GITHUB_CLIENT_SECRET": settings.client_secret,
        "FINGERPOST_SESSION_SECRET": settings.session_secret,
    }
    return [name for name, value in needed.items() if not value]


def how_to_sign_in(request: Request, settings: Settings) -> Turned:
    """The way in, or what whoever runs the bot has to set so that there is one."""
    if absent := missing(settings):
        return Turned(
            403,
            "Nobody can sign in here yet",
            "This page is for those who may write to the repository. So that they can sign in with GitHub, whoever "
            f"runs the bot sets {', '.join(absent)}.",
        )
    return Turned(
        401,
        "Sign in to see this",
        "This page is for those who may write to the repository. GitHub says who you are and where you may write; "
        "nothing else is asked of it.",
        ("Sign in with GitHub", way_in(request, settings)),
    )


def way_in(request: Request, settings: Settings) -> str:
    """Where somebody signs in who then comes back to the page that was asked for; empty where nobody can."""
    if missing(settings):
        return ""
    to = request.url.path if request.method in {"GET", "HEAD"} else "/"
    return f"{PATH}?to={quote(to, safe='/')}"
