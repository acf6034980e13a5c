"""The work of `fingerpost test`."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
import typer
from rich.progress import track
from rich.text import Text

from bot.commandline.findings import plural, show
from bot.commandline.run_check import MOST_BYTES
from bot.commandline.run_explain import prepare
from bot.commandline.terminal import FINDING, console, fail, name_of, print_json, read
from bot.explaining.explain import CaseError, Explainer, make_case
from bot.explaining.ruletests import Effect, Outcome, RuleTest, judge, read_tests, selected
from bot.explaining.visible import harmless, one_line
from rules.diagnostics import RuleFileError

_ENDING = ".test.yml"
_LONGEST_PAYLOAD = 25 * 1024 * 1024
_LONGEST = 200


def run(file: Path, rules: Path | None, files: Mapping[str, Path], only: str | None, *, as_json: bool) -> None:
    """Print how each test ended; end with 1 where one failed."""
    tests_file, rule_file = _pair(file, rules)
    tests = selected(_tests(tests_file), only)
    if not tests:
        fail(f"no test in {name_of(tests_file)} has “{one_line(only or '', _LONGEST)}” in its name")
    explainer = prepare(rule_file, files, complete=True)
    slow = sys.stderr.isatty() and not as_json
    followed = track(tests, "Tests", console=console(err=True), transient=True, disable=not slow)
    outcomes = [_outcome(test, explainer, tests_file) for test in followed]
    if as_json:
        print_json(_document(tests_file, rule_file, outcomes))
    else:
        console().print(_coloured("\n".join(_told(outcomes))))
    if not all(outcome.passed for outcome in outcomes):
        raise typer.Exit(FINDING)


def _pair(file: Path, rules: Path | None) -> tuple[Path, Path]:
    """The test file and the rule file that are meant."""
    if file.name.endswith(_ENDING) or rules is not None:
        return file, rules or file.with_name(f"{file.name.removesuffix(_ENDING)}.yml")
    return file.with_name(f"{file.stem}{_ENDING}"), file


def _tests(file: Path) -> tuple[RuleTest, ...]:
    source = read(file, MOST_BYTES)
    try:
        return read_tests(source)
    except RuleFileError as error:
        show(name_of(file), source, error.diagnostics, err=True)
        fail(f"the test file has {plural(len(error.diagnostics), 'error')}", FINDING)


def _outcome(test: RuleTest, explainer: Explainer, file: Path) -> Outcome:
    try:
        case = make_case(test.event, test.given, _payload(file.parent / test.payload) if test.payload else None)
        explained = explainer.explain(case)
    except CaseError as error:
        fail(f"{name_of(file)}:{test.line}: {one_line(str(error), _LONGEST)}", FINDING)
    return judge(test, explained)


def _payload(path: Path) -> Any:
    try:
        return orjson.loads(read(path, _LONGEST_PAYLOAD))
    except orjson.JSONDecodeError as error:
        raise CaseError(f"{name_of(path)} is not JSON: {error}") from None


def _told(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        yield f"{'✓' if outcome.passed else '✗'} {one_line(outcome.test.name)}{_line(outcome)}"
        yield from (f"    - {_effect(effect)}  (expected)" for effect in outcome.missing)
        yield from (f"    + {_effect(effect)}  (got)" for effect in outcome.unexpected)
        yield from (f"    ? held back: {one_line(why)}" for why in outcome.held_back)
    failed = sum(not outcome.passed for outcome in outcomes)
    yield f"{plural(len(outcomes), 'test')}, {f'{failed} failed' if failed else 'all passed'}"


def _line(outcome: Outcome) -> str:
    return "" if outcome.passed else f" (line {outcome.test.line})"


def _effect(effect: Effect) -> str:
    value = effect.value if isinstance(effect.value, str) else orjson.dumps(effect.value, default=str).decode()
    return one_line(f"{effect.verb}: {harmless(value)}")


def _document(tests: Path, rules: Path, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    passed = sum(outcome.passed for outcome in outcomes)
    return {
        "file": name_of(tests),
        "rules": name_of(rules),
        "passed": passed,
        "failed": len(outcomes) - passed,
        "tests": [
            {
                "name": outcome.test.name,
                "line": outcome.test.line,
                "passed": outcome.passed,
                "missing": [effect.document() for effect in outcome.missing],
                "unexpected": [effect.document() for effect in outcome.unexpected],
                "held_back": list(outcome.held_back),
            }
            for outcome in outcomes
        ],
    }


def _coloured(text: str) -> Text:
    coloured = Text(text)
    for mark in (r"(?m)^(?P<green>✓)", r"(?m)^(?P<red>✗)", r"(?m)^    (?P<red>- .*)$", r"(?m)^    (?P<green>\+ .*)$"):
        coloured.highlight_regex(mark)
    coloured.highlight_regex(r"(?m)^    (?P<yellow>\?) ")
    return coloured
