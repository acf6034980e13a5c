"""What can go wrong while the bot works, as one tree.

FingerpostError
├── SettingsError            a setting is missing or malformed; the message names it and the fix
└── GitHubError              GitHub did not do what was asked
    ├── Retryable            worth another try later: 5xx, a connection that broke before it was used
    │   └── Ambiguous        the write may have happened: read again before it is repeated
    ├── RateLimited          the installation must wait until a stated moment
    ├── Outdated             its answer is older than what is known already: ask again a little later
    ├── NotYet               it would create more content than GitHub takes now; nothing was sent
    ├── BadToken             the token is not (or no longer) good: get a new one, once
    ├── PermissionMissing    the App lacks a permission; the message names it where GitHub says it
    ├── NotInstalled         the App is not installed there any more, or suspended
    └── Gone                 the item, repository or name does not exist (any more)
"""

from datetime import datetime


class FingerpostError(Exception):
    """Anything that this program itself reports to a person; its text is a whole sentence."""


class SettingsError(FingerpostError):
    """A setting is missing or malformed."""


class GitHubError(FingerpostError):
    """GitHub did not do what was asked, and trying again would not help."""


class Retryable(GitHubError):
    """GitHub could not answer now; the same request may be sent again."""


class Ambiguous(Retryable):
    """A write was sent and no clear answer came: it may have happened.

    Attributes:
        settled_at: from when on a read can be trusted to show the write, if it happened.
    """

    def __init__(self, message: str, settled_at: datetime) -> None:
        super().__init__(message)
        self.settled_at = settled_at


class RateLimited(GitHubError):
    """GitHub asks this installation to wait.

    Attributes:
        until: when requests may go on.
        commands_go_on: whether those go on that answer a person.
    """

    def __init__(self, message: str, until: datetime, *, commands_go_on: bool = False) -> None:
        super().__init__(message)
        self.until = until
        self.commands_go_on = commands_go_on


class Outdated(GitHubError):
    """GitHub answered, but from a copy that lags behind what it has told already; nothing was done.

    Attributes:
        until: when to ask again.
    """

    def __init__(self, message: str, until: datetime) -> None:
        super().__init__(message)
        self.until = until


class NotYet(GitHubError):
    """So much content was created lately that GitHub would take no more; nothing was sent.

    Attributes:
        until: when it may be created.
    """

    def __init__(self, message: str, until: datetime) -> None:
        super().__init__(message)
        self.until = until


class BadToken(GitHubError):
    """The token was refused (401)."""


class PermissionMissing(GitHubError):
    """The App may not do this (403 "Resource not accessible by integration")."""


class NotInstalled(GitHubError):
    """The App is not installed on that account any more, or suspended there.

    Attributes:
        suspended: whether it is only suspended, so that what is left undone may be done later.
    """

    def __init__(self, message: str, *, suspended: bool = False) -> None:
        super().__init__(message)
        self.suspended = suspended


class Gone(GitHubError):
    """What was asked for does not exist, or not for us (404)."""
