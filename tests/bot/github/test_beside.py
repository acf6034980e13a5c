"""What lies beside the rules on the default branch: asked for at once, and only where a rule asks about it."""

from typing import Any

from bot.github.beside import Beside, read_beside
from bot.github.blobs import Blob, blob_of, text_of
from rules.facts import UNKNOWN
from rules.yamltext import MAX_BYTES

FORM = "name: A bug\ntitle: '[bug] '\nlabels: [bug]\nbody:\n- {type: input, id: os, attributes: {label: System}}\n"
FILES = {
    "CODEOWNERS": "* @ada\n",
    "docs/CODEOWNERS": "* @ben\n",
    "docs/OWNERS": "* @cem\n",
    ".github/ISSUE_TEMPLATE/bug.yml": FORM,
    ".github/ISSUE_TEMPLATE/config.yml": "blank_issues_enabled: false\n",
    ".github/ISSUE_TEMPLATE/broken.yaml": "name: [",
    ".github/ISSUE_TEMPLATE/old.md": "A template of the older kind.\n",
}


async def read(github: Any, *needs: str) -> Beside:
    return await read_beside(github.graphql, github.tokens, github.item(), frozenset(needs))


async def test_where_no_rule_asks_nothing_is_asked_for(github: Any) -> None:
    assert (await read(github, "labels", "files"), github.asked) == (Beside(), 0)


async def test_everything_comes_with_one_request(github: Any) -> None:
    github.act("ada", "push_files", repo="orchard/tools", files=FILES)
    found = await read(github, "codeowners", "forms", "file:docs/OWNERS", "file:docs/NONE")
    assert (found.codeowners, found.documents) == ("* @ada\n", {"docs/NONE": "", "docs/OWNERS": "* @cem\n"})
    assert [(form.path, form.name, form.title, form.labels) for form in found.forms or ()] == [  # type: ignore[union-attr]  # they are known
        (".github/ISSUE_TEMPLATE/bug.yml", "A bug", "[bug] ", ("bug",))
    ]
    assert github.asked == 1


async def test_what_is_not_there_is_known_not_to_be(github: Any) -> None:
    found = await read(github, "codeowners", "forms")
    assert (found.codeowners, found.forms) == ("", ())
    assert (await read(github, "forms")).codeowners is UNKNOWN
    assert (await read(github, "codeowners")).forms is UNKNOWN


async def test_codeowners_in_the_folder_of_github_comes_first(github: Any) -> None:
    github.act("ada", "push_files", repo="orchard/tools", files={**FILES, ".github/CODEOWNERS": "* @newcomer\n"})
    assert (await read(github, "codeowners")).codeowners == "* @newcomer\n"


async def test_of_a_file_that_is_too_large_nothing_is_known(github: Any) -> None:
    text = "#" * (MAX_BYTES + 1)
    github.act("ada", "push_files", repo="orchard/tools", files={"CODEOWNERS": text, "docs/OWNERS": text})
    found = await read(github, "codeowners", "file:docs/OWNERS")
    assert (found.codeowners, found.documents) == (UNKNOWN, {})


async def test_what_graphql_cuts_off_is_asked_for_over_rest() -> None:
    class Rest:
        """Tokens whose REST client has one file."""

        async def rest(self, _installation: int, fetch: Any) -> Any:
            return fetch(self)

        def get_repo(self, _number: int) -> "Rest":
            return self

        def get_git_blob(self, _oid: str) -> "Rest":
            return self

        content = "VGhlIHdob2xlLg=="

    tokens: Any = Rest()
    item: Any = type("Item", (), {"installation": 1, "repo_id": 2})
    told = {"oid": "abc", "text": "The", "byteSize": 10, "isTruncated": True, "isBinary": False}
    assert await blob_of(tokens, item, told) == Blob("abc", "The whole.", 10)
    assert await blob_of(tokens, item, {**told, "byteSize": MAX_BYTES + 1}) == Blob("abc", "", MAX_BYTES + 1)
    assert await blob_of(tokens, item, {}) is None
    entry = {"object": told}
    texts = [await text_of(tokens, item, each) for each in (entry, None, {"object": {**told, "isBinary": True}})]
    assert texts == ["The whole.", "", UNKNOWN]
