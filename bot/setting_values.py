"""What each setting may say: its text in, its value out, or a ValueError whose text is what is wrong and the fix.

The text never holds a secret: it ends on terminals and in logs.
"""

import difflib
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import SecretStr

from bot.modes import WORDS, Modes
from bot.queue.pacing import Limits

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_KEY_BYTES = 65_536
_MOST_WORKERS = 64
_SESSION_SECRET_CHARACTERS = 32
_ADDRESS = re.compile(r"https?://[^\s/?#@;,]+(/[^\s?#@;,]*)?")
PUBLISHED = frozenset({"board", "activity", "people"})
"""The pages that can be published."""
_SPAN = re.compile(r"(\d{1,4})\s*(second|minute|hour)s?", re.IGNORECASE)
_CREATIONS = re.compile(r"(\d{1,6})\s*/\s*(\d{1,6})")
_BETWEEN = re.compile(r"[\s,]+")
_PLACE = re.compile(r"[A-Za-z0-9-]{1,100}(/[A-Za-z0-9._-]{1,100})?")
_RETENTION = re.compile(r"(\d{1,5})\s*(hour|day|week)?s?", re.IGNORECASE)


def _text(value: object) -> str:
    return str(value).strip()


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        raise ValueError(f"nobody here has the home folder that {text} names; write the whole path") from None


def app_id(value: object) -> int:
    """GitHub's number of the App."""
    text = _text(value)
    if not re.fullmatch(r"[1-9][0-9]{0,18}", text):
        raise ValueError('not a number; copy the "App ID" from the App\'s page (the client ID is something else)')
    return int(text)


def pem(value: object) -> SecretStr:
    r"""An RSA private key as PEM; a literal `\n` stands for a line break, as `.env` files need it."""
    text = _text(value).replace("\\n", "\n")
    if "-----BEGIN" not in text:
        raise ValueError(
            "not a PEM private key; take the whole .pem file that GitHub gave you, from its line -----BEGIN to the end"
        )
    try:
        key = load_pem_private_key(text.encode(), password=None)
    except TypeError:
        raise ValueError("the key is protected by a password; take the .pem file as GitHub gave it") from None
    except Exception:  # noqa: BLE001 - cryptography raises many kinds, and all mean the same to a person
        raise ValueError(
            "the PEM text holds no readable private key; it may be cut off: copy the .pem file again, whole"
        ) from None
    if not isinstance(key, RSAPrivateKey):
        raise ValueError(  # noqa: TRY004 - pydantic reports ValueErrors
            "the key is not an RSA key; generate one on the App's page, GitHub makes no other kind"
        )
    return SecretStr(text)


def pem_file(value: object) -> SecretStr:
    """The PEM that the named file holds."""
    text = _text(value)
    if "-----BEGIN" in text:
        raise ValueError("holds the key itself; give the path of its file here, or the key in GITHUB_PRIVATE_KEY")
    path = _path(text)
    try:
        with path.open("rb") as file:
            content = file.read(_KEY_BYTES)
    except FileNotFoundError:
        raise ValueError(f"there is no file {path}; give the path of the .pem file that GitHub gave you") from None
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}); give the path of a readable .pem file") from None
    return pem(content.decode("ascii", "replace"))


def webhook_secret(value: object) -> SecretStr:
    """One secret, or several between commas."""
    if not any(part.strip() for part in _text(value).split(",")):
        raise ValueError("holds no secret; give it the text that is the webhook secret on the App's page")
    return SecretStr(_text(value))


def session_secret(value: object) -> SecretStr:
    """What signs the cookies of the pages."""
    if len(_text(value)) < _SESSION_SECRET_CHARACTERS:
        raise ValueError(f"too short; give at least {_SESSION_SECRET_CHARACTERS} random characters")
    return SecretStr(_text(value))


def _hostname(address: str, example: str) -> str:
    refusal = ValueError(f"not a web address; write it like {example}")
    if not _ADDRESS.fullmatch(address):
        raise refusal
    try:
        parts = urlsplit(address)
        _ = parts.port  # parsed, and so checked, only here
    except ValueError:
        raise refusal from None
    if not parts.hostname:
        raise refusal
    return parts.hostname


def is_tenant(hostname: str) -> bool:
    """Whether a name belongs to a company's own GitHub that GitHub itself runs, at ghe.com."""
    return hostname.endswith(".ghe.com")


def api_url(value: object) -> str:
    """The root of GitHub's REST API."""
    text = _text(value).rstrip("/")
    hostname = _hostname(text, "https://api.github.com, or https://HOST/api/v3 for GitHub Enterprise Server")
    if hostname in {"github.com", "www.github.com"}:
        raise ValueError("that is GitHub's web site; its API is https://api.github.com")
    if is_tenant(hostname) and not hostname.startswith("api."):
        raise ValueError(f"that is your web site at ghe.com; its API is https://api.{hostname}")
    return text


def public_url(value: object) -> str:
    """Where people and GitHub reach this program."""
    text = _text(value).rstrip("/")
    hostname = _hostname(text, "https://bot.example.org")
    if not text.startswith("https:") and hostname not in _LOOPBACK:
        raise ValueError("the public address must begin with https://, as secrets and signed-in people pass it")
    return text


