"""The message files of a rule file, where they lie beside it on disk: they are a part of it, offline too."""

from pathlib import Path

from bot.commandline.terminal import read
from bot.messages import built_in
from rules.bases import Base
from rules.sayings import FOLDER, LONGEST, MOST, Sayings

_BESIDE = Path("pathways/messages")
"""From the folder of the rule file."""


def sayings_beside(file: Path) -> Sayings:
    """What the rules of a file on disk may say."""
    folder = file.resolve().parent / _BESIDE
    found = sorted(each for each in folder.glob("*.md") if each.is_file())[: MOST + 1] if folder.is_dir() else ()
    return Sayings({f"{FOLDER}/{each.name}": _text(each) for each in found}, built_in())


def as_bases(sayings: Sayings) -> dict[str, Base]:
    """The message files by path, as findings in them are shown."""
    return {path: Base(text or "") for path, text in sayings.files.items()}


def _text(path: Path) -> str | None:
    """What a file holds; None where that is too much."""
    return None if path.stat().st_size > 4 * LONGEST else read(path, 4 * LONGEST).decode("utf-8-sig", "replace")
