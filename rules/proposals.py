"""What is known of a change that the bot proposes: the file as it is, the bot's branch, the pull request."""

from dataclasses import dataclass, replace

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
        ref: the node id of the bot's branch; empty where there is none.
        head: the last commit there.
        head_text: the file there.
        pull: None where there is none.
        private: whether the repository is.
        stale: the branch, where what it held is over and done with, so that it begins anew.
    """

    repository: str = ""
    base: str = ""
    commit: str = ""
    text: Maybe[str] = ""
    ref: str = ""
    head: str = ""
    head_text: Maybe[str] = ""
    pull: Pull | None = None
    private: bool = False
    stale: str = ""

    @property
    def begun_anew(self) -> "Proposal":
        """The same, where what was proposed before is merged or closed and somebody asks again."""
        if self.pull is None or self.pull.state == "open":
            return self
        return replace(self, pull=None, ref="", head="", head_text="", stale=self.ref)
