import json
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from rules.asked import MOST_EXPRESSED
from rules.evaluate import judge
from rules.expression import Expression, ExpressionError, _env, expression, names_in
from rules.facts import Review
from rules.forms import Field, Form
from rules.vocabulary import WORDS
from tests.rules.world import diagnostics, facts, person, rule, told_of_rule

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def answer(source: str, **known: Any) -> bool | None:
    return expression(source).check(facts(**known)).met


@pytest.mark.parametrize(
    ("source", "known", "met"),
    [
        ("title == 'x'", {"title": "x"}, True),
        ("title.startsWith('y')", {"title": "x"}, False),
        ("labels.exists(l, l == 'bug')", {"labels": ("docs", "bug")}, True),
        ("size(files) > 2", {"files": ("a", "b")}, False),
        ("milestone == ''", {"milestone": None}, True),
        ("additions + deletions > 100", {"additions": 60, "deletions": 60}, True),
        ("author.new && 'editor' in author.roles", {"author": person(new=True, roles=("editor",))}, True),
        ("'triage' in actor.may && !actor.bot", {"actor": person(may=frozenset({"triage"}))}, True),
        ("now - created_at > duration('24h')", {"now": NEW_YEAR, "created_at": NEW_YEAR}, False),
        ("check_runs['build'] == 'success'", {"check_runs": {"build": "success"}}, True),
        ("fields.Priority > 2 && fields.Team == 'Web'", {"fields": {"Priority": 3, "Team": "Web"}}, True),
        (
            "event.name == 'issues.labeled' && event.label == 'bug'",
            {"event": "issues.labeled", "event_label": "bug"},
            True,
        ),
        ("event.name == ''", {}, True),
        ("event.comment.contains('please')", {"event_comment": None}, False),
    ],
)
def test_an_expression_is_true_or_false_of_the_facts(source: str, known: dict[str, Any], met: bool) -> None:
    assert answer(source, **known) is met


def test_reviews_and_form_answers_have_names() -> None:
    rule_ = "reviews.exists(r, r.state == 'approved' && r.author == 'bob')"

    assert answer(rule_, reviews=(Review(author="bob", state="APPROVED"),)) is True
    form = Form(path="bug.yml", name="Bug", fields=(Field(label="Version"),))
    known = {"forms": (form,), "title": "", "labels": (), "body": "### Version\n\n2.1"}
    assert answer("form == 'Bug' && field['Version'] == '2.1'", **known) is True
    assert answer("form == '' && size(field) == 0", **known | {"body": ""}) is True


def test_what_is_not_known_matters_only_where_it_decides() -> None:
    assert answer("title == 'x' || milestone == 'v2'", title="x") is True
    assert answer("title == 'x' && milestone == 'v2'", title="y") is False
    assert answer("title == 'x' && milestone == 'v2'", title="x") is None


def test_a_mistake_at_run_time_leaves_the_answer_open_and_is_told() -> None:
    assert expression("1 / comments > 0").check(facts(comments=0)).says == "`1 / comments > 0` is true (divide by zero)"
    assert answer("fields.Priority > 2", fields={}) is None
    assert answer("title == 'x'", title="\ud800") is None


def test_an_expression_that_would_never_end_stops_at_its_budget() -> None:
    source = "labels.all(a, labels.all(b, labels.all(c, labels.all(d, a == d))))"
    found = expression(source).check(facts(labels=("x",) * 100))
    assert (found.met, "Iteration budget exceeded" in found.says) == (None, True)


@pytest.mark.parametrize(
    ("source", "known", "met"),
    [
        ("title.matches('^docs?: ')", {"title": "doc: x"}, True),
        (r"title.matches(r'^\d{4}-\d{2}') && matches(body, '^x')", {"title": "2026-11", "body": "xy"}, True),
        (r"""title.matches("^\\[a-z]+'s") // and .matches(body)""", {"title": "[ada's"}, False),
        ("files.exists(f, f.matches( 'docs/' ))", {"files": ("docs/a",)}, True),
        ("title == 'x.matches(body)'", {"title": "x"}, False),
    ],
)
def test_a_pattern_that_is_written_out_is_looked_for(source: str, known: dict[str, Any], met: bool) -> None:
    assert answer(source, **known) is met


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("title.matches(body)", "`matches` takes a pattern that is written out"),
        ("labels.all(l, !body.matches(l))", "`matches` takes a pattern that is written out"),
        ("title.matches(state == 'open' ? 'a' : 'b')", "`matches` takes a pattern that is written out"),
        ("title.matches('(')", "not a regular expression: missing ): ("),
        ("body.matches('a[ab]{400}c')", "`a[ab]{400}c` is too much to be searched for in an expression"),
    ],
)
def test_another_pattern_is_refused(source: str, message: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        expression(source)
    assert str(refused.value) == message


def test_the_answer_tells_what_was_seen() -> None:
    told = expression("title != body && now > created_at").check(
        facts(title="t", body="b" * 100, now=NEW_YEAR, created_at=NEW_YEAR)
    )
    assert told.saw == {
        "body": f"{'b' * 80}…",
        "created_at": NEW_YEAR.isoformat(),
        "now": NEW_YEAR.isoformat(),
        "title": "t",
    }
    assert (told.condition, told.met, told.says) == ("if", False, "`title != body && now > created_at` is true")


def test_it_needs_the_facts_of_its_names_and_no_others() -> None:
    assert expression("author.new && title != 'body files' && state != \"labels\"").needs == {
        "author.new",
        "title",
        "state",
    }
    assert names_in("author.login == 'a' && r.state == event.name") == {"author.login", "event.name"}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (r"""title == "\"" && body == "x" """, {"title", "body"}),
        (r"""title.contains('it\'s') && body.contains('x\'y')""", {"title", "body"}),
        (r"""title == "\\" && body == "files" """, {"title", "body"}),
        ('''title == """a"body"b""" && state == "x" ''', {"title", "state"}),
        ("author . login == 'x' && actor.\n  login == 'y'", {"author.login", "actor.login"}),
        ("title == 'x' // it's the body\n && state == 'y'", {"title", "state"}),
        ("title == 'http://body' && state == 'y'", {"title", "state"}),
    ],
)
def test_names_are_found_beside_quotes_comments_and_spaces(source: str, names: set[str]) -> None:
    assert names_in(source) == names
    assert isinstance(expression(source), Expression)


