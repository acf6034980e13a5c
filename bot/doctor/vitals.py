"""What is known of the patient: the App, its webhook, its installations, this machine, and each repository."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.doctor.automation import Automation
from bot.errors import GitHubError
from rules.book import Rulebook
from rules.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where GitHub sends what happens, and how that went lately.

    Attributes:
        address: as GitHub has it; empty where none is set.
        secret: whether one is set there.
        deliveries: how many of its last deliveries were looked at; failed: how many of these nobody took in the end.
        deaf: whether the newest is one of these.
        why: what became of the newest that failed; code: what was answered, 0 where nothing was.
    """

    address: str = ""
    content_type: str = "json"
    insecure: bool = False
    secret: bool = True
    deliveries: int = 0
    failed: int = 0
    deaf: bool = False
    why: str = ""
    code: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """One account on which the App is installed.

    Attributes:
        permissions: what was given there; an owner has to accept new ones.
        page: where an owner does that.
    """

    login: str
    suspended: bool = False
    permissions: Mapping[str, str] = field(default_factory=dict)
    page: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """One repository.

    Attributes:
        book: its rules; None where it has none that can be used.
        has_file: whether there is a rule file at all.
        findings: what is to be said of the rule file, held against what GitHub has.
        files: texts of other bots' files, by path.
        owners: whether it has a CODEOWNERS file.
        boards: those on which its rules act, with their own workflows; unread: why these could not be read.
        unseen: why it could not be looked at; None where it could.
    """

    repo: str
    book: Rulebook | None = None
    has_file: bool = True
    findings: tuple[Diagnostic, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    owners: bool = False
    boards: tuple[Automation, ...] = ()
    unread: GitHubError | None = None
    unseen: GitHubError | None = None


@dataclass(frozen=True, slots=True)
class Vitals:
    """All of it.

    Attributes:
        url: the bot's own public address, by its settings; empty where none is given.
        api: where GitHub's API is; settings: the page of the App's settings; install: the page where it is installed.
        permissions: what the App asks for; events: what it subscribes to.
        ahead: by how much GitHub's clock is ahead of this machine's.
        store: where things are kept, in words; broken: why that cannot be written, empty where it can.
        room: free bytes where the store is; None where nobody can tell.
    """

    url: str = ""
    api: str = ""
    settings: str = "the App's settings"
    install: str = "its page, Install App"
    permissions: Mapping[str, str] = field(default_factory=dict)
    events: frozenset[str] = frozenset()
    webhook: Webhook = field(default_factory=Webhook)
    accounts: tuple[Account, ...] = ()
    ahead: timedelta = timedelta()
    store: str = ""
    broken: str = ""
    room: int | None = None
    patients: tuple[Patient, ...] = ()
