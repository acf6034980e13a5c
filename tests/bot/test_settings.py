"""Each setting's good and bad values, and the one line that says what is wrong."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import platformdirs
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bot.errors import SettingsError
from bot.modes import Modes
from bot.queue.pacing import Limits
from bot.settings import Settings, load

_RSA = rsa.generate_private_key(public_exponent=65_537, key_size=2048)


def pem() -> str:
    text = _RSA.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return text.decode().strip()


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the machine's environment nor a `.env` of the checkout has a say."""
    for name in Settings.model_fields.values():
        monkeypatch.delenv(str(name.validation_alias), raising=False)
    monkeypatch.chdir(tmp_path)


def refused(given: Mapping[str, object] | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        load(given)
    return str(caught.value)


def test_without_any_setting_the_defaults_hold() -> None:
    settings = load()
    home = platformdirs.user_data_path("fingerpost", appauthor=False)
    assert settings.model_dump() == {
        "app_id": None,
        "key_text": None,
        "key_file": None,
        "webhook_secret": None,
        "api_url": "https://api.github.com",
        "client_id": None,
        "client_secret": None,
        "database": None,
        "mode": {"here": "act", "at": {}},
        "host": "127.0.0.1",
        "port": 8000,
        "log": "console",
        "url": None,
        "session_secret": None,
        "public": frozenset({"board", "activity", "people"}),
        "retention": timedelta(days=30),
        "recovery": timedelta(minutes=3),
        "workers": 0,
        "lease": timedelta(minutes=1),
        "creations": {"a_minute": 80, "an_hour": 500},
        "home": home,
        "clock_url": None,
        "no_color": False,
    }


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("FINGERPOST_PORT=1111\nFINGERPOST_HOST=::1\nUNRELATED=x\n", encoding="utf-8")
    monkeypatch.setenv("FINGERPOST_PORT", "2222")
    settings = load()
    assert (settings.port, settings.host) == (2222, "::1")


def test_what_is_given_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINGERPOST_PORT", "2222")
    assert load({"FINGERPOST_PORT": 3333}).port == 3333


def test_an_empty_setting_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_APP_ID", "")
    Path(".env").write_text("FINGERPOST_MODE=\n", encoding="utf-8")
    settings = load()
    assert (settings.app_id, settings.mode) == (None, Modes())


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"FINGERPOST_HOST=\xe9"])
def test_a_file_that_is_no_text_is_said(content: bytes) -> None:
    Path(".env").write_bytes(content)
    assert refused() == ".env: cannot be read as UTF-8 text; write NAME=VALUE lines"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("this is nothing", "not a setting; write NAME=VALUE, and begin a comment with #"),
        ("FINGERPOST_PORT: 8000", "a setting is written with =; write NAME=VALUE, not NAME: VALUE"),
        ("FINGERPOST PORT=8000", "a name has no space; write NAME=VALUE"),
        ('GITHUB_WEBHOOK_SECRET="hush', 'the quote " is not closed; close it at the end of the value'),
        ("GITHUB_WEBHOOK_SECRET='hush", "the quote ' is not closed; close it at the end of the value"),
    ],
)
def test_a_line_that_is_no_setting_is_told_by_its_number_and_not_repeated(line: str, said: str) -> None:
    Path(".env").write_text(f"# ours\nFINGERPOST_PORT=1111\n\n{line}\n", encoding="utf-8")
    assert refused() == f".env: line 4: {said}"


def test_every_line_that_is_no_setting_is_told() -> None:
    Path(".env").write_text("a b c\nexport FINGERPOST_PORT=1111\nd e f\n", encoding="utf-8")
    assert [line.split(": ")[1] for line in refused().splitlines()] == ["line 1", "line 3"]


