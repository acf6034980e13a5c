"""The check on files that the whole community keeps: reported once for what it says, with its remarks."""

from bot.actions.check import ReportCheck
from bot.planning.guarding import guarded, guarded_files, guarding_needs
from bot.writing.remarks import Annotation
from rules.diagnostics import Diagnostic
from rules.facts import UNKNOWN, Facts, OwnCheck
from rules.language import load
from rules.shared import Account, RuleChange, SharedFile

BOOK = load("project: {purpose: p, people: people.yml, groups: groups.yml}\nrules: []\n")
ADA = Account(login="ada")


def pull(people: str = "- github: ada\n", **known: object) -> Facts:
    shared = {"people.yml": SharedFile(before="", after=people, author=ADA)}
    facts = Facts(kind="pull_request", state="open", commit="abc", own_checks={}, shared=shared)
    return facts.but(files=("people.yml",), **known)


def checks(facts: Facts) -> list[ReportCheck]:
    return [one for one in guarded(BOOK, facts, "d1") if isinstance(one, ReportCheck)]


def test_the_files_that_the_rules_name_are_guarded_each_under_a_name() -> None:
    assert {"people.yml": "people", "groups.yml": "groups"}.items() <= guarded_files(BOOK).items()


def test_what_changes_a_pull_request_or_an_opinion_of_it_is_a_reason_to_look() -> None:
    def heard(name: str) -> frozenset[str]:
        return guarding_needs(BOOK, [None, name])

    assert {"shared", "own_checks"} <= heard("pull_request.synchronize") & heard("pull_request_review.submitted")
    assert heard("pull_request.labeled") | heard("issues.opened") == frozenset()


def test_a_check_is_reported_until_it_stands() -> None:
    [action] = checks(pull())
    assert (action.name, action.conclusion, action.commit, action.run) == ("people", "success", "abc", None)
    stands = OwnCheck(id="CR_1", conclusion="success", digest=action.digest)
    assert checks(pull(own_checks={"people": stands})) == []
    [again] = checks(pull("- github: cem\n", own_checks={"people": stands}))
    assert (again.conclusion, again.run) == ("in_progress", "CR_1")


def test_mistakes_are_remarks_in_the_file() -> None:
    [action] = checks(pull("- github: ada\n  country: UK\n- github: a b\n"))
    wrong = "github: it does not have the right form; each entry begins with `- github: LOGIN`"
    assert action.annotations == (
        Annotation("people.yml", 2, 12, 14, "FAILURE", "country: `UK` is no country's code; did you mean GB?"),
        Annotation("people.yml", 3, 11, 14, "FAILURE", wrong),
    )


def test_what_was_cut_short_goes_on_and_other_remarks_need_a_new_check() -> None:
    many = "".join(f"- github: a {number}\n" for number in range(60))
    [whole] = checks(pull(many))
    half = OwnCheck(id="CR_1", conclusion="queued", digest=whole.mark(50))
    [rest] = checks(pull(many, own_checks={"people": half}))
    assert (rest.run, rest.sent, rest.digest) == ("CR_1", 50, whole.digest)
    [other] = checks(pull("- github: a b\n", own_checks={"people": half}))
    assert (other.run, other.sent) == (None, 0)


def test_how_many_remarks_there_is_no_room_for_is_told() -> None:
    [action] = checks(pull("".join(f"- github: a {number}\n" for number in range(201))))
    assert len(action.annotations) == 200
    assert action.summary.splitlines()[0] == "1 more remark is left out: the first 200 are shown."


def test_a_remark_about_another_file_is_put_there() -> None:
    path = ".github/pathways/messages/hello.en.md"
    change = RuleChange(findings=(Diagnostic(1, 8, "error", "x", "unknown value", width=3, base=path),))
    [action] = checks(pull(shared={}, rule_change=change))
    assert (action.name, action.annotations) == ("pathways", (Annotation(path, 1, 8, 11, "FAILURE", "unknown value"),))


def test_nothing_is_reported_of_what_is_closed_untouched_or_not_known() -> None:
    shut = pull(state="closed")
    other = pull(shared={})
    assert [checks(each) for each in (shut, other, pull(commit=UNKNOWN), pull(own_checks=UNKNOWN))] == [[], [], [], []]
    assert checks(pull(shared=UNKNOWN)) == []
