"""The message files of a repository: which are listed, and of which the text is asked for."""

from typing import Any

from bot.github.answer import Answer
from bot.github.wordings import Listed, listed, read_texts
from bot.item import RepoRef
from rules.sayings import FOLDER, LONGEST, MOST

REPO = RepoRef(1, 2, "R_2", "acme/garden")


class GitHub:
    """Answers with the same text for each file that is asked about."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    async def read(self, installation: int, parts: Any, deliveries: Any) -> Answer:
        names = [name for name in parts[0].variables if name.startswith("m")]
        self.asked.append(len(names))
        del installation, deliveries
        return Answer({"messages": {name: {"text": "Hi."} for name in names[1:]}})


def entry(name: str, kind: str = "blob", size: int = 3) -> dict[str, Any]:
    return {"name": name, "type": kind, "oid": f"oid of {name}", "size": size}


def test_files_of_the_folder_are_listed_and_nothing_else_is() -> None:
    told = {"entries": [entry("a.en.md"), entry("old.md", "tree"), None, entry("notes.txt")]}
    assert listed(told) == {f"{FOLDER}/a.en.md": Listed("oid of a.en.md", 3)}
    assert (listed(None), listed({})) == ({}, {})


async def test_what_is_too_large_or_not_told_has_no_text_and_what_is_no_message_is_not_asked_for() -> None:
    github = GitHub()
    files = listed({"entries": [entry("a.en.md"), entry("b.en.md"), entry("c.en.md", size=5 * LONGEST), entry("d.md")]})
    found = await read_texts(github, REPO, files)  # type: ignore[arg-type]  # it only reads
    assert {path.rpartition("/")[2]: text for path, text in found.items()} == {
        "a.en.md": None, "b.en.md": "Hi.", "c.en.md": None, "d.md": "",
    }  # fmt: skip
    assert github.asked == [2]


async def test_of_too_many_files_nothing_is_asked() -> None:
    github = GitHub()
    files = listed({"entries": [entry(f"m{n}.en.md") for n in range(2 * MOST)]})
    assert len(await read_texts(github, REPO, files)) == MOST + 1  # type: ignore[arg-type]  # it only reads
    large = listed({"entries": [entry(f"m{n}.en.md", size=4 * LONGEST) for n in range(MOST)]})
    await read_texts(github, REPO, large)  # type: ignore[arg-type]  # it only reads
    assert github.asked == [25]
