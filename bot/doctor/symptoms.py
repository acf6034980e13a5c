"""What is wrong, where, and what to do about it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Literal

from bot.doctor.automation import workflows_in_the_way
from bot.doctor.registration import PERMISSIONS, WEBHOOK_PATH, events_for
from bot.doctor.rivals import rivals_of
from bot.doctor.vitals import Account, Patient, Vitals

Severity = Literal["error", "warning", "note"]
CLOCKS_APART = timedelta(seconds=30)
"""An App's proofs are good for minutes; a clock that differs by more will have them refused."""
LITTLE_ROOM = 500_000_000
_SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Symptom:
    """Something that is wrong, or may be.

    Attributes:
        place: the App, the webhook, an account, a repository with file and line.
        fix: what to do, in a sentence.
    """

    severity: Severity
    place: str
    says: str
    fix: str

    def document(self) -> dict[str, Any]:
        """It as JSON."""
        return asdict(self)


def symptoms(vitals: Vitals) -> list[Symptom]:
    """Everything that is wrong, the worst first."""
    found = [
        *_app(vitals),
        *_webhook(vitals),
        *_machine(vitals),
        *(one for account in vitals.accounts for one in _account(account)),
        *(one for patient in vitals.patients for one in _patient(patient)),
    ]
    if not vitals.accounts:
        found.append(Symptom("error", "App", "it is installed nowhere", "install it: its page, Install App"))
    return sorted(found, key=lambda one: _SEVERITIES.index(one.severity))


def _app(vitals: Vitals) -> Iterator[Symptom]:
    for wanted in PERMISSIONS:
        if not _enough(vitals.permissions.get(wanted.key), wanted.level):
            severity: Severity = "note" if wanted.optional else "error"
            says = f"it does not ask for {wanted.title}: {wanted.level} ({wanted.why})"
            yield Symptom(
                severity, "App", says, "its settings, Permissions & events; then accept it where it is installed"
            )
    if missing := [event for event in events_for(vitals.permissions) if event not in vitals.events]:
        fix = "its settings, Permissions & events, Subscribe to events"
        yield Symptom("warning", "App", f"it does not subscribe to {', '.join(missing)}", fix)


def _enough(given: str | None, wanted: str) -> bool:
    return given in {"write", "admin"} or given == wanted


def _webhook(vitals: Vitals) -> Iterator[Symptom]:
    hook, place = vitals.webhook, "webhook"
    expected = f"{vitals.url.rstrip('/')}{WEBHOOK_PATH}" if vitals.url else ""
    settings = "the App's settings, Webhook"
    if not hook.address:
        yield Symptom("error", place, "GitHub has no address to send to", f"{settings}: https://HOST{WEBHOOK_PATH}")
    elif expected and hook.address.rstrip("/") != expected:
        yield Symptom(
            "error", place, f"GitHub sends to {hook.address}", f"{settings}: {expected}; or mend FINGERPOST_URL"
        )
    elif not hook.address.rstrip("/").endswith(WEBHOOK_PATH):
        yield Symptom("warning", place, f"GitHub sends to {hook.address}", f"{settings}: the path is {WEBHOOK_PATH}")
    if not vitals.url:
        fix = "set FINGERPOST_URL to the address at which people reach the bot"
        yield Symptom("note", place, "the bot does not know its own address: it links to none of its pages", fix)
    if hook.content_type != "json":
        yield Symptom("error", place, "GitHub sends forms, not JSON", f"{settings}: content type application/json")
    if hook.insecure:
        yield Symptom(
            "warning", place, "GitHub does not verify the certificate", f"{settings}: enable SSL verification"
        )
    if not hook.secret:
        yield Symptom(
            "error", place, "GitHub signs nothing", f"{settings}: the secret that GITHUB_WEBHOOK_SECRET holds"
        )
    if hook.failed:
        says = f"{hook.failed} of the last {hook.attempts} deliveries were not taken; the last one: {hook.why}"
        yield Symptom(
            "warning", place, says, "the bot asks for them again by itself; see that the address is reachable"
        )


def _machine(vitals: Vitals) -> Iterator[Symptom]:
    if abs(vitals.ahead) > CLOCKS_APART:
        apart = round(abs(vitals.ahead).total_seconds())
        says = f"its clock is {apart} seconds {'behind' if vitals.ahead > timedelta() else 'ahead of'} GitHub's"
        yield Symptom("error", "machine", says, "let it keep time by NTP")
    if vitals.broken:
        yield Symptom(
            "error", vitals.store, f"the store cannot be written: {vitals.broken}", "give it room, and rights"
        )
    elif vitals.room is not None and vitals.room < LITTLE_ROOM:
        room = f"{vitals.room / 1e6:,.0f} MB are free"
        yield Symptom(
            "warning", vitals.store, room, "make room: a full disk stops the bot, which then takes nothing in"
        )


def _account(account: Account) -> Iterator[Symptom]:
    if account.suspended:
        fix = "unsuspend it in the account's settings, GitHub Apps"
        yield Symptom("error", account.login, "the App is suspended there", fix)
        return
    for wanted in PERMISSIONS:
        if not wanted.optional and not _enough(account.permissions.get(wanted.key), wanted.level):
            says = f"{wanted.title}: {wanted.level} is not given ({wanted.why})"
            fix = "an owner accepts it in the account's settings, GitHub Apps, Review request"
            yield Symptom("error", account.login, says, fix)


def _patient(patient: Patient) -> Iterator[Symptom]:
    if not patient.has_file:
        fix = "commit .github/pathways.yml to its default branch; docs/presets.md has rules to begin with"
        yield Symptom("note", patient.repo, "it has no rules, so that the bot stays silent there", fix)
    for each in patient.findings:
        if each.severity != "note":
            place = f"{patient.repo} {each.base or '.github/pathways.yml'}:{each.line}:{each.column}"
            yield Symptom("error" if each.severity == "error" else "warning", place, each.message, each.help)
    if patient.unread:
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
