"""Every setting, read once from the environment and `.env`, and checked before anything starts.

Nothing else in the house reads the environment. What is wrong is said in one line per setting, with the fix.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv.parser import Original, parse_stream
from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import setting_values as values
from bot.errors import SettingsError
from bot.modes import Modes
from bot.queue.pacing import Limits
from bot.setup.keeping import FILE as KEPT

_UNSET = {
    "GITHUB_APP_ID": 'copy the "App ID" from the App\'s page on GitHub',
    "GITHUB_PRIVATE_KEY_PATH": "generate a private key on the App's page and give the path of the .pem file",
    "GITHUB_WEBHOOK_SECRET": "give it the text that is the webhook secret on the App's page",
}

# How pydantic-settings is told of the file, besides the settings themselves.
_FILE = "_env_file"


def _setting(name: str, default: Any = None) -> Any:
    return Field(default=default, validation_alias=name)


_LOOK = SettingsConfigDict(
    frozen=True,
    extra="ignore",
    env_ignore_empty=True,
    env_file_encoding="utf-8",
    hide_input_in_errors=True,
    validate_default=False,
)


def _usual_home() -> Path:
    import platformdirs  # noqa: PLC0415 - 0.3 MB for nothing where FINGERPOST_HOME says it, as in the container

    return platformdirs.user_data_path("fingerpost", appauthor=False)


Home = Annotated[
    Path,
    BeforeValidator(values.home),
    Field(default_factory=_usual_home, validation_alias="FINGERPOST_HOME"),
]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a GitHub App needs to hear and to act.

    Attributes:
        app_id: GitHub's number of the App.
        private_key: the App's RSA key, as PEM.
        webhook_secrets: those in force; more than one while one replaces another.
    """

    app_id: int
    private_key: SecretStr
    webhook_secrets: tuple[bytes, ...] = field(repr=False)