@pytest.mark.parametrize("name", sorted(WORDS))
def test_every_name_may_be_used(name: str) -> None:
    assert isinstance(expression(f"{name} == {name}"), Expression)


@pytest.mark.parametrize(
    ("line", "column", "message", "advice"),
    [
        ("if: titel == 'x'", 9, "there is no `titel`", "did you mean `title`?"),
        ('if: "titel == 1"', 10, "there is no `titel`", "did you mean `title`?"),
        ("if: author == 'alice'", 9, "there is no `author`", "did you mean `author.login`?"),
        ("if: event == 'x'", 9, "there is no `event`", "did you mean `event.name`?"),
        ("if: true && author.logn == 'x'", 17, "there is no `author.logn`", "did you mean `author.login`?"),
        ("if: title == 1", 15, "`==` does not go with (string, int)", "compare values of one type"),
        (
            "if: title + 'a' == 'b'",
            15,
            "`+` does not go with (string, string)",
            "texts and lists are not joined in expressions",
        ),
        ("if: labels.map(l, l) == []", 19, "`map` and `filter` are left out", "use `exists`, `all` or `exists_one`"),
        ("if: title ==", 17, "not an expression: Syntax error: mismatched input '<EOF>'", ""),
        (
            "if: size(labels)",
            9,
            "an expression is true or false, this one is of type int",
            "compare it: `size(labels) > 2`, `milestone == 'v2'`",
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(line: str, column: int, message: str, advice: str) -> None:
    assert told_of_rule(line) == [(4, column, "expression", message, advice)]


def test_in_a_text_of_several_lines_the_place_is_told_in_words() -> None:
    message = "there is no `titel` (line 2, column 3 of the expression)"
    assert told_of_rule("if: |\n  true &&\n    titel == 'x'") == [
        (4, 5, "expression", message, "did you mean `title`?")
    ]


def test_an_expression_may_be_as_long_as_a_file_may_ask_and_the_next_letter_is_too_much() -> None:
    rules = [{"name": f"R{n}", "if": f"title == '{'x' * 489}'", "do": [{"label": "x"}]} for n in range(100)]
    file = {"project": {"purpose": "p"}, "rules": rules}
    assert sum(len(str(rule["if"])) for rule in rules) == MOST_EXPRESSED
    assert diagnostics(json.dumps(file)) == ()
    rules.append({"name": "One more", "if": "true", "do": [{"label": "x"}]})
    (found,) = diagnostics(json.dumps(file, indent=1))
    assert (found.severity, found.code, found.column, found.width) == ("error", "limit", 4, 4)
    assert (found.message, found.help) == (
        "the expressions of this file have more than 50,000 characters",
        "ask with conditions under `when`",
    )


def test_without_the_extra_the_file_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    expression.cache_clear()
    _env.cache_clear()
    monkeypatch.setitem(sys.modules, "cel_expr_python.cel", None)
    with pytest.raises(ExpressionError) as refused:
        expression("title == 'x'")
    assert str(refused.value) == "expressions need the extra `cel`, which is not installed"
    assert refused.value.help == 'install it with `pip install "fingerpost[cel]"`, or ask with conditions under `when`'


def test_it_stands_beside_when() -> None:
    both = rule("when: {label: bug}\nif: title == 'x'")
    assert both.needs == {"labels", "title"}
    assert [judge(both, facts(title=title, labels=("bug",))).matched for title in ("x", "y")] == [True, False]
    assert judge(both, facts(title="x", labels=())).matched is False
