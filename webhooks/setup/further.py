"""The further steps, once there is an App: install it, see what is wrong, begin with rules in a repository."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.doctor.symptoms import healthy
from bot.errors import GitHubError, Gone, NotInstalled, SettingsError
from bot.github.addresses import new_file_at
from bot.setup.founding import Founder
from bot.setup.importing import chosen
from bot.setup.opening import Ground
from bot.setup.starting import LANGUAGES, OFFERS, Beginning, Choices, beginning
from rules.diagnostics import RuleFileError
from webhooks.pages.desk import Desk, Handler
from webhooks.pages.one_repository import repo_in
from webhooks.setup.hall import MOST_BYTES, PATH, Hall
from webhooks.visitors.gate import WRITERS, Roles
from webhooks.visitors.known import NAME
from webhooks.visitors.visitor import Turned, unknown

_SEE_OTHER = 303
_LOOKS_AGAIN_S = 10
_BEGIN = f"{PATH}/begin/{{owner}}/{{repo}}"


@dataclass(frozen=True, slots=True)
class FurtherSteps:
    """The pages: for whoever gave the code, for whoever sits at the machine, and for those who may write there."""

    desk: Desk
    hall: Hall
    founder: Founder
    roles: Roles

    @property
    def routes(self) -> list[Route]:
        """Where they are found."""
        table: list[tuple[str, Handler, str]] = [
            (PATH, self.overview, "GET"),
            (f"{PATH}/code", self.enter, "POST"),
            (f"{PATH}/back", self.lead_on, "GET"),
            (f"{PATH}/end", self.end, "POST"),
            (f"{PATH}/doctor", self.doctor, "GET"),
            (f"{PATH}/begin", self.find, "GET"),
            (_BEGIN, self.questions, "GET"),
            (_BEGIN, self.preview, "POST"),
            (f"{_BEGIN}/pull", self.open_pull, "POST"),
        ]
        return [
            Route(path, self.desk.guarded(self._told(handler)), methods=[method]) for path, handler, method in table
        ]

    async def overview(self, request: Request) -> Response:
        """Where the App is installed, and what comes next; or the code, for whom nobody knows."""
        if self.hall.is_open and not self.hall.inside(request) and self.desk.gate.visitor(request) is None:
            return self._page(request, "setup/code.html", wrong=False)
        if not await self._runs_it(request):
            return self._page(request, "setup/guest.html", is_open=self.hall.is_open)
        standing = await self.founder.standing()
        page = self._page(request, "setup/standing.html", standing=standing, begun=self.hall.inside(request))
        if not standing.repositories:
            page.headers["Refresh"] = f"{_LOOKS_AGAIN_S}; url={PATH}"
        return page

    async def enter(self, request: Request) -> Response:
        """Whoever gives the code is let in."""
        response = RedirectResponse(PATH, _SEE_OTHER)
        if await self.hall.enter(request, response):
            return response
        return self._page(request, "setup/code.html", 403, wrong=True)

    async def lead_on(self, _request: Request) -> Response:
        """The App is there already: a code that comes now is good for nothing."""
        return RedirectResponse(PATH, _SEE_OTHER)

    async def end(self, request: Request) -> Response:
        """The set-up is done."""
        await self._form(request)
        response = RedirectResponse("/", _SEE_OTHER)
        self.hall.leave(response)
        return response

    async def doctor(self, request: Request) -> Response:
        """What is wrong with the App and where it is installed."""
        if not await self._runs_it(request):
            raise unknown()
        found = await self.founder.symptoms()
        return self._page(request, "setup/doctor.html", symptoms=found, healthy=healthy(found))

    async def find(self, request: Request) -> Response:
        """The repository that somebody named."""
        repo = request.query_params.get("repo", "").strip()
        if not NAME.fullmatch(repo):
            raise Turned(404, "That is no repository", "Write it as OWNER/NAME.", ("Back", PATH))
        return RedirectResponse(f"{PATH}/begin/{repo}", _SEE_OTHER)

    async def questions(self, request: Request) -> Response:
        """What the first rules shall do."""
        ground = await self._ground(request)
        given: dict[str, Any] = {"offers": OFFERS, "languages": LANGUAGES, "ground": ground}
        return self._page(request, "setup/begin.html", web=self.founder.web, **given)

    async def preview(self, request: Request) -> Response:
        """The file that the answers make."""
        ground, form = await self._ground(request), await self._form(request)
        begun = _begun(ground, form)
        repo, base = ground.item.repo, ground.there.base or "main"
        by_hand = new_file_at(self.founder.web, repo, base, begun.text)
        return self._page(
            request, "setup/preview.html", ground=ground, begun=begun, form=_answers(form), by_hand=by_hand
        )

    async def open_pull(self, request: Request) -> Response:
        """The pull request."""
        ground, form = await self._ground(request), await self._form(request)
        if not ground.may_open or ground.has_rules:
            raise Turned(409, "Not here", "The repository has rules by now, or the App may not open a pull request.")
        language = form.get("language", "en")
        number = await self.founder.open_pull(
            ground, _begun(ground, form).text, language if language in LANGUAGES else "en"
        )
        web = f"{self.founder.web}/{ground.item.repo}"
        link = f"{web}/pull/{number}" if number else f"{web}/pulls"
        begun = self.hall.inside(request)
        return self._page(request, "setup/opened.html", ground=ground, link=link, number=number, begun=begun)

    async def _runs_it(self, request: Request) -> bool:
        """Whether it is whoever runs the program; somebody else who has signed in is a guest.

        Raises:
            Turned: nobody knows who it is.
        """
        return self.hall.inside(request) or (await self.desk.gate.admit(request)).local

    async def _ground(self, request: Request) -> Ground:
        """What is in the repository of the address.

        Raises:
            Turned: there is none, or this one may not know of it.
        """
        repo = repo_in(request)
        master = await self._runs_it(request)
        if not NAME.fullmatch(repo):
            raise unknown()
        try:
            if not master:
                await self._see_that_they_write(request, repo)
            return await self.founder.ground(repo)
        except (NotInstalled, Gone) as error:
            if master:
                raise Turned(404, "The App does not see it", f"{error}.", ("Back", PATH)) from None
            raise unknown() from None

    async def _see_that_they_write(self, request: Request, repo: str) -> None:
        """Before anything of the repository is read: strangers shall not spend the App's requests.

        Raises:
            Turned: they may not write there, or GitHub does not say.
        """
        visitor = await self.desk.gate.admit(request)
        try:
            role = await self.roles.role(await self.founder.item(repo), visitor.login or "")
        except GitHubError:
            raise unknown() from None
        if role not in WRITERS:
            raise unknown()

    async def _form(self, request: Request) -> Mapping[str, str]:
        if self.hall.inside(request):
            return await self.hall.form(request)
        await self.desk.gate.admit(request)
        return await self.desk.gate.form(request, MOST_BYTES)

    def _page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        stamp = self.hall.stamp(request) if self.hall.inside(request) else self.desk.gate.token(request)
        sheet = self.desk.sheet(request, template, stamp=stamp, **values)
        return HTMLResponse(sheet.body, status)

    def _told(self, handler: Handler) -> Handler:
        """A handler that says what GitHub would not do."""

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except GitHubError as error:
                raise Turned(503, "GitHub did not do it", f"{error}.", ("Try again", PATH)) from None
            except SettingsError as error:
                raise Turned(503, "This cannot be kept here", f"{error}.", ("Try again", PATH)) from None

        return answer


def _begun(ground: Ground, form: Mapping[str, str]) -> Beginning:
    """The file that a form asks for.

    Raises:
        Turned: what other programs' files make is too large for one rule file.
    """
    others = chosen(ground.others, [path for path in (one.path for one in ground.others) if form.get(f"take {path}")])
    presets = [name for name in OFFERS if form.get(f"preset {name}")]
    observe = form.get("observe") == "yes"
    choices = Choices(form.get("purpose", ""), form.get("language", "en"), presets, observe, others)
    try:
        return beginning(ground.item.repo, choices)
    except RuleFileError as error:
        raise Turned(422, "These files make too much", f"{error.diagnostics[0].message}.", ("Back", PATH)) from None


def _answers(form: Mapping[str, str]) -> dict[str, str]:
    """The answers, to be sent again by the button that opens the pull request."""
    return {key: value for key, value in form.items() if value}
