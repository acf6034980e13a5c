"""The few pages that people see in a browser while an App is registered and installed. Plain, but they work."""

from collections.abc import Awaitable, Callable
from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.sandbox.manifests import Refused, read_manifest
from bot.sandbox.refusals import Refusal
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.scenario import FULL_PERMISSIONS
from bot.sandbox.world import places
from bot.sandbox.world.records import Bot, Installation, Organization, User

_FOUND = 302


class WebPages:
    """The pages."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def routes(self) -> list[Route]:
        """Where they are found."""
        table: list[tuple[str, str, Callable[[Request], Awaitable[Response]]]] = [
            ("POST", "/settings/apps/new", self.new_app),
            ("POST", "/organizations/{org}/settings/apps/new", self.new_app),
            ("POST", "/settings/apps", self.create_app),
            ("POST", "/organizations/{org}/settings/apps", self.create_app),
            ("GET", "/apps/{slug}/installations/new", self.where),
            ("POST", "/apps/{slug}/installations", self.install),
        ]
        return [Route(path, handler, methods=[method]) for method, path, handler in table]

    async def new_app(self, request: Request) -> Response:
        """What the manifest asks for; nothing is made yet."""
        form = await _form(request)
        try:
            manifest = read_manifest(form.get("manifest", ""))
            self._owner(request)
        except (Refused, Refusal) as refused:
            return page("Invalid GitHub App configuration", f"<p>{escape(str(refused))}</p>", 422)
        asked = "".join(
            f"<li>{escape(name)}: {escape(level)}</li>" for name, level in manifest.default_permissions.items()
        )
        hidden = {"manifest": form["manifest"], "state": request.query_params.get("state", "")}
        fields = "".join(f'<input type="hidden" name="{name}" value="{escape(text)}">' for name, text in hidden.items())
        name = f'<label>Name <input name="name" value="{escape(manifest.name)}"></label>'
        to = request.url.path.removesuffix("/new")
        button = f"<button>Create GitHub App for {escape(self._owner(request) or 'me')}</button>"
        return page(
            "Register a GitHub App",
            f'<ul>{asked}</ul><form method="post" action="{escape(to)}">{fields}{name}{button}</form>',
        )

    async def create_app(self, request: Request) -> Response:
        """Make the App, and lead the browser back with a code."""
        form = await _form(request)
        try:
            manifest = read_manifest(form.get("manifest", ""), form.get("name", ""))
            code = self._sandbox.registry.add(manifest, self._owner(request))
        except (Refused, Refusal) as refused:
            return page("Invalid GitHub App configuration", f"<p>{escape(str(refused))}</p>", 422)
        return _to(manifest.redirect_url, {"code": code, "state": form.get("state", "")})

    async def where(self, request: Request) -> Response:
        """Choose the account."""
        world = self._sandbox.world
        held = {each.account for each in world.every(Installation)}
        accounts = [each for kind in (Organization, User) for each in world.every(kind) if each.repositories]
        free = "".join(f"<option>{escape(each.login)}</option>" for each in accounts if each.id not in held)
        if request.path_params["slug"] != self._sandbox.app.slug:
            return page("There is no such App", "", 404)
        choice = f'<label>Account <select name="account">{free}</select></label><button>Install</button>'
        to = escape(request.url.path.removesuffix("/new"))
        return page("Install the App", f'<form method="post" action="{to}">{choice}</form>')

    async def install(self, request: Request) -> Response:
        """Install the App on all repositories of the account, and lead the browser back."""
        form, sandbox = await _form(request), self._sandbox
        account = sandbox.world.account(form.get("account", ""))
        if account is None or isinstance(account, Bot):
            return page("There is no such account", "", 404)
        with sandbox.changing(sandbox.bot()) as change:
            change.actor = account
            try:
                asked = sandbox.manifest.default_permissions if sandbox.manifest else FULL_PERMISSIONS
                made = places.install(change, account, dict(asked))
            except Refusal as refused:
                return page(str(refused), "", 422)
        back = sandbox.manifest.setup_url if sandbox.manifest else ""
        return _to(back, {"installation_id": str(made.id), "setup_action": "install"})

    def _owner(self, request: Request) -> str:
        """The organisation in the address.

        Raises:
            Refusal: there is none of this name.
        """
        org = str(request.path_params.get("org", ""))
        if org and not isinstance(self._sandbox.world.account(org), Organization):
            raise Refusal(f"There is no organization {org}.")
        return org


async def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))


def _to(url: str, told: dict[str, str]) -> Response:
    """Somewhere else, with something to tell; a page of its own where there is nowhere to go."""
    if not url:
        return page("Done", "")
    return RedirectResponse(f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(told)}", _FOUND)


def page(title: str, content: str, status: int = 200) -> Response:
    """A page; the content is HTML already."""
    text = f'<!doctype html><html lang="en"><title>{escape(title)}</title><h1>{escape(title)}</h1>{content}</html>'
    return HTMLResponse(text, status)