@pytest.mark.parametrize(
    ("name", "value", "field", "meant"),
    [
        ("GITHUB_APP_ID", " 1234 ", "app_id", 1234),
        ("GITHUB_API_URL", "https://ghes.example/api/v3/", "api_url", "https://ghes.example/api/v3"),
        ("GITHUB_API_URL", "http://127.0.0.1:9000", "api_url", "http://127.0.0.1:9000"),
        ("FINGERPOST_MODE", "Observe", "mode", Modes("observe")),
        (
            "FINGERPOST_MODE",
            "observe, Acme=act birch/Site=ACT",
            "mode",
            Modes("observe", {"acme": "act", "birch/site": "act"}),
        ),
        ("FINGERPOST_MODE", "acme=observe", "mode", Modes("act", {"acme": "observe"})),
        ("FINGERPOST_HOST", "0.0.0.0", "host", "0.0.0.0"),  # noqa: S104 - what a container says
        ("FINGERPOST_HOST", "[::1]", "host", "::1"),
        ("FINGERPOST_PORT", "65535", "port", 65_535),
        ("FINGERPOST_LOG", "json", "log", "json"),
        ("FINGERPOST_URL", "https://bot.example.org/", "url", "https://bot.example.org"),
        ("FINGERPOST_URL", "http://localhost:8000", "url", "http://localhost:8000"),
        ("FINGERPOST_RETENTION", "90 days", "retention", timedelta(days=90)),
        ("FINGERPOST_CREATIONS", "20 / 100", "creations", Limits(20, 100)),
        ("FINGERPOST_RETENTION", "7", "retention", timedelta(days=7)),
        ("FINGERPOST_RECOVERY", "10 seconds", "recovery", timedelta(seconds=10)),
        ("FINGERPOST_RECOVERY", "2 Hours", "recovery", timedelta(hours=2)),
        ("FINGERPOST_RETENTION", "1 week", "retention", timedelta(days=7)),
        ("FINGERPOST_RETENTION", "36 Hours", "retention", timedelta(hours=36)),
        ("FINGERPOST_RECOVERY", "10 minutes", "recovery", timedelta(minutes=10)),
        ("FINGERPOST_WORKERS", "2", "workers", 2),
        ("FINGERPOST_LEASE", "90 seconds", "lease", timedelta(seconds=90)),
        ("FINGERPOST_PUBLIC", "Board, people", "public", frozenset({"board", "people"})),
        ("FINGERPOST_PUBLIC", "none", "public", frozenset()),
        ("FINGERPOST_CLOCK", "http://127.0.0.1:9000/clock", "clock_url", "http://127.0.0.1:9000/clock"),
        ("GITHUB_CLIENT_ID", "Iv1.abc", "client_id", "Iv1.abc"),
        ("NO_COLOR", "1", "no_color", True),
    ],
)
def test_a_value_is_understood(name: str, value: str, field: str, meant: object) -> None:
    assert getattr(load({name: value}), field) == meant


def test_every_problem_has_its_line() -> None:
    message = refused({"GITHUB_APP_ID": "x", "FINGERPOST_PORT": "x", "FINGERPOST_MODE": "x"})
    assert [line.partition(":")[0] for line in message.splitlines()] == [
        "GITHUB_APP_ID",
        "FINGERPOST_MODE",
        "FINGERPOST_PORT",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GITHUB_APP_ID", "a secret in the wrong place"),
        ("GITHUB_PRIVATE_KEY", "a secret in the wrong place"),
        ("GITHUB_PRIVATE_KEY_PATH", "-----BEGIN a secret in the wrong place"),
        ("DATABASE_URL", "mysql://root:a secret in the wrong place@h/db"),
        ("FINGERPOST_SESSION_SECRET", "a secret in the wrong place"),
        ("GITHUB_API_URL", "https://x:a secret in the wrong place@api.github.com"),
    ],
)
def test_no_refusal_repeats_a_secret(name: str, value: str) -> None:
    assert "a secret in the wrong place" not in refused({name: value})


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("postgres://u:p@h/db", "postgresql+psycopg://u:p@h/db"),
        ("postgresql://u:p@h/db", "postgresql+psycopg://u:p@h/db"),
        ("postgresql+psycopg://h/db", "postgresql+psycopg://h/db"),
        ("sqlite:////var/lib/f.db", "sqlite:////var/lib/f.db"),
        ("sqlite:///here.db", "sqlite:///here.db"),
    ],
)
def test_a_database_is_named_as_sqlalchemy_names_it(given: str, meant: str) -> None:
    assert load({"DATABASE_URL": given}).database_url.get_secret_value() == meant


def test_the_default_database_is_a_file_at_home(tmp_path: Path) -> None:
    home = tmp_path / "to be made"
    settings = load({"FINGERPOST_HOME": str(home)})
    assert (settings.home, settings.database_url.get_secret_value()) == (home, f"sqlite:///{home}/fingerpost.db")