def clock_url(value: object) -> str:
    """Where the demo's clock is read."""
    text = _text(value)
    if _hostname(text, "http://127.0.0.1:9000/clock") not in _LOOPBACK:
        raise ValueError("a clock is read from this machine only; unset it, or write 127.0.0.1 for the host")
    return text


def database_url(value: object) -> SecretStr:
    """A database's address, as SQLAlchemy writes it."""
    text = _text(value)
    scheme, separator, rest = text.partition("://")
    if separator and rest and scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
        return SecretStr(f"postgresql+psycopg://{rest}")
    if separator and scheme == "sqlite" and rest.startswith("/") and rest != "/":
        return SecretStr(text)
    raise ValueError(
        "not a database that Fingerpost knows; write postgresql://USER:PASSWORD@HOST/NAME or sqlite:////PATH/TO/FILE, "
        "or unset it to keep a file under FINGERPOST_HOME"
    )


def host(value: object) -> str:
    """What to listen on."""
    text = _text(value).strip("[]")
    if not re.fullmatch(r"[0-9A-Za-z.:_%-]{1,253}", text):
        raise ValueError(f'"{text[:100]}" is not a host; give a name or an address alone, such as 127.0.0.1 or 0.0.0.0')
    return text


def port(value: object) -> int:
    """A TCP port."""
    text = _text(value)
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65_535:  # noqa: PLR2004 - the highest port
        raise ValueError(f'"{text[:40]}" is not a port; give a number from 1 to 65535, such as 8000')
    return int(text)


def workers(value: object) -> int:
    """How many processes do the work."""
    text = _text(value)
    if not re.fullmatch(r"[0-9]{1,2}", text) or int(text) > _MOST_WORKERS:
        raise ValueError(f'"{text[:40]}" is not a number of processes; give one from 0 to {_MOST_WORKERS}, such as 2')
    return int(text)


def public(value: object) -> frozenset[str]:
    """Which pages of public repositories everybody may see."""
    words = set(re.split(r"[\s,]+", _text(value).lower())) - {""}
    if words == {"none"}:
        return frozenset()
    if strange := sorted(words - PUBLISHED):
        known = ", ".join(sorted(PUBLISHED))
        raise ValueError(f'"{strange[0][:40]}" is not a page that can be published; choose of {known}, or write "none"')
    return frozenset(words)


def retention(value: object) -> timedelta:
    """How long what is done is kept."""
    match = _RETENTION.fullmatch(_text(value))
    if not match or int(match[1]) == 0:
        raise ValueError(f'"{_text(value)[:40]}" is not a length of time; write it like "30 days"')
    return timedelta(**{f"{(match[2] or 'day').lower()}s": int(match[1])})


def recovery(value: object) -> timedelta:
    """How much time lies between two rounds in which GitHub is asked what it could not deliver."""
    return _span(value, timedelta(seconds=10), timedelta(days=1), 'from 10 seconds to a day; write "3 minutes"')


def lease(value: object) -> timedelta:
    """After how long others take over what a dead worker had in hand."""
    return _span(value, timedelta(seconds=5), timedelta(hours=1), 'from 5 seconds to an hour; write "1 minute"')


def creations(value: object) -> Limits:
    """How much content the bot may create for one installation in a minute and in an hour."""
    match = _CREATIONS.fullmatch(_text(value))
    if not match:
        raise ValueError(f'"{_text(value)[:40]}" is not a number a minute and one an hour; write it like "80/500"')
    return Limits(int(match[1]), int(match[2]))


def _span(value: object, shortest: timedelta, longest: timedelta, expected: str) -> timedelta:
    match = _SPAN.fullmatch(_text(value))
    span = timedelta(**{f"{match[2].lower()}s": int(match[1])}) if match else timedelta()
    if not shortest <= span <= longest:
        raise ValueError(f'"{_text(value)[:40]}" is not a length of time {expected}')
    return span


def home(value: object) -> Path:
    """The folder for the program's own files."""
    path = _path(_text(value))
    if path.exists() and not path.is_dir():
        raise ValueError(f"{path} is a file; give a folder, which is created when it is missing")
    return path


def modes(value: object) -> Modes:
    """Whether the bot acts, and the accounts and repositories for which something else holds."""
    here, at = Modes().here, dict[str, str]()
    for number, part in enumerate(filter(None, _BETWEEN.split(_text(value)))):
        place, equals, word = part.rpartition("=")
        mode = one_of(*WORDS)(word)
        if equals and not _PLACE.fullmatch(place):
            raise ValueError(
                f'"{place[:140]}" is no account and no repository; write it like acme=act or acme/site=act'
            )
        if not equals and number:
            raise ValueError(f'"{part[:40]}" stands alone; say where: acme={mode}')
        if equals:
            at[place.lower()] = mode
        else:
            here = mode
    return Modes(here, at)


def one_of(*choices: str) -> Callable[[object], str]:
    """One of a few words."""

    def choose(value: object) -> str:
        text = _text(value).lower()
        if text in choices:
            return text
        near = difflib.get_close_matches(text, choices, n=1)
        hint = f"did you mean {near[0]}?" if near else f"choose {' or '.join(choices)}"
        raise ValueError(f'"{text[:40]}" is not known; {hint}')

    return choose
