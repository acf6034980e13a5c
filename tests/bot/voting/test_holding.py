"""What a decision asks for as time goes on: the voices in its comment, its end, what follows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.plan import Occasion, make_plan
from bot.voting.holding import checks, due, held, needs, outcomes
from bot.voting.telling import digest_of, key_in
from rules.facts import UNKNOWN, Away, Facts, Member, OwnCheck, Person
from rules.votes import Posted, Talk
from tests.bot.voting.community import NOON, PEOPLE, RULES, asked, book, issue, later, remark, told

NOMINATION = "decide: {decision: nomination, nominee: fay, role: ambassador}"


def result(facts: Facts) -> tuple[str, str]:
    """The state of the first decision and the news of it, without how each voice was read."""
    shown, news = told(facts)
    return shown[0].vote.state, news[0].split("\n")[2] if news else ""


@pytest.mark.parametrize(
    ("voices", "state", "news"),
    [
        ("+ada +bo", "passed", "**It has passed:** 2 for, 0 against, 0 abstained."),
        ("+ada +bo +cy -dee", "passed", "**It has passed:** 3 for, 1 against, 0 abstained."),
        (
            "+ada +bo -dee",
            "failed",
            ("**It has not passed:** 2 for, 1 against, 0 abstained. Its lead over the objections: 1; needed: 2."),
        ),
        (
            "+ada +gil +fay",
            "failed",
            ("**It has not passed:** 1 for, 0 against, 0 abstained. Its lead over the objections: 1; needed: 2."),
        ),
        (
            "",
            "failed",
            ("**It has not passed:** 0 for, 0 against, 0 abstained. Its lead over the objections: 0; needed: 2."),
        ),
    ],
)
def test_a_nomination_needs_a_net_of_two(voices: str, state: str, news: str) -> None:
    remarks = [remark(each[1:], "/support" if each[0] == "+" else "-1: too early") for each in voices.split()]
    assert result(later(asked(NOMINATION), *remarks, days=7.01)) == (state, news)


def test_those_who_have_no_vote_cannot_make_it_read_for_long() -> None:
    crowd = [remark(f"p{n}", "+1") for n in range(1_000)]
    [action], _ = told(later(asked(NOMINATION), *crowd, remark("zoe", "+1\n" * 200), remark("ada", "+1" + "\n" * 999)))
    assert (len(action.vote.voices), action.vote.voices[-1].login) == (201, "ada")


def test_while_it_is_open_its_comment_shows_how_each_voice_is_read() -> None:
    vote = asked(NOMINATION)
    facts = later(vote, remark("ada", "+1"), remark("gil", "+1"), remark("zoe", "-1"), remark("bo", "Hm."))
    [action], news = told(facts)
    assert (action.vote.open, action.vote.counts, news) == (True, (1, 0, 0), [])
    assert action.body.split("**So far:** ")[1].splitlines() == [
        "1 for, 0 against, 0 abstained.",
        "",
        "- ada supports it: `+1`",
        "- Not counted, because gil asked for this decision: `+1`",
        "- Not counted, because zoe has no vote here: `-1`",
    ]
    assert [(turn.login, turn.before, turn.now) for turn in action.vote.log] == [
        ("ada", "", "support"),
        ("gil", "", "support"),
        ("zoe", "", "object"),
    ]


def test_what_stands_is_not_written_again_and_what_changed_is_logged() -> None:
    [first], _ = told(later(asked(), remark("ada", "+1")))
    stands = later(first.vote, remark("ada", "+1"))
    posted = Posted(id="IC_1", at=NOON, digest=digest_of(first.body))
    stands = stands.but(talk=Talk(remarks=(remark("ada", "+1"),), posted={first.vote.key: posted}))
    assert told(stands) == ([], [])
    taken_back = stands.but(talk=Talk(posted={first.vote.key: posted}), now=NOON + timedelta(hours=2))
    [second], _ = told(taken_back)
    assert [(turn.login, turn.before, turn.now) for turn in second.vote.log] == [
        ("ada", "", "support"),
        ("ada", "support", ""),
    ]


def test_consent_takes_silence_for_agreement_but_not_an_objection() -> None:
    vote = asked()
    assert result(later(vote, remark("ada", "+1"), days=5.01))[0] == "passed"
    silent = later(vote, remark("ada", "+1"), remark("bo", "-1"), days=5.01)
    assert result(silent)[0] == "passed"
    assert "Not counted, because bo objected without a reason: `-1`" in told(silent)[1][0]
    [action], _ = told(silent.but(now=NOON))
    assert "Not counted yet, because bo objects without a reason; please add one" in action.body


def test_what_is_contested_begins_anew_as_a_vote_that_takes_over_no_voice() -> None:
    [first, second], [news] = told(later(asked(), remark("ada", "+1"), remark("bo", "-1 not now"), days=5.01))
    assert (first.vote.state, second.vote.decision, second.vote.question) == ("contested", "vote", "A new bed")
    assert (second.vote.key, second.vote.voices, second.vote.begun_at) == (
        "ask/0@1>vote",
        (),
        NOON + timedelta(days=5.01),
    )
    assert "The decision “vote” begins now" in news


def test_what_is_contested_ends_where_nothing_can_follow() -> None:
    contested = later(asked(), remark("bo", "-1 not now"), days=5.01)
    without = RULES.replace("  vote: {", "  other: {").replace(", if_contested: vote", "")
    [action], [news] = told(contested, without)
    assert (action.vote.state, "“vote” should follow and cannot begin now" in news) == ("contested", True)
    alone = contested.but(votes=(replace(asked(), if_contested=""),))
    assert told(alone)[0][0].vote.state == "failed"


def test_a_vote_needs_its_quorum_of_those_who_are_not_away() -> None:
    vote = asked("decide: vote")
    two = (remark("ada", "+1"), remark("bo", "+1"))
    assert result(later(vote, *two, days=14.01))[0] == "failed"
    away = tuple(replace(one, away=(Away(until=None),)) if one.login in {"cy", "dee", "bo"} else one for one in PEOPLE)
    assert result(later(vote, *two, days=14.01, people=away))[0] == "passed"


def test_a_tie_does_not_pass() -> None:
    voices = (remark("ada", "+1"), remark("bo", "-1 no"), remark("cy", "+1"), remark("dee", "-1 no"))
    assert result(later(asked("decide: vote"), *voices, days=14.01))[0] == "failed"
    assert result(later(asked(NOMINATION), *voices, days=7.01))[0] == "failed"


def test_who_leaves_the_role_has_no_vote_any_more_and_who_came_later_has_none_yet() -> None:
    vote = asked(NOMINATION)
    now = (*(one for one in PEOPLE if one.login != "ada"), Member(login="new", roles=("ambassador",)))
    facts = later(vote, remark("ada", "+1"), remark("bo", "+1"), remark("new", "+1"), days=7.01, people=now)
    assert result(facts)[0] == "failed"
    assert "ada does not have the role any more" in told(facts)[1][0]
    assert "new has no vote here" in told(facts)[1][0]
    assert result(later(vote, remark("ada", "+1"), remark("bo", "+1"), days=7.01, people=()))[0] == "passed"


def test_the_rules_of_its_beginning_decide() -> None:
    lower = RULES.replace("net_support: 2", "net_support: 1")
    [action], _ = told(later(asked(NOMINATION), remark("ada", "+1"), days=7.01), lower)
    assert action.vote.state == "failed"


def test_only_what_was_said_in_time_counts() -> None:
    day = 24.0
    vote = asked(NOMINATION)
    before_and_after = (remark("ada", "+1", hours=-1), remark("bo", "+1", hours=7 * day + 0.01))
    assert result(later(vote, *before_and_after, days=7.01))[1][:30] == "**It has not passed:** 0 for, "
    [read], _ = told(later(vote, remark("cy", "+1"), remark("dee", "-1\n\nToo early."), remark("bo", "+1 yes")))
    changed = (
        remark("cy", "-1", edited=8 * day),
        remark("dee", "+1", edited=8 * day),
        remark("bo", "-1", edited=8 * day),
        remark("ada", "+1", edited=8 * day),
    )
    shown, _ = told(later(read.vote, *changed, days=9))
    assert {cast.login: cast.says for cast in shown[0].vote.voices} == {
        "cy": "support",
        "dee": "object",
        "bo": "support",
    }
    assert (shown[0].vote.late, "so this was counted late" in shown[0].body) == (True, True)


def test_reactions_to_its_comment_count_as_they_stand() -> None:
    thumbs = (remark("ada", "+1"), remark("bo", "+1"), remark("cy", "-1"))
    facts = later(asked(NOMINATION), remark("cy", "+1", hours=2), days=7.01, reactions=thumbs)
    assert result(facts)[1] == "**It has passed:** 3 for, 0 against, 0 abstained."


def test_a_quoted_vote_and_a_sentence_do_not_count() -> None:
    said = (remark("ada", "On Monday, Bo wrote:\n> +1\n"), remark("bo", "I can't give +1"))
    assert result(later(asked(NOMINATION), *said, days=7.01))[1][:30] == "**It has not passed:** 0 for, "


def test_an_item_that_is_closed_when_the_time_is_up_decides_nothing() -> None:
    closed = later(asked(), remark("ada", "+1"), days=5.01, state="closed")
    assert result(closed) == (
        "dropped",
        "**Called off:** this was closed when the time was up, so nothing was decided.",
    )
    assert told(closed.but(now=NOON + timedelta(days=1)))[0][0].vote.open


def test_a_comment_that_somebody_deleted_calls_the_decision_off() -> None:
    vote = asked()
    young = issue(votes=(vote,), now=NOON + timedelta(seconds=90))
    assert told(young) == ([], [])
    [action], [news] = told(young.but(now=NOON + timedelta(minutes=5)))
    assert (action.vote.state, action.stands) == ("dropped", True)
    assert news.endswith("**Called off:** somebody deleted the comment of this decision.")


def test_what_cannot_be_seen_is_told_and_decides_nothing() -> None:
    facts = later(asked(), days=9)
    [blind] = held(book(), facts.but(talk=UNKNOWN), "d2")
    assert blind.document() == {"do": "decide", "rule": "Ask", "why": "not known: talk"}
    [_shown, unsaid] = held(book(), facts.but(sections=UNKNOWN), "d2")
    assert unsaid.document() == {"do": "comment", "rule": "Ask", "why": "not known: sections"}
    assert list(held(book(), Facts(), "d2")) == []


@pytest.mark.parametrize(
    ("remarks", "event"),
    [
        ((remark("ada", "+1"),), ["decision.passed"]),
        ((), ["decision.failed"]),
        ((remark("bo", "-1 no"),), []),
    ],
)
def test_rules_hear_how_it_ended(remarks: tuple[object, ...], event: list[str]) -> None:
    before = later(asked(), *remarks, days=5.01)  # type: ignore[arg-type]  # remarks they are
    after = before
    for action in told(before)[0]:
        after = action.applied_to(after)
    assert [name for _, name in outcomes(before, after)] == event
    assert list(outcomes(Facts(), after)) == list(outcomes(after, Facts())) == []


def test_its_comment_is_known_by_its_sign() -> None:
    [action], _ = told(later(asked(), remark("ada", "+1")))
    assert (key_in(action.body), key_in(f"Look: {action.body}")) == ("ask/0@1", None)
    assert digest_of(action.body) == digest_of(action.body.replace("\n", "\r\n") + "\n")


def test_many_voices_are_counted_and_the_first_are_shown() -> None:
    crowd = tuple(Member(login=f"p{n}", roles=("ambassador",)) for n in range(1_000))
    vote = asked("decide: vote", issue(people=crowd))
    [action], [news] = told(later(vote, *(remark(one.login, "+1") for one in crowd), days=14.01, people=crowd))
    assert action.vote.state == "passed"
    assert (news.count("supports it"), news.splitlines()[-1]) == (200, "- … and 800 more.")
    assert len(action.body) < 60_000


PULL = "do: [{decide: consent}, {check: {name: governance, passes_when: decided}}]"


def test_the_check_follows_what_people_decide() -> None:
    rules = RULES.replace("do: [{decide: consent}]", PULL).replace("issues.opened", "pull_request.opened")
    pull = {"kind": "pull_request", "commit": "abc", "own_checks": {}, "recorded": frozenset()}
    plan = make_plan(book(rules), issue(**pull), [Occasion("d1", "pull_request.opened", actor=Person(login="gil"))])
    assert [(one.do, one.keys().get("conclusion")) for one in plan.actions] == [
        ("decide", None),
        ("check", "in_progress"),
    ]
    passed = plan.facts.but(votes=(replace(plan.facts.votes[0], state="passed", commit="abc"),))  # type: ignore[index]  # known
    assert [one.keys()["conclusion"] for one in checks(book(rules), passed, "d2")] == ["success"]  # type: ignore[union-attr]  # an action
    pushed = passed.but(commit="def", own_checks={})
    assert [one.keys()["conclusion"] for one in checks(book(rules), pushed, "d3")] == ["failure"]  # type: ignore[union-attr]  # as above
    assert list(checks(book(rules), pushed.but(kind="issue"), "d3")) == []


def test_a_check_of_another_rule_is_kept_up_where_it_was_reported() -> None:
    rules = RULES + "  - {name: See, do: [{check: {name: Other, passes_when: decided}}]}\n"
    vote = replace(asked(), state="passed", commit="abc")
    facts = issue(kind="pull_request", commit="abc", own_checks={}, votes=(vote,))
    assert list(checks(book(rules), facts, "d2")) == []
    reported = facts.but(own_checks={"other": OwnCheck(id="CR_1", conclusion="in_progress")})
    assert [one.keys()["conclusion"] for one in checks(book(rules), reported, "d2")] == ["success"]  # type: ignore[union-attr]  # an action


def test_it_is_due_a_minute_after_its_time() -> None:
    vote = asked()
    assert due((vote,), vote.closes_at + timedelta(seconds=59)) is False
    assert due((vote,), vote.closes_at + timedelta(seconds=60)) is True
    assert due((replace(vote, state="passed"),), vote.closes_at + timedelta(days=1)) is False


def test_facts_are_asked_for_only_where_somebody_decides() -> None:
    rules = book(RULES.replace("do: [{decide: consent}]", PULL))
    vote = asked()
    assert needs(rules, "issue", ()) == frozenset()
    assert needs(rules, "issue", (replace(vote, state="passed"),)) == frozenset()
    assert needs(rules, "pull_request", (replace(vote, state="passed"),)) == {"commit", "own_checks"}
    assert {"talk", "votes", "people", "sections", "state"} <= needs(rules, "issue", (vote,))
