"""Where credentials are kept."""

import stat
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.sandbox.testing import private_pem
from bot.settings import load
from bot.setup.keeping import FILE, keep, lines

APP = {
    "GITHUB_APP_ID": "4711",
    "GITHUB_PRIVATE_KEY": private_pem(),
    "GITHUB_WEBHOOK_SECRET": "0" * 40,
    "GITHUB_API_URL": "https://git.example.org/api/v3",
    "FINGERPOST_SESSION_SECRET": "a-_" * 12,
}


def test_what_is_kept_is_what_the_settings_read(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    path = keep(home, APP)
    settings = load({"FINGERPOST_HOME": str(home)}, env_file=tmp_path / "none")
    app = settings.credentials()
    assert (app.app_id, app.private_key.get_secret_value().strip(), app.webhook_secrets, settings.api_url) == (
        4711,
        private_pem().strip(),
        (b"0" * 40,),
        "https://git.example.org/api/v3",
    )
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (path, home)]
    assert (modes, [each.name for each in home.iterdir()]) == ([0o600, 0o700], [FILE])


def test_the_lines_to_copy_say_the_same(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(lines(APP))
    assert load(env_file=tmp_path / ".env").credentials().app_id == 4711


def test_another_app_leaves_the_file_alone(tmp_path: Path) -> None:
    keep(tmp_path, APP)
    (tmp_path / ".env").write_text("GITHUB_APP_ID=8\n")
    given = {"FINGERPOST_HOME": str(tmp_path)}
    found = [load(given, env_file=tmp_path / ".env"), load(given | {"GITHUB_APP_ID": "9"}, env_file=tmp_path / "no")]
    assert [(each.app_id, each.key_text, each.names_an_app) for each in found] == [(8, None, True), (9, None, True)]


def test_what_else_is_set_wins_over_the_file(tmp_path: Path) -> None:
    keep(tmp_path, APP | {"FINGERPOST_URL": "https://old.example.org"})
    (tmp_path / ".env").write_text(f"FINGERPOST_HOME={tmp_path}\nFINGERPOST_URL=https://new.example.org\n")
    settings = load(env_file=tmp_path / ".env")
    assert (settings.app_id, settings.url) == (4711, "https://new.example.org")


def test_without_files_nothing_is_read_from_one(tmp_path: Path) -> None:
    keep(tmp_path, APP)
    assert load({"FINGERPOST_HOME": str(tmp_path)}, env_file=None).names_an_app is False


def test_a_broken_file_is_named_and_its_text_is_not_repeated(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("hush hush\n")
    with pytest.raises(SettingsError) as caught:
        load({"FINGERPOST_HOME": str(tmp_path)}, env_file=tmp_path / "none")
    assert (str(tmp_path / FILE) in str(caught.value), "hush" in str(caught.value)) == (True, False)


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    keep(tmp_path, APP)
    with pytest.raises(SettingsError, match="is there already"):
        keep(tmp_path, APP | {"GITHUB_APP_ID": "1"})
    assert "4711" in (tmp_path / FILE).read_text()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="give a folder that can be, by FINGERPOST_HOME"):
        keep(tmp_path / "file" / "home", APP)


@pytest.mark.parametrize("value", ["a\nGITHUB_API_URL=https://evil.example", "a b'", "${HOME}", "\u2028", '"'])
def test_a_value_cannot_bring_lines_of_its_own(value: str) -> None:
    with pytest.raises(SettingsError, match=r"^GITHUB_CLIENT_SECRET: "):
        lines({"GITHUB_CLIENT_SECRET": value})
