"""What a malformed setting is told: one line with its name and the fix."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from bot.errors import SettingsError
from bot.settings import load

_RSA = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
UNREADABLE = "the PEM text holds no readable private key; it may be cut off: copy the .pem file again, whole"


def pem(key: Any = _RSA, **options: Any) -> str:
    encryption = options.get("encryption", NoEncryption())
    text: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, encryption)
    return text.decode().strip()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("GITHUB_APP_ID", "Iv23abc", 'not a number; copy the "App ID" from the App\'s page (the client ID is '),
        ("GITHUB_APP_ID", "-1", "not a number; "),
        ("GITHUB_PRIVATE_KEY", "MIIEow", "not a PEM private key; take the whole .pem file that GitHub gave you, "),
        ("GITHUB_PRIVATE_KEY", pem()[:800], UNREADABLE),
        ("GITHUB_PRIVATE_KEY", "-----BEGIN é-----", UNREADABLE),
        (
            "GITHUB_PRIVATE_KEY",
            _RSA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
            UNREADABLE,
        ),
        (
            "GITHUB_PRIVATE_KEY",
            pem(ec.generate_private_key(ec.SECP256R1())),
            "the key is not an RSA key; generate one ",
        ),
        ("GITHUB_PRIVATE_KEY", pem(encryption=BestAvailableEncryption(b"x")), "the key is protected by a password; "),
        ("GITHUB_PRIVATE_KEY_PATH", pem(), "holds the key itself; give the path of its file here, or the key in "),
        ("GITHUB_PRIVATE_KEY_PATH", "/nowhere/key.pem", "there is no file /nowhere/key.pem; give the path of the "),
        ("GITHUB_PRIVATE_KEY_PATH", "/", "/ cannot be read (Is a directory); give the path of a readable .pem file"),
        (
            "GITHUB_PRIVATE_KEY_PATH",
            "~nobody-here/key",
            "nobody here has the home folder that ~nobody-here/key names; ",
        ),
        (
            "FINGERPOST_LEASE",
            "4 seconds",
            '"4 seconds" is not a length of time from 5 seconds to an hour; write "1 min',
        ),
        ("FINGERPOST_LEASE", "soon", '"soon" is not a length of time from 5 seconds to an hour; write "1 minute"'),
        (
            "FINGERPOST_RECOVERY",
            "2 days",
            '"2 days" is not a length of time from 10 seconds to a day; write "3 minutes"',
        ),
        ("GITHUB_WEBHOOK_SECRET", " , ", "holds no secret; give it the text that is the webhook secret on the App's "),
        (
            "GITHUB_API_URL",
            "api.github.com",
            "not a web address; write it like https://api.github.com, or https://HOST",
        ),
        ("GITHUB_API_URL", "https://user:pa55@ghes.example", "not a web address; write it like https://api.github.com"),
        ("GITHUB_API_URL", "https://ghes.example:99999", "not a web address; write it like https://api.github.com"),
        ("GITHUB_API_URL", "https://[ghes", "not a web address; write it like https://api.github.com"),
        ("GITHUB_API_URL", "https://:80", "not a web address; write it like https://api.github.com"),
        ("GITHUB_API_URL", "https://github.com", "that is GitHub's web site; its API is https://api.github.com"),
        (
            "GITHUB_API_URL",
            "https://acme.ghe.com",
            "that is your web site at ghe.com; its API is https://api.acme.ghe.com",
        ),
        ("DATABASE_URL", "mysql://h/db", "not a database that Fingerpost knows; write postgresql://USER:PASSWORD@HOST"),
        ("DATABASE_URL", "sqlite://", "not a database that Fingerpost knows; "),
        ("DATABASE_URL", "sqlite:///", "not a database that Fingerpost knows; "),
        ("DATABASE_URL", "state.db", "not a database that Fingerpost knows; "),
        ("FINGERPOST_MODE", "obsrve", '"obsrve" is not known; did you mean observe?'),
        ("FINGERPOST_MODE", "acme=obsrve", '"obsrve" is not known; did you mean observe?'),
        ("FINGERPOST_MODE", "act, observe", '"observe" stands alone; say where: acme=observe'),
        (
            "FINGERPOST_MODE",
            "a/b/c=act",
            '"a/b/c" is no account and no repository; write it like acme=act or acme/site=act',
        ),
        ("FINGERPOST_MODE", "off", '"off" is not known; choose act or observe'),
        ("FINGERPOST_LOG", "jsn", '"jsn" is not known; did you mean json?'),
        ("FINGERPOST_HOST", "http://localhost", '"http://localhost" is not a host; give a name or an address alone, '),
        ("FINGERPOST_PORT", "0", '"0" is not a port; give a number from 1 to 65535, such as 8000'),
        ("FINGERPOST_PORT", "65536", '"65536" is not a port; give a number from 1 to 65535, such as 8000'),
        ("FINGERPOST_PORT", "http", '"http" is not a port; give a number from 1 to 65535, such as 8000'),
        ("FINGERPOST_WORKERS", "-1", '"-1" is not a number of processes; give one from 0 to 64, such as 2'),
        ("FINGERPOST_WORKERS", "65", '"65" is not a number of processes; give one from 0 to 64, such as 2'),
        ("FINGERPOST_URL", "http://bot.example.org", "the public address must begin with https://, as secrets and "),
        ("FINGERPOST_URL", "bot", "not a web address; write it like https://bot.example.org"),
        ("FINGERPOST_SESSION_SECRET", "x" * 31, "too short; give at least 32 random characters"),
        ("FINGERPOST_RETENTION", "a month", '"a month" is not a length of time; write it like "30 days"'),
        ("FINGERPOST_RETENTION", "0 days", '"0 days" is not a length of time; write it like "30 days"'),
        (
            "FINGERPOST_CREATIONS",
            "many",
            '"many" is not a number a minute and one an hour; write it like "80/500"',
        ),
        ("FINGERPOST_CLOCK", "http://clock.example/", "a clock is read from this machine only; unset it, or write "),
        ("FINGERPOST_HOME", "/dev/null", "/dev/null is a file; give a folder, which is created when it is missing"),
    ],
)
def test_a_malformed_value_is_one_line_with_name_and_fix(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load({name: value}, env_file=None)
    message = str(caught.value)
    assert (message[: len(name) + 2 + len(said)], message.count("\n")) == (f"{name}: {said}", 0)
