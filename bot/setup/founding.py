"""What the set-up asks of GitHub once there is an App: what it is called, where it is installed, what is wrong."""

from dataclasses import dataclass

from bot import sweep
from bot.doctor.examining import examine
from bot.doctor.symptom import Symptom
from bot.doctor.symptoms import stopped, symptoms
from bot.errors import GitHubError
from bot.github.addresses import installing_at, web_of
from bot.github.app import installed, registered
from bot.hub import Hub
from bot.item import RepoRef
from bot.settings import Settings
from bot.setup.opening import Ground, ground_of, open_pull

MOST_REPOSITORIES = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """How far it is.

    Attributes:
        install: where people choose the repositories that the App sees.
        accounts: on which it is installed; repositories those that it sees, the first ones.
    """

    install: str
    accounts: tuple[str, ...]
    repositories: tuple[str, ...]


class Founder:
    """Asks, and opens the first pull request, for the pages of the set-up."""

    def __init__(self, hub: Hub, settings: Settings) -> None:
        """The set-up of a bot."""
        self._hub, self._settings = hub, settings

    @property
    def web(self) -> str:
        """Where GitHub's pages are."""
        return web_of(self._settings.api_url)

    async def standing(self) -> Standing:
        """How far it is.

        Raises:
            RateLimited, Retryable, GitHubError: GitHub could not be asked.
        """
        app = await registered(self._hub.tokens)
        install = installing_at(self._settings.api_url, app.slug, app.html_url)
        accounts = tuple(each.account.login for each in await installed(self._hub.tokens) if not each.suspended_at)
        return Standing(install, accounts, await self._repositories() if accounts else ())

    async def _repositories(self) -> tuple[str, ...]:
        found: list[str] = []
        async for place in sweep.places(self._hub, None):
            found.append(place.repo)
            if len(found) == MOST_REPOSITORIES:
                break
        return tuple(found)

    async def item(self, repo: str) -> RepoRef:
        """What stands for a repository that the App sees; it costs one point, where `ground` reads files.

        Raises:
            NotInstalled, Gone, Retryable, RateLimited, GitHubError: as for `Onlooker.place`.
        """
        return (await self._hub.place(repo)).item

    async def ground(self, repo: str) -> Ground:
        """What is in a repository.

        Raises:
            NotInstalled, Gone, Retryable, RateLimited, GitHubError: as for `ground_of`.
        """
        return await ground_of(self._hub, repo)

    async def open_pull(self, ground: Ground, text: str, language: str) -> int:
        """Open the pull request with a first rule file; gives its number.

        Raises:
            Retryable, RateLimited, NotInstalled, GitHubError: GitHub did not do it.
        """
        return await open_pull(self._hub, ground, text, language)

    async def symptoms(self) -> list[Symptom]:
        """What the doctor finds, be it that GitHub could not be asked."""
        try:
            return symptoms(await examine(self._settings, self._hub, None))
        except GitHubError as error:
            return [stopped(error)]
