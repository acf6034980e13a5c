"""The first steps, while there is no App yet: the code, whose App it will be, and back from GitHub with it."""

import secrets
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Event
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.errors import GitHubError, Gone, Retryable, SettingsError
from bot.github.addresses import new_app_at, web_of
from bot.github.registering import Credentials, credentials_for
from bot.settings import Settings
from bot.setup.asked import Answers, answers
from bot.setup.keeping import keep, lines
from bot.setup.manifest import asked_for, manifest_of, optional_permissions
from bot.setup.progress import Notebook, Pending
from webhooks.pages.assets import Assets
from webhooks.pages.desk import Handler
from webhooks.pages.paper import Paper
from webhooks.pages.refusing import refused
from webhooks.setup.hall import PATH, Hall, here
from webhooks.visitors.visitor import Turned

_SEE_OTHER, _UNPROCESSABLE = 303, 422
_STARTS_IN_S = 2
_NOTHING_YET = Turned(
    404,
    "There is nothing here yet",
    "No GitHub App is registered yet: until one is, this program shows nothing but its set-up.",
    ("Set it up", PATH),
)
_FORM_ACTION = "default-src 'self'; base-uri 'none'; form-action 'self' {web}; frame-ancestors 'none'"
_FRAME: dict[str, Any] = {
    "navigation": (),
    "around": (),
    "here": PATH,
    "repo": None,
    "visitor": None,
    "token": "",
    "way_in": "",
}


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """The pages.

    Attributes:
        kept: set when there is an App; the program goes on with it then.
        tls: for requests to GitHub; None for the machine's own certificates.
    """

    settings: Settings
    hall: Hall
    notebook: Notebook
    clock: Clock
    assets: Assets
    paper: Paper
    kept: Event
    tls: ssl.SSLContext | None = None

    @property
    def routes(self) -> list[Route]:
        """Where they are found."""
        return [
            Route("/", self.lead_on, methods=["GET"]),
            Route(PATH, self._guarded(self.questions), methods=["GET"]),
            Route(f"{PATH}/code", self._guarded(self.enter), methods=["POST"]),
            Route(f"{PATH}/app", self._guarded(self.register), methods=["POST"]),
            Route(f"{PATH}/back", self._guarded(self.back), methods=["GET"]),
            Route("/webhooks/github", self.not_yet, methods=["POST"]),
            Route("/readyz", self.not_yet, methods=["GET"]),
            Route("/healthz", self.alive, methods=["GET"]),
            self.assets.route,
        ]

    async def lead_on(self, _request: Request) -> Response:
        """There is nothing else to see."""
        return RedirectResponse(PATH, _SEE_OTHER)

    async def alive(self, _request: Request) -> Response:
        """The process lives."""
        return JSONResponse({"message": "alive"})

    async def not_yet(self, _request: Request) -> Response:
        """Nothing can be done before there is an App."""
        return JSONResponse({"message": "not ready: no GitHub App is registered yet"}, 503)

    async def refuse(self, request: Request, error: Exception) -> Response:
        """What the framework refuses: a page that leads to the set-up for browsers, JSON for programs."""
        return await refused(request, error, self._notice, _NOTHING_YET)

    async def questions(self, request: Request) -> Response:
        """The code, then whose App it will be; at the very end, that the bot begins its work."""
        if self.kept.is_set():
            page = self._page("setup/starting.html", 503)
            page.headers["Refresh"] = f"{_STARTS_IN_S}; url={PATH}"
            return page
        if not self.hall.inside(request):
            return self._page("setup/code.html", wrong=False)
        address = f"{request.url.scheme}://{request.headers.get('host', '')}"
        return self._asked(request, Answers(url=self.settings.url or address, api_url=self.settings.api_url))

    async def enter(self, request: Request) -> Response:
        """Whoever gives the code is let in."""
        response = RedirectResponse(PATH, _SEE_OTHER)
        if await self.hall.enter(request, response):
            return response
        return self._page("setup/code.html", 403, wrong=True)

    async def register(self, request: Request) -> Response:
        """Show what GitHub will be asked for, and the button that leads there."""
        self._admit(request)
        given = answers(await self.hall.form(request), f"Fingerpost {secrets.token_hex(3)}")
        if given.problems:
            return self._asked(request, given, _UNPROCESSABLE)
        state, since = secrets.token_urlsafe(24), self.clock.now().isoformat()
        self.notebook.expect(Pending(state, since, given.api_url, given.url, given.keeps))
        web = web_of(given.api_url)
        plan = given.plan(here(request, given.url))
        response = self._page(
            "setup/register.html",
            plan=plan,
            to=new_app_at(web, plan.organization, state),
            manifest=manifest_of(plan),
            permissions=asked_for(plan.optional),
        )
        response.headers["Content-Security-Policy"] = _FORM_ACTION.format(web=web)
        return response

    async def back(self, request: Request) -> Response:
        """GitHub leads the browser back with a code for the App's credentials."""
        self._admit(request)
        pending = self.notebook.read().pending
        if pending is None or not pending.is_answered_by(request.query_params.get("state", ""), self.clock.now()):
            raise _astray("This does not belong to the App that you were about to register, or it took over an hour.")
        try:
            found = await credentials_for(pending.api_url, request.query_params.get("code", ""), self.tls)
        except Retryable as error:
            raise Turned(503, "GitHub does not answer", f"{error}. Try again.", ("Try again", "")) from None
        except (Gone, GitHubError) as error:
            self.notebook.expect(None)
            raise _astray(f"{error}.") from None
        settings = settings_of(found, pending)
        self.notebook.expect(None)
        return self._given(found, settings, keeps=pending.keeps)

    def _given(self, found: Credentials, settings: Mapping[str, str], *, keeps: bool) -> Response:
        """Keep the credentials, or show them: GitHub never tells them again."""
        problem = ""
        if keeps:
            try:
                path = keep(self.settings.home, settings)
            except SettingsError as error:
                problem = str(error)
            else:
                self.kept.set()
                return self._page("setup/kept.html", app=found.name, path=path)
        return self._page("setup/lines.html", app=found.name, lines=lines(settings), problem=problem)

    def _asked(self, request: Request, given: Answers, status: int = 200) -> Response:
        home, stamp = self.settings.home, self.hall.stamp(request)
        return self._page(
            "setup/app.html", status, given=given, home=home, stamp=stamp, optional=optional_permissions()
        )

    def _admit(self, request: Request) -> None:
        if not self.hall.inside(request):
            told = "Give the code that stands on the terminal where Fingerpost was started."
            raise Turned(401, "Who are you?", told, ("Give the code", PATH))

    def _page(self, template: str, status: int = 200, **values: Any) -> Response:
        return HTMLResponse(self.paper.sheet(template, **_FRAME, **values).body, status)

    def _notice(self, _request: Request, turned: Turned) -> Response:
        return self._page("notice.html", turned.status, title=turned.title, says=turned.says, link=turned.link)

    def _guarded(self, handler: Handler) -> Handler:
        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except Turned as turned:
                return self._notice(request, turned)
            except SettingsError as error:
                return self._notice(request, Turned(500, "This cannot be kept here", f"{error}.", ("Back", PATH)))

        return answer


def settings_of(found: Credentials, pending: Pending) -> dict[str, str]:
    """The settings that a new App needs; what GitHub does not say is made up."""
    return {
        "GITHUB_APP_ID": str(found.id),
        "GITHUB_PRIVATE_KEY": found.pem,
        "GITHUB_WEBHOOK_SECRET": found.webhook_secret or secrets.token_hex(20),
        "GITHUB_CLIENT_ID": found.client_id,
        "GITHUB_CLIENT_SECRET": found.client_secret,
        "GITHUB_API_URL": pending.api_url,
        "FINGERPOST_URL": pending.url,
        "FINGERPOST_SESSION_SECRET": secrets.token_urlsafe(36),
    }


def _astray(why: str) -> Turned:
    return Turned(400, "This leads nowhere", f"{why} Nothing was kept: begin again.", ("Begin again", PATH))
