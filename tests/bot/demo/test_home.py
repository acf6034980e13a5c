"""The demo's folder, and how far the story got."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from bot.demo.errors import DemoError
from bot.demo.home import Home
from bot.demo.journal import Journal
from bot.demo.story import scenario
from bot.sandbox.auth import load_key


def _mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


@contextmanager
def living_in(path: Path) -> Iterator[Home]:
    home = Home(path)
    try:
        yield home
    finally:
        home.leave()


def test_key_and_secret_are_made_once_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "demo"
    with living_in(path) as home:
        first = (home.key.read_bytes(), home.secret)
    with living_in(path) as home:
        assert (home.key.read_bytes(), home.secret) == first
    assert load_key(first[0]).key_size == 2048
    assert (len(first[1]), _mode(path / "key.pem"), _mode(path / "secret")) == (64, "0o600", "0o600")


def test_what_is_written_there_is_for_the_owner_only_and_so_is_what_an_earlier_version_wrote(tmp_path: Path) -> None:
    path, before = tmp_path / "demo", os.umask(0o022)
    try:
        with living_in(path) as home:
            home.log("bot").write_text("x", encoding="utf-8")
            Journal(edition="one").keep(home.journal)
            modes = {_mode(each) for each in (home.community, home.journal, home.log("bot"))}
        (path / "theirs.txt").write_text("x", encoding="utf-8")
        home.log("bot").chmod(0o644)
        with living_in(path):
            assert (modes, _mode(path), _mode(path / "bot.log")) == ({"0o600"}, "0o700", "0o600")
        assert (_mode(path / "lock"), _mode(path / "theirs.txt")) == ("0o600", "0o644")
    finally:
        os.umask(before)


def test_a_secret_of_which_only_half_was_written_is_made_anew(tmp_path: Path) -> None:
    with living_in(tmp_path) as home:
        (tmp_path / "secret.part").write_bytes(b"half")
        assert (len(home.secret), [path.name for path in tmp_path.glob("secret*")]) == (64, ["secret"])


def test_two_demos_do_not_play_in_one_folder(tmp_path: Path) -> None:
    refusal = r"another demo plays in .*; end it first, or name another folder with --home"
    with living_in(tmp_path), pytest.raises(DemoError, match=refusal):
        Home(tmp_path)
    with living_in(tmp_path) as home:
        assert home.path == tmp_path


def test_a_folder_that_cannot_be_made_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(DemoError, match=r"cannot be written \(Not a directory\); name another folder with --home"):
        Home(tmp_path / "file" / "demo")


def test_beginning_anew_leaves_alone_what_the_demo_did_not_make(tmp_path: Path) -> None:
    theirs = [tmp_path / "thesis.txt", tmp_path / "keynote.pdf"]
    with living_in(tmp_path) as home:
        ours = [home.key, home.community, home.journal, home.database, tmp_path / "github.sqlite3-wal", home.log("bot")]
        for path in (*ours, *theirs):
            path.write_text("x", encoding="utf-8")
        home.clear()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keynote.pdf", "lock", "thesis.txt"]


def test_the_community_is_written_as_the_simulated_github_reads_it(tmp_path: Path) -> None:
    with living_in(tmp_path) as home:
        assert yaml.safe_load(home.community.read_text(encoding="utf-8")) == scenario()


def test_a_journal_is_read_as_it_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "story.json"
    moment = datetime(2026, 3, 4, 10, tzinfo=UTC)
    kept = Journal(edition="one", acts=7, deeds=9, names={"freezer": "o/r#1"}, moment=moment)
    kept.keep(path)
    assert Journal.open(path, "one") == kept
    assert [each.name for each in tmp_path.iterdir()] == ["story.json"]


def test_without_a_journal_the_story_begins(tmp_path: Path) -> None:
    assert Journal.open(tmp_path / "story.json", "one").acts == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"edition": "another"}', "holds the story of another version; begin anew with --new"),
        ('{"edition": "one", "acts": "many"}', "cannot be read; begin anew with --new"),
        ("half a jour", "cannot be read; begin anew with --new"),
    ],
)
def test_a_journal_that_does_not_fit_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "story.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DemoError, match=said):
        Journal.open(path, "one")