@pytest.mark.parametrize(
    ("api", "graphql"),
    [
        ("https://api.github.com", "https://api.github.com/graphql"),
        ("https://ghes.example/api/v3", "https://ghes.example/api/graphql"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000/graphql"),
    ],
)
def test_graphql_is_found_from_the_api(api: str, graphql: str) -> None:
    assert load({"GITHUB_API_URL": api}).graphql_url == graphql


def registered(**changed: str) -> Mapping[str, object]:
    return {"GITHUB_APP_ID": "12", "GITHUB_PRIVATE_KEY": pem(), "GITHUB_WEBHOOK_SECRET": "new, old,"} | changed


def test_credentials_hold_all_that_a_registered_app_needs() -> None:
    credentials = load(registered()).credentials()
    assert (credentials.app_id, credentials.private_key.get_secret_value(), credentials.webhook_secrets) == (
        12,
        pem(),
        (b"new", b"old"),
    )


@pytest.mark.parametrize("text", [pem(), pem().replace("\n", "\\n"), f"\n{pem()}\n"])
def test_a_key_may_hold_its_line_breaks_as_text(text: str) -> None:
    settings = load(registered(GITHUB_PRIVATE_KEY=text))
    assert settings.credentials().private_key.get_secret_value() == pem()


def test_a_key_in_the_file_may_span_lines() -> None:
    Path(".env").write_text(f'GITHUB_PRIVATE_KEY="{pem()}"\n', encoding="utf-8")
    key = load().key_text
    assert key
    assert key.get_secret_value() == pem()


def test_a_key_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_text(pem(), encoding="ascii")
    key = load({"GITHUB_PRIVATE_KEY_PATH": str(path)}).key_file
    assert key
    assert key.get_secret_value() == pem()


def test_two_keys_are_one_too_many(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_text(pem(), encoding="ascii")
    message = refused(registered(GITHUB_PRIVATE_KEY_PATH=str(path)))
    assert message == "GITHUB_PRIVATE_KEY: GITHUB_PRIVATE_KEY_PATH is set as well; keep one of the two"


def test_each_missing_credential_has_its_line() -> None:
    with pytest.raises(SettingsError) as caught:
        load().credentials()
    assert str(caught.value).splitlines() == [
        'GITHUB_APP_ID: not set; copy the "App ID" from the App\'s page on GitHub',
        "GITHUB_PRIVATE_KEY_PATH: not set; generate a private key on the App's page and give the path of the .pem file",
        "GITHUB_WEBHOOK_SECRET: not set; give it the text that is the webhook secret on the App's page",
    ]


def test_only_what_is_missing_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        load(registered(GITHUB_WEBHOOK_SECRET="")).credentials()
    assert str(caught.value).partition(":")[0] == "GITHUB_WEBHOOK_SECRET"


def test_nothing_prints_a_secret() -> None:
    secrets = {"GITHUB_CLIENT_SECRET": "client s3cret", "FINGERPOST_SESSION_SECRET": "session s3cret" * 3}
    settings = load(registered(GITHUB_WEBHOOK_SECRET="hook s3cret", DATABASE_URL="postgres://u:s3cret@h/d", **secrets))
    printed = f"{settings!r} {settings} {settings.credentials()!r}"
    assert ("s3cret" in printed, "BEGIN" in printed) == (False, False)


def test_the_log_is_told_what_to_leave_out() -> None:
    secrets = {"GITHUB_CLIENT_SECRET": "client", "FINGERPOST_SESSION_SECRET": "session" * 5}
    assert load(registered(**secrets)).secrets == ("client", "session" * 5, "new", "old")


@pytest.mark.parametrize("given", ["9 seconds", "25 hours", "5", "soon", "-3 minutes", "3 days"])
def test_recovery_is_neither_too_often_nor_too_rare(given: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load({"FINGERPOST_RECOVERY": given})
    help_ = 'is not a length of time from 10 seconds to a day; write "3 minutes"'
    assert str(refused.value) == f'FINGERPOST_RECOVERY: "{given}" {help_}'


def test_what_cannot_be_published_is_told() -> None:
    expected = 'choose of activity, board, people, or write "none"'
    assert [refused({"FINGERPOST_PUBLIC": given}) for given in ("rules", "none board")] == [
        f'FINGERPOST_PUBLIC: "rules" is not a page that can be published; {expected}',
        f'FINGERPOST_PUBLIC: "none" is not a page that can be published; {expected}',
    ]
