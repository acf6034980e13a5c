"""What is known of a change that the bot proposes: the file as it is, the bot's branch, the pull request."""

from dataclasses import dataclass

from rules.parts import Maybe


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """The newest pull request of the bot's own from that branch.

    Attributes:
        id: GitHub's node id.
        state: open, closed or merged.
        mark: what it says that it proposes; empty where somebody took that out of its text.
    """

    id: str
    number: int
    state: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A file that is to be changed on a branch of the bot's own.

    Attributes:
        repository: the node id of the repository in which it lies; empty where the App sees none.
        base: its default branch; empty where it has no commit yet.
        commit: the last commit there.
        text: the file there; empty where there is none, unknown where it is too long to be changed.
        head: the last commit of the bot's branch; empty where there is no such branch.
        head_text: the file there.
        pull: None where there is none.
        private: whether the repository is.
    """

    repository: str = ""
    base: str = ""
    commit: str = ""
    text: Maybe[str] = ""
    head: str = ""
    head_text: Maybe[str] = ""
    pull: Pull | None = None
    private: bool = False