class Settings(BaseSettings):
    """All settings, checked; `load` makes them."""

    model_config = _LOOK

    app_id: Annotated[int | None, BeforeValidator(values.app_id)] = _setting("GITHUB_APP_ID")
    key_text: Annotated[SecretStr | None, BeforeValidator(values.pem)] = _setting("GITHUB_PRIVATE_KEY")
    key_file: Annotated[SecretStr | None, BeforeValidator(values.pem_file)] = _setting("GITHUB_PRIVATE_KEY_PATH")
    webhook_secret: Annotated[SecretStr | None, BeforeValidator(values.webhook_secret)] = _setting(
        "GITHUB_WEBHOOK_SECRET"
    )
    api_url: Annotated[str, BeforeValidator(values.api_url)] = _setting("GITHUB_API_URL", "https://api.github.com")
    client_id: str | None = _setting("GITHUB_CLIENT_ID")
    client_secret: SecretStr | None = _setting("GITHUB_CLIENT_SECRET")
    database: Annotated[SecretStr | None, BeforeValidator(values.database_url)] = _setting("DATABASE_URL")
    mode: Annotated[Modes, NoDecode, BeforeValidator(values.modes)] = _setting("FINGERPOST_MODE", Modes())
    # Nobody else reaches the program until its owner says so: it belongs behind a proxy that speaks HTTPS.
    host: Annotated[str, BeforeValidator(values.host)] = _setting("FINGERPOST_HOST", "127.0.0.1")
    port: Annotated[int, BeforeValidator(values.port)] = _setting("FINGERPOST_PORT", 8000)
    log: Annotated[Literal["console", "json"], BeforeValidator(values.one_of("console", "json"))] = _setting(
        "FINGERPOST_LOG", "console"
    )
    url: Annotated[str | None, BeforeValidator(values.public_url)] = _setting("FINGERPOST_URL")
    session_secret: Annotated[SecretStr | None, BeforeValidator(values.session_secret)] = _setting(
        "FINGERPOST_SESSION_SECRET"
    )
    public: Annotated[frozenset[str], NoDecode, BeforeValidator(values.public)] = _setting(
        "FINGERPOST_PUBLIC", values.PUBLISHED
    )
    retention: Annotated[timedelta, BeforeValidator(values.retention)] = _setting(
        "FINGERPOST_RETENTION", timedelta(days=30)
    )
    recovery: Annotated[timedelta, BeforeValidator(values.recovery)] = _setting(
        "FINGERPOST_RECOVERY", timedelta(minutes=3)
    )
    workers: Annotated[int, BeforeValidator(values.workers)] = _setting("FINGERPOST_WORKERS", 0)
    lease: Annotated[timedelta, BeforeValidator(values.lease)] = _setting("FINGERPOST_LEASE", timedelta(minutes=1))
    creations: Annotated[Limits, NoDecode, BeforeValidator(values.creations)] = _setting(
        "FINGERPOST_CREATIONS", Limits()
    )
    home: Home
    clock_url: Annotated[str | None, BeforeValidator(values.clock_url)] = _setting("FINGERPOST_CLOCK")
    no_color: Annotated[bool, BeforeValidator(bool)] = _setting("NO_COLOR", default=False)

    @model_validator(mode="after")
    def _one_key(self) -> "Settings":
        if self.key_text and self.key_file:
            raise ValueError("GITHUB_PRIVATE_KEY: GITHUB_PRIVATE_KEY_PATH is set as well; keep one of the two")
        return self

    @property
    def names_an_app(self) -> bool:
        """Whether anything at all is said of an App: if not, none is registered yet."""
        return any((self.app_id, self.key_text, self.key_file, self.webhook_secret))

    @property
    def graphql_url(self) -> str:
        """The address of GitHub's GraphQL API; GitHub Enterprise Server has it beside `/api/v3`, not below."""
        return f"{self.api_url.removesuffix('/v3')}/graphql"

    @property
    def database_url(self) -> SecretStr:
        """The database's address, which may hold a password."""
        return self.database or SecretStr(f"sqlite:///{self.home / 'fingerpost.db'}")

    @property
    def webhook_secrets(self) -> tuple[bytes, ...]:
        """The webhook secrets in force, none while the App is not registered."""
        given = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        return tuple(part.strip().encode() for part in given.split(",") if part.strip())

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every text that must appear nowhere, for the log to leave out."""
        secret = (self.client_secret, self.session_secret)
        texts = [value.get_secret_value() for value in secret if value]
        return (*texts, *(value.decode() for value in self.webhook_secrets))

    def credentials(self) -> Credentials:
        """The App's credentials.

        Raises:
            SettingsError: some are not set; one line for each.
        """
        key = self.key_text or self.key_file
        if self.app_id and key and self.webhook_secrets:
            return Credentials(self.app_id, key, self.webhook_secrets)
        given = dict(zip(_UNSET, (self.app_id, key, self.webhook_secret), strict=True))
        raise SettingsError("\n".join(f"{name}: not set; {_UNSET[name]}" for name in given if not given[name]))


class _Place(BaseSettings):
    """What says whether the file of the set-up counts, and where it is."""

    model_config = _LOOK

    app_id: str | None = _setting("GITHUB_APP_ID")
    home: Home


def load(given: Mapping[str, object] | None = None, *, env_file: Path | None = Path(".env")) -> Settings:
    """Read and check all settings.

    Args:
        given: settings by their own names, such as `{"FINGERPOST_PORT": 8080}`; they win over the environment.
        env_file: what the environment does not say is looked up there, then in the file that the set-up wrote; either
            may be missing. With None nothing is read from a file.

    Raises:
        SettingsError: one line for each setting that is malformed.
    """
    said: dict[str, Any] = dict(given or {})
    try:
        _check_file(env_file)
        return Settings(**{**said, _FILE: _files(said, env_file)})
    except ValidationError as error:
        raise SettingsError("\n".join(_line(problem) for problem in error.errors())) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{env_file}: cannot be read as UTF-8 text; write NAME=VALUE lines") from None


def _files(said: Mapping[str, Any], env_file: Path | None) -> tuple[Path, ...]:
    """The files to read, the one that wins last; that of the set-up only while nobody names another App."""
    if env_file is None:
        return ()
    place = _Place(**{**said, _FILE: env_file})
    kept = place.home / KEPT
    if place.app_id or not kept.is_file():
        return (env_file,)
    _check_file(kept)
    return (kept, env_file)


def _check_file(env_file: Path | None) -> None:
    """See that each line of the file can be read; what stands there is not repeated, for it may be secret.

    Raises:
        SettingsError: one line for each that cannot.
    """
    if env_file is None or not env_file.is_file():
        return
    with env_file.open(encoding="utf-8") as lines:
        wrong = [each.original for each in parse_stream(lines) if each.error]
    if wrong:
        raise SettingsError("\n".join(f"{env_file}: line {_line_of(each)}: {_mend(each.string)}" for each in wrong))


def _line_of(part: Original) -> int:
    """Where the text of a part begins: empty lines before it belong to it."""
    return part.line + part.string[: len(part.string) - len(part.string.lstrip())].count("\n")


def _mend(line: str) -> str:
    """What to write in place of a line that cannot be read."""
    name, equals, value = line.strip().partition("=")
    if equals and value[:1] in {"'", '"'} and value.count(value[0]) == 1:
        return f"the quote {value[0]} is not closed; close it at the end of the value"
    if equals and len(name.split()) > 1:
        return "a name has no space; write NAME=VALUE"
    if not equals and ":" in name:
        return "a setting is written with =; write NAME=VALUE, not NAME: VALUE"
    return "not a setting; write NAME=VALUE, and begin a comment with #"


def _line(problem: Any) -> str:
    message = str(problem["ctx"]["error"]) if problem["type"] == "value_error" else problem["msg"]
    return ": ".join([*map(str, problem["loc"][:1]), message])
