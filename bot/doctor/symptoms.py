"""What is wrong, where, and what to do about it. Pure."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from bot.doctor.automation import workflows_in_the_way
from bot.doctor.deliveries import of_webhook
from bot.doctor.registration import PERMISSIONS, Permission, events_for
from bot.doctor.rivals import rivals_of
from bot.doctor.symptom import Severity, Symptom
from bot.doctor.vitals import Account, Patient, Vitals
from bot.errors import FingerpostError, Gone, NotInstalled, PermissionMissing, RateLimited, Retryable

CLOCKS_APART = timedelta(seconds=30)
LITTLE_ROOM = 500_000_000
_SEVERITIES = ("error", "warning", "note")
_LEVELS = {"read": "Read-only", "write": "Read and write"}


def symptoms(vitals: Vitals) -> list[Symptom]:
    """Everything that is wrong, the worst first."""
    found = [
        *_app(vitals),
        *of_webhook(vitals),
        *_machine(vitals),
        *(one for account in vitals.accounts for one in _account(account, vitals)),
        *(one for patient in vitals.patients for one in _patient(patient, vitals)),
    ]
    return sorted(found, key=lambda one: _SEVERITIES.index(one.severity))


def stopped(error: FingerpostError) -> Symptom:
    """What kept the doctor from looking at all."""
    place = "store" if type(error).__module__.startswith("bot.store") else "GitHub"
    return Symptom("error", place, str(error).rstrip("."), _advice(error))


def _advice(error: FingerpostError) -> str:
    """What to do where something could not be looked at."""
    if isinstance(error, RateLimited):
        return "ask again after that"
    if isinstance(error, NotInstalled | Gone):
        return "on GitHub, install the App there, or add the repository to those that it sees"
    if isinstance(error, PermissionMissing):
        return "give the App the permission on its settings page, and accept it where the App is installed"
    if isinstance(error, Retryable):
        return "see that this machine reaches GitHub and that the settings named are right; then ask again"
    return "mend this first, and ask again: nothing else was looked at"


def _app(vitals: Vitals) -> Iterator[Symptom]:
    page = f"{vitals.settings} under Permissions & events"
    for wanted in PERMISSIONS:
        if not _enough(vitals.permissions.get(wanted.key), wanted.level):
            severity: Severity = "note" if wanted.optional else "error"
            says = f"it does not ask for {wanted.title}: {wanted.level} ({wanted.why})"
            fix = f"set {wanted.title} to “{_LEVELS[wanted.level]}” in {page}; then accept it where it is installed"
            yield Symptom(severity, "App", says, fix)
    if missing := [event for event in events_for(vitals.permissions) if event not in vitals.events]:
        says = f"it does not subscribe to {', '.join(missing)}, so that the bot does not hear of these"
        yield Symptom("warning", "App", says, f"tick them in {page}, Subscribe to events")
    if not vitals.accounts:
        yield Symptom("error", "App", "it is installed nowhere", f"install it: {vitals.install}")


def _enough(given: str | None, wanted: str) -> bool:
    return given in {"write", "admin"} or given == wanted


def _machine(vitals: Vitals) -> Iterator[Symptom]:
    if abs(vitals.ahead) > CLOCKS_APART:
        behind = vitals.ahead > timedelta()
        apart = f"{_span(abs(vitals.ahead))} {'behind' if behind else 'ahead of'} GitHub's"
        says = f"its clock is {apart}: schedules, deadlines and ages come {'late' if behind else 'early'} by that"
        yield Symptom("warning", "machine", says, "switch its time service on, such as `timedatectl set-ntp true`")
    if vitals.broken:
        fix = (
            "see that the server is there and takes writes, and that the user of DATABASE_URL may write"
            if "://" in vitals.store
            else "see that the disk has room, and that the user who runs the bot may write the file and its folder"
        )
        yield Symptom("error", vitals.store, f"the store cannot be written: {vitals.broken}", fix)
    elif vitals.room is not None and vitals.room < LITTLE_ROOM:
        says = f"only {vitals.room / 1e6:,.0f} MB are free"
        yield Symptom("warning", vitals.store, says, "make room: on a full disk the bot takes nothing in")


def _span(apart: timedelta) -> str:
    """A length of time in words."""
    seconds = round(apart.total_seconds())
    for unit, name in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * unit:
            return f"{round(seconds / unit)} {name}"
    return f"{seconds} seconds"


def _account(account: Account, vitals: Vitals) -> Iterator[Symptom]:
    page = account.page or "the account's settings, GitHub Apps"
    if account.suspended:
        yield Symptom("error", account.login, "the App is suspended there", f"an owner lifts that on {page}")
        return
    for wanted in PERMISSIONS:
        if not wanted.optional and _is_refused(wanted, account, vitals):
            says = f"{wanted.title}: {wanted.level} is not given ({wanted.why})"
            yield Symptom("error", account.login, says, f"an owner accepts the App's new permissions on {page}")


def _is_refused(wanted: Permission, account: Account, vitals: Vitals) -> bool:
    """Whether the App asks for something that was not given; what it does not ask for nobody could give."""
    asks = _enough(vitals.permissions.get(wanted.key), wanted.level)
    return asks and not _enough(account.permissions.get(wanted.key), wanted.level)


def _patient(patient: Patient, vitals: Vitals) -> Iterator[Symptom]:
    if patient.unseen is not None:
        says = f"it could not be looked at: {patient.unseen}"
        yield Symptom("error", patient.repo, says, _advice(patient.unseen))
        return
    if not patient.has_file:
        wizard = f", or begin at {vitals.url}/setup/begin/{patient.repo}" if vitals.url else ""
        fix = f"commit .github/pathways.yml to its default branch{wizard}; `docs/presets.md` has rules to begin with"
        yield Symptom("note", patient.repo, "it has no rules, so that the bot stays silent there", fix)
    for each in patient.findings:
        if each.severity != "note":
            place = f"{patient.repo} {each.base or '.github/pathways.yml'}:{each.line}:{each.column}"
            yield Symptom("error" if each.severity == "error" else "warning", place, each.message, each.help)
    yield from _others(patient)


def _others(patient: Patient) -> Iterator[Symptom]:
    """What else acts in the repository, and on its boards."""
    if patient.unread is not None:
        fix = "look yourself: the board's menu, Workflows; what is on there may move the same cards as the rules"
        yield Symptom("note", patient.repo, f"its boards' own workflows could not be read: {patient.unread}", fix)
    if patient.book is not None:
        own = workflows_in_the_way(patient.book, patient.repo, patient.boards)
        for rival in (*rivals_of(patient.book, patient.files, owners=patient.owners), *own):
            yield Symptom("warning", f"{patient.repo} {rival.place}".strip(), rival.does, rival.fix)


def healthy(found: list[Symptom]) -> bool:
    """Whether nothing needs anybody's hand."""
    return all(one.severity == "note" for one in found)


def documents(found: list[Symptom]) -> list[Mapping[str, Any]]:
    """Them as JSON."""
    return [one.document() for one in found]
