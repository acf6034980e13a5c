"""The gate: who asks, and whether they may see what they ask for.

Published pages of public repositories are for everybody. All else is for whoever may write to the repository, which
GitHub is asked, and for the one who sits at the machine of a bot that is set up for nobody else. An address of which
somebody may not know answers like one that is not there.
"""

import hmac
from collections.abc import Collection, Mapping
from functools import partial
from typing import Literal, Protocol

from starlette.requests import Request

from bot.clock import Clock
from bot.errors import GitHubError, Gone, NotInstalled
from bot.item import RepoRef
from bot.settings import Settings
from bot.store.executor import StoreExecutor
from webhooks.visitors import known
from webhooks.visitors.forms import check_origin, read_form
from webhooks.visitors.known import Known
from webhooks.visitors.nearness import is_near
from webhooks.visitors.seal import Seal
from webhooks.visitors.sessions import Sessions
from webhooks.visitors.visitor import Turned, Visitor, old_form, unknown
from webhooks.visitors.way_in import how_to_sign_in

Page = Literal["board", "activity", "people"]
"""What can be published."""

LOCAL = Visitor(None, local=True)
WRITERS = frozenset({"admin", "maintain", "write"})
"""The roles of those who may write to a repository."""
_NOTHING, _ADMIN = "none", "admin"


class Roles(Protocol):
    """What GitHub lets people do."""

    async def role(self, repo: RepoRef, login: str, /) -> str:
        """Somebody's role in a repository: `admin`, `maintain`, `write`, `triage`, `read` or `none`.

        Raises:
            GitHubError: GitHub did not say.
        """
        ...


class Gate:
    """Says who may pass."""

    def __init__(self, settings: Settings, store: StoreExecutor, clock: Clock, roles: Roles) -> None:
        secret = settings.session_secret.get_secret_value() if settings.session_secret else None
        self.seal = Seal(secret, clock)
        self.sessions = Sessions(self.seal, secure=(settings.url or "").startswith("https:"))
        self._settings, self._store, self._roles = settings, store, roles

    def visitor(self, request: Request) -> Visitor | None:
        """Who asks; None where that is not known. GitHub is not asked."""
        if is_near(request, self._settings):
            return LOCAL
        session = self.sessions.read(request)
        return Visitor(session.login, local=False) if session else None

    async def admit(self, request: Request, repo: str | None = None) -> Visitor:
        """Let in whoever may write to a repository; where none is named, whoever has signed in.

        Raises:
            Turned: nobody has signed in, or this one may not know whether the repository exists.
            StoreUnavailable: the database does not answer.
        """
        visitor = self.visitor(request)
        if visitor is None:
            raise how_to_sign_in(request, self._settings)
        if repo is None or await self._writes(visitor, await self.known(repo)):
            return visitor
        raise unknown()

    async def may_see(self, request: Request, repo: str, page: Page) -> Visitor | None:
        """Let in whoever may see a page that can be published.

        Returns:
            The visitor where it is one who may write to the repository and so may see all of it; None for everybody.

        Raises:
            Turned: the page is not published, nor may this one write there.
            StoreUnavailable: the database does not answer.
        """
        if page not in self._settings.public:
            return await self.admit(request, repo)
        found, visitor = await self.known(repo), self.visitor(request)
        open_to_all = found is not None and not found.private
        try:
            if visitor and await self._writes(visitor, found):
                return visitor
        except Turned:
            if not open_to_all:
                raise
        if not open_to_all:
            raise unknown()
        return None

    async def writable(self, visitor: Visitor, repos: Collection[int]) -> frozenset[int]:
        """Of these repositories, by number, those to which a visitor may write; GitHub may be asked about each.

        Raises:
            Turned: GitHub does not answer.
            StoreUnavailable: the database does not answer.
        """
        if visitor.local:
            return frozenset(repos)
        there = await self._store.read(partial(known.numbered, repos=repos))
        return frozenset([one.ref.repo_id for one in there if await self._writes(visitor, one)])

    async def role(self, visitor: Visitor, repo: str) -> str:
        """A visitor's role in a repository, in GitHub's words: `admin`, `maintain`, `write`, …, `none`.

        Raises:
            Turned: GitHub does not answer.
            StoreUnavailable: the database does not answer.
        """
        found = await self.known(repo)
        return await self._role(visitor, found) if found and visitor.login else _NOTHING

    async def administers(self, visitor: Visitor, place: RepoRef) -> bool:
        """Whether a visitor administers a repository, be it that the bot has heard nothing of it; GitHub is asked.

        Raises:
            Turned: GitHub does not answer.
        """
        return await self._role(visitor, Known(place, private=True)) == _ADMIN

    def token(self, request: Request) -> str:
        """What each form of this visitor must carry in its hidden field `token`; empty for whoever is not known."""
        if is_near(request, self._settings):
            return self.seal.token("local")
        session = self.sessions.read(request)
        return self.seal.token(f"session {session.id}") if session else ""

    async def form(self, request: Request, most: int) -> Mapping[str, str]:
        """What a form sends; call it after `admit`.

        Raises:
            Turned: it is larger than `most` bytes, no form, or not one that was made for this visitor.
        """
        check_origin(request, self._settings.url)
        fields = await read_form(request, most)
        expected = self.token(request)
        if not expected or not hmac.compare_digest(fields.pop("token", "").encode(), expected.encode()):
            raise old_form()
        return fields

    async def known(self, repo: str) -> Known | None:
        """A repository by its name, whoever may see it; None where there is none."""
        return await self._store.read(partial(known.named, repo=repo))

    async def _writes(self, visitor: Visitor, found: Known | None) -> bool:
        return found is not None and (visitor.local or await self._role(visitor, found) in WRITERS)

    async def _role(self, visitor: Visitor, found: Known) -> str:
        try:
            return await self._roles.role(found.ref, visitor.login or "")
        except (Gone, NotInstalled):
            return _NOTHING
        except GitHubError:
            raise Turned(
                503,
                "GitHub does not answer just now",
                "Whether you may see this only GitHub can say. Try again in a moment.",
                ("Try again", ""),
            ) from None
