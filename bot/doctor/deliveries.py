"""What keeps GitHub's deliveries from coming: the webhook's address, its secret, what is answered there. Pure."""

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.doctor.registration import WEBHOOK_PATH
from bot.doctor.symptom import Symptom
from bot.doctor.vitals import Vitals, Webhook

_PLACE = "webhook"
_HOSTED = ("github.com", "ghe.com")
_REDIRECTS = range(300, 400)
_NOT_THERE = (
    "GitHub does not reach the address: its name must be public, its port open to GitHub, its certificate valid; and "
    "the bot must run"
)
_ADVICE = {
    400: "something between GitHub and the bot changes what is sent: pass headers and body on as they are",
    401: (
        "GitHub signs with another secret: write one and the same text into {page} and into GITHUB_WEBHOOK_SECRET, "
        "and start the bot again"
    ),
    403: "a proxy or firewall in front of the bot turns GitHub away: let POST requests to {path} through",
    404: "something else than the bot answers there: let the proxy pass {path} on to it",
    405: "something else than the bot answers there: let the proxy pass {path} on to it",
    413: "a proxy in front of the bot takes smaller bodies than GitHub sends: let it take 25 MB",
    415: "choose the content type application/json in {page}",
    0: _NOT_THERE,
}
_NOT_WELL = (
    "the bot does not run, the proxy does not reach it, or its store is not there: the bot's log and /readyz tell"
)


def of_webhook(vitals: Vitals) -> Iterator[Symptom]:
    """Everything."""
    page = f"{vitals.settings} under Webhook"
    yield from _address(vitals, page)
    hook = vitals.webhook
    if hook.content_type != "json":
        yield Symptom("error", _PLACE, "GitHub sends forms, not JSON", f"choose application/json in {page}")
    if hook.insecure:
        says = "GitHub does not look whether the certificate is the address's own"
        yield Symptom("warning", _PLACE, says, f"enable SSL verification in {page}")
    if not hook.secret:
        says = "GitHub signs nothing, so that the bot takes nothing in"
        yield Symptom("error", _PLACE, says, f"write the text that GITHUB_WEBHOOK_SECRET holds into {page}")
    yield from _lately(hook, page)


def _address(vitals: Vitals, page: str) -> Iterator[Symptom]:
    address = vitals.webhook.address
    expected = f"{vitals.url.rstrip('/')}{WEBHOOK_PATH}" if vitals.url else ""
    if not address:
        right = expected or f"https://HOST{WEBHOOK_PATH}"
        yield Symptom("error", _PLACE, "GitHub has no address to send to", f"write {right} into {page}")
    elif expected and address.rstrip("/") != expected:
        says = f"GitHub sends to {address}, and the bot is told that it is at {vitals.url}"
        yield Symptom("error", _PLACE, says, f"write {expected} into {page}; or mend FINGERPOST_URL")
    elif not address.rstrip("/").endswith(WEBHOOK_PATH):
        says = f"GitHub sends to {address}, and the bot listens at {WEBHOOK_PATH}"
        yield Symptom("warning", _PLACE, says, f"let the address in {page} end in {WEBHOOK_PATH}")
    if address and _is_inside(address, vitals.api):
        says = f"GitHub sends to {address}, which leads nowhere from where GitHub is"
        fix = f"give the bot an address that GitHub can reach, or a tunnel, and write it into {page}"
        yield Symptom("error", _PLACE, says, fix)
    if not vitals.url:
        fix = "set FINGERPOST_URL to the address at which people reach the bot"
        yield Symptom("note", _PLACE, "the bot does not know its own address: it links to none of its pages", fix)


def _is_inside(address: str, api: str) -> bool:
    """Whether an address means something on this machine, or in this network, only."""
    github = urlsplit(api).hostname or ""
    if _kind(github) == "machine":
        return False
    kind = _kind(urlsplit(address).hostname or "")
    return kind == "machine" or (kind == "network" and github.endswith(_HOSTED))


def _kind(host: str) -> str:
    if host == "localhost":
        return "machine"
    try:
        found = ip_address(host)
    except ValueError:
        return "name"
    return "machine" if found.is_loopback else "network" if found.is_private else "name"


def _lately(hook: Webhook, page: str) -> Iterator[Symptom]:
    """How the last deliveries went; each counts by its last attempt."""
    failed = f"{hook.failed} of the last {hook.deliveries} deliveries were not taken"
    if hook.address and not hook.deliveries:
        says = "GitHub lists no delivery of the last days, so that nobody knows whether its address can be reached"
        yield Symptom("note", _PLACE, says, "have something happen in a repository, a comment will do, and ask again")
    elif hook.failed and not hook.deaf:
        says = f"{failed} ({hook.why}); the newest was"
        yield Symptom("note", _PLACE, says, "nothing: the bot asks GitHub for them again by itself")
    elif hook.failed:
        says = f"{failed}, the newest one neither ({hook.why})"
        advice = _ADVICE.get(hook.code, _NOT_WELL).format(page=page, path=WEBHOOK_PATH)
        if hook.code in _REDIRECTS:
            advice = f"GitHub follows no redirection: write the address to which it leads into {page}"
        yield Symptom("error", _PLACE, says, f"{advice}; what was missed, the bot then asks for by itself")
