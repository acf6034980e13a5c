"""Which files of other programs become rules."""

import pytest

from bot.setup.importing import Other, chosen, others_in

STALE = "jobs: {a: {steps: [{uses: actions/stale@v9, with: {days-before-stale: 30}}]}}\n"
LABELER = "docs:\n- changed-files:\n  - any-glob-to-any-file: 'docs/**'\n"
SYNCS = "jobs: {a: {steps: [{uses: actions/labeler@v5, with: {sync-labels: true}}]}}\n"


def test_what_is_there_is_found_with_its_kind() -> None:
    files = {
        ".github/labeler.yml": LABELER,
        ".github/stale.yml": "daysUntilStale: 30\n",
        ".github/auto_assign.yml": "addReviewers: true\n",
        "triagebot.toml": "",
        "CODEOWNERS": "* @olga\n",
        ".github/policies/a.yml": "",
        ".github/workflows/stale.yml": STALE,
        ".github/workflows/build.yml": "on: push\n",
        "README.md": "actions/stale@v9",
    }
    assert [(each.path, each.kind) for each in others_in(files)] == [
        (".github/auto_assign.yml", "auto-assign"),
        (".github/labeler.yml", "labeler"),
        (".github/policies/a.yml", "policy-service"),
        (".github/stale.yml", "stale"),
        (".github/workflows/stale.yml", "stale"),
        ("CODEOWNERS", "codeowners"),
        ("triagebot.toml", "triagebot"),
    ]


def test_of_several_owners_files_the_one_counts_that_github_takes() -> None:
    paths: list[str] = ["docs/CODEOWNERS", "CODEOWNERS", ".github/CODEOWNERS"]
    files = dict.fromkeys(paths, "* @olga\n")
    assert [each.path for each in others_in(files)] == [".github/CODEOWNERS"]


@pytest.mark.parametrize(("workflow", "syncs"), [(SYNCS, True), (SYNCS.replace("true", "false"), False), ("", False)])
def test_labels_go_again_where_the_workflow_says_so(workflow: str, syncs: bool) -> None:
    [other] = others_in({".github/labeler.yml": LABELER, ".github/workflows/label.yml": workflow})
    assert (other.syncs, "while: true" in other.rules().rules_text) == (syncs, syncs)


def test_a_workflow_without_end_is_looked_through_once() -> None:
    workflow = "uses: actions/labeler@v5\n" * 40_000  # behind each of them, it would take minutes
    [other] = others_in({".github/labeler.yml": LABELER, ".github/workflows/label.yml": workflow})
    assert other.syncs is False


def test_what_cannot_be_read_is_told_and_makes_no_rules() -> None:
    found = Other(".github/labeler.yml", "labeler", "a: [").rules()
    assert (found.rules_text, len(found.notes), found.notes[0].what.startswith("not taken over: ")) == ("", 1, True)


def test_only_what_was_chosen_is_taken() -> None:
    others = others_in({".github/labeler.yml": LABELER, "CODEOWNERS": "* @olga\n"})
    assert [each.path for each in chosen(others, ["CODEOWNERS", "/etc/passwd"])] == ["CODEOWNERS"]
