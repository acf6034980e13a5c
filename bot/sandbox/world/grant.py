"""What an installation token may do."""

from dataclasses import dataclass

from bot.sandbox.refusals import Forbidden, NotFound
from bot.sandbox.world.records import Number, Repository

_RANK = {"none": 0, "read": 1, "write": 2, "admin": 3}


@dataclass(frozen=True, slots=True)
class Grant:
    """The permissions of one token.

    Attributes:
        repositories: The repositories that it covers; None for all of the account's.
    """

    installation: Number
    account: Number
    permissions: dict[str, str]
    repositories: tuple[Number, ...] | None

    def covers(self, repo: Repository) -> bool:
        """Whether the repository is one of the installation's."""
        if repo.owner != self.account:
            return False
        return self.repositories is None or repo.id in self.repositories

    def has(self, level: str, *names: str) -> bool:
        """Whether one of these permissions reaches the level."""
        return any(_RANK[self.permissions.get(name, "none")] >= _RANK[level] for name in names)

    def require(self, level: str, *names: str) -> None:
        """Refuse what no permission allows, and say which would."""
        if not self.has(level, *names):
            raise Forbidden("; ".join(f"{name}={level}" for name in names))

    def require_on(self, repo: Repository, level: str, *names: str) -> None:
        """The same, for something in a repository."""
        if not self.covers(repo):
            if repo.private:
                raise NotFound("Not Found")
            if level != "read":
                raise Forbidden("; ".join(f"{name}={level}" for name in names))
            return
        self.require(level, *names)

    def sees(self, repo: Repository) -> bool:
        """Whether the token may know that the repository exists."""
        return not repo.private or self.covers(repo)
