"""`explain`: what is put in by files and options, what comes out, and which of it is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

RULES = """
project: {purpose: Test}
rules:
  - {name: Crash, on: issues.opened, when: {title: crash}, do: [{label: bug}]}
"""
PAYLOAD = {
    "action": "opened",
    "repository": {"id": 1, "node_id": "R", "full_name": "acme/widgets"},
    "issue": {"number": 7, "node_id": "I", "title": "A crash 😀", "user": {"login": "alice"}, "labels": []},
}
LABELLED = [{"do": "label", "rule": "Crash", "labels": ["bug"]}]


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("rules.yml", RULES)


def write(name: str, text: str | bytes) -> str:
    Path(name).write_bytes(text.encode() if isinstance(text, str) else text)
    return name


def explain(*arguments: str, rules: str = "rules.yml", given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["explain", "--rules", rules, *arguments], input=given)


def explained(*arguments: str, given: str | None = None) -> dict[str, Any]:
    result = explain("--event", "issues.opened", "--json", *arguments, given=given)
    assert (result.exit_code, result.stderr) == (0, "")
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def test_a_payload_and_facts_beside_it_are_explained() -> None:
    payload, facts = write("p.json", json.dumps(PAYLOAD)), write("f.yml", "labels: [bug]")
    assert explained("--payload", payload)["item"] == {
        "kind": "issue",
        "repo": "acme/widgets",
        "number": 7,
        "title": "A crash 😀",
    }
    assert explained("--payload", payload)["actions"] == LABELLED
    assert explained("--payload", payload, "--facts", facts)["actions"] == []


@pytest.mark.parametrize(
    "facts",
    [
        "title: A crash 😀\nlabels: []",
        '{"title": "A crash \\ud83d\\ude00", "labels": []}',
        '{"title": "A crash 😀", "labels": [], "body": "' + "x" * 2_000_000 + '"}',
        "title: A crash 😀\nlabels:\n  []  # none\n",
    ],
)
def test_facts_are_yaml_or_json(facts: str) -> None:
    document = explained("--facts", write("facts", facts))
    assert (document["item"]["title"], document["actions"]) == ("A crash 😀", LABELLED)


def test_standard_input_may_hold_one_of_the_files() -> None:
    facts = "title: crash\nlabels: []"
    assert explained("--facts", "-", given=facts)["actions"] == LABELLED
    result = explain("--event", "issues.opened", "--facts", "-", rules="-", given=facts)
    assert (result.exit_code, result.stderr) == (
        2,
        "fingerpost: standard input holds one file only: give `-` once\n",
    )


def test_a_person_reads_lines_and_a_script_reads_json() -> None:
    facts = write("f.yml", "title: crash\nlabels: []")
    result = explain("--event", "issues.opened", "--facts", facts)
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "issues.opened · issue “crash”",
            "",
            "✓ Crash (line 4)",
            "    ✓ the title holds “crash” · saw “crash”",
            "",
            "Plan",
            "  + label bug · by “Crash”",
        ],
    )


def test_complete_says_that_what_is_not_given_is_empty() -> None:
    facts = write("f.yml", "title: crash")
    assert [explained("--facts", facts, *more)["actions"] for more in ([], ["--complete"])] == [[], LABELLED]


def test_mistakes_in_the_facts_are_shown_where_they_stand() -> None:
    facts = write("f.yml", "lables: []\nauthor: {login: alice, new: 1}\n")
    result = explain("--event", "issues.opened", "--facts", facts)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "f.yml:1:1: error[fact]: there is no fact `lables`\n"
        "  lables: []\n"
        "  ^^^^^^\n"
        "  help: did you mean `labels`?\n"
        "f.yml:2:29: error[fact]: `author.new` takes true or false, not 1\n"
        "  author: {login: alice, new: 1}\n"
        "                              ^\n"
    )


def test_facts_that_are_neither_yaml_nor_json_are_shown_as_yaml() -> None:
    result = explain("--event", "issues.opened", "--facts", write("f.yml", "title: a\ntitle: b\n"))
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        2,
        "f.yml:2:1: error[duplicate-key]: the key `title` stands here twice",
    )


def test_a_rule_file_with_errors_is_a_finding() -> None:
    result = explain("--event", "issues.opened", rules=write("bad.yml", RULES.replace("label", "labl")))
    assert (result.exit_code, result.stdout) == (1, "")
    assert [result.stderr.splitlines()[place] for place in (0, -1)] == [
        "bad.yml:4:66: error[unknown-verb]: unknown verb `labl`",
        "fingerpost: the rule file has 1 error",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--event is missing: say what happened, --event issues.opened (or give many cases with --batch)"),
        (["--event", "issue.opened"], "unknown event `issue.opened`; did you mean `issues.opened`?"),
        (["--event", "x", "--batch", "y"], "--batch brings its own events and facts: leave --event, --payload and"),
        (["--event", "issues.opened", "--facts", "nix"], "there is no file nix"),
        (["--event", "issues.opened", "--payload", "rules.yml"], "rules.yml: this is not JSON:"),
        (["--event", "issues.closed", "--payload", "p.json"], "the payload is of issues.opened, not of issues.closed"),
        (["--batch", "ruls.yml"], "there is no file ruls.yml; did you mean rules.yml?"),
    ],
)
def test_wrong_use_is_told_with_the_fix(arguments: list[str], told: str) -> None:
    write("p.json", json.dumps(PAYLOAD))
    result = explain(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"fingerpost: {told}")


def test_a_batch_gives_one_result_a_line_in_order_and_mistakes_in_their_place() -> None:
    lines = [
        '{"event": "issues.opened", "facts": {"title": "crash", "number": 1}}',
        "{",
        "",
        '{"event": "issues.opened", "facts": {"lables": []}}',
        '{"event": "issues.opened", "facts": {"title": "fine", "number": 5}}',
    ]
    result = explain("--batch", write("b.jsonl", "\n".join(lines)), "--complete", "--json")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, result.stderr) == (1, "")
    assert [(each.get("item", {}).get("number"), each.get("actions")) for each in found] == [
        (1, LABELLED),
        (None, None),
        (None, None),
        (None, None),
        (5, []),
    ]
    assert [each["error"][:21] for each in found[1:4]] == [
        "this is not JSON: une",
        "this is not JSON: inp",
        "there is no fact `lab",
    ]
    assert [each["line"] for each in found[1:4]] == [2, 3, 4]


def test_a_batch_without_mistakes_ends_well_and_may_come_from_standard_input() -> None:
    result = explain("--batch", "-", given='{"event": "push"}\n{"event": "push"}\n')
    assert (result.exit_code, [json.loads(line)["actions"] for line in result.stdout.splitlines()]) == (0, [[], []])
    assert (explain("--batch", "-", given="").exit_code, explain("--batch", "-", given="").stdout) == (0, "")


def test_hidden_characters_come_out_of_json_as_they_went_in_and_never_raw() -> None:
    title = "crash \x1b[31m\x9b1m\u202e\u2028"
    result = explain("--event", "issues.opened", "--json", "--facts", write("f.json", json.dumps({"title": title})))
    assert json.loads(result.stdout)["item"]["title"] == title
    assert [each for each in title if not each.isprintable() and each in result.stdout] == []
