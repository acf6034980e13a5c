"""`if:` expressions in CEL, the way out where no condition says what is meant.

An expression is checked when the file is loaded: its names exist, its types fit, it answers true or false. It runs
within a budget of steps, and what could make memory grow (`map`, `filter`, joining texts and lists) is left out.
"""

import importlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from rules.condition import Finding
from rules.diagnostics import did_you_mean
from rules.facts import Facts
from rules.pattern import PatternError, pattern
from rules.vocabulary import WORDS

SHOWN = 80

_PLACE = re.compile(r"<input>:(\d+):(\d+): ([^\n]*)")
# The longer quotes first, for the shorter ones would end at once; a comment may hold quotes, and quotes two slashes.
_QUOTED = re.compile(
    r"""\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|//[^\n]*""", re.DOTALL
)
_MATCHES = re.compile(r'\bmatches\s*\((?:(?:[^()"]*,)?\s*(?P<raw>[rR]?)"(?P<text>\d+)"\s*\))?')
_DOT = re.compile(r"\s*\.\s*")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.\w+)?")
_UNKNOWN_NAME = re.compile(r"undeclared reference to '([^']*)'")
_NO_OVERLOAD = re.compile(r"found no matching overload for '([^']*)' applied to '([^']*)'")
_LEFT_OUT = {"map", "filter"}
_SETTINGS = """
stdlib:
  exclude_macros: [map, filter]
  exclude_functions:
    - {name: _+_, overloads: [{id: add_string}, {id: add_list}, {id: add_bytes}]}
variables:
"""


class ExpressionError(ValueError):
    """An expression that cannot be used.

    Attributes:
        help: what to write instead.
        line, column: where in the expression, counted from 0; the beginning where the whole is meant.
    """

    def __init__(self, message: str, help_: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.help, self.line, self.column = help_, line, column


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression, compiled; a question like a condition."""

    source: str
    needs: frozenset[str]
    program: Any

    def check(self, facts: Facts) -> Finding:
        """Answer for these facts. A name without a value leaves the answer open only if it matters."""
        saw = {name: WORDS[name].value(facts) for name in names_in(self.source) if _told(name, facts)}
        says = f"`{self.source}` is true"
        try:
            answer = self.program.eval(_env().Activation(saw)).value()
        except RuntimeError as error:  # the budget, and texts that are not Unicode
            answer = str(error)
        if isinstance(answer, bool):
            return Finding("if", answer, _shown(saw), says)
        missing = sorted(facts.lacking(self.needs))
        why = f"{', '.join(missing)} not known" if missing else _plain(answer)
        return Finding("if", None, None, f"{says} ({why})")


@lru_cache(maxsize=1_024)
def expression(source: str) -> Expression:
    """The expression that a rule file's text stands for, checked; compiling one takes longer than keeping it.

    Raises:
        ExpressionError: it is not CEL, names what does not exist, mixes types, or is neither true nor false; or
            the extra that it needs is not installed.
    """
    try:
        program = _env().compile(source)
    except RuntimeError as error:
        raise _told_error(str(error)) from None
    except ImportError:
        advice = 'install it with `pip install "fingerpost[cel]"`, or ask with conditions under `when`'
        raise ExpressionError("expressions need the extra `cel`, which is not installed", advice) from None
    answers = program.return_type()
    if answers != _cel().Type.BOOL:
        message = f"an expression is true or false, this one is of type {answers.name().lower()}"
        raise ExpressionError(message, "compare it: `size(labels) > 2`, `milestone == 'v2'`")
    _check_patterns(source)
    needs = frozenset[str]().union(*(WORDS[name].needs for name in names_in(source)))
    return Expression(source, needs, program)


def _check_patterns(source: str) -> None:
    """See that what `matches` looks for is written out and quickly found: it may be looked for thousands of times.

    Raises:
        ExpressionError: it is not.
    """
    texts: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        texts.append(found[0])
        return f'"{len(texts) - 1}"'

    bare = _QUOTED.sub(put_aside, source)
    for call in _MATCHES.finditer(bare):
        if call["text"] is None:
            raise ExpressionError("`matches` takes a pattern that is written out", "write it: `title.matches('^docs')`")
        written = _env().compile(f"{call['raw']}{texts[int(call['text'])]}").eval(_env().Activation({})).value()
        try:
            made = pattern(f"/{written}/")
        except PatternError as error:
            raise ExpressionError(str(error)) from None
        if made.dear:
            advice = "ask for `title` or `body` under `when`, or write it with fewer repetitions"
            raise ExpressionError(f"`{written[:SHOWN]}` is too much to be searched for in an expression", advice)


def names_in(source: str) -> frozenset[str]:
    """The names of the vocabulary that an expression uses."""
    found = {each[0] for each in _NAME.finditer(_DOT.sub(".", _QUOTED.sub("''", source)))}
    return frozenset(name for each in found for name in (each, each.partition(".")[0]) if name in WORDS)


def _cel() -> Any:
    return importlib.import_module("cel_expr_python.cel")


@cache
def _env() -> Any:
    variables = "".join(f"  - {{name: {name}, {_yaml_type(word.type)}}}\n" for name, word in WORDS.items())
    cel = _cel()
    return cel.NewEnv(config=cel.NewEnvConfigFromYaml(_SETTINGS + variables))


def _yaml_type(type_: str) -> str:
    """A type such as `list(string)` as the environment's settings spell it."""
    name, _, inner = type_.removesuffix(")").partition("(")
    parts = ", ".join(f"{{{_yaml_type(part)}}}" for part in inner.split(", ", 0 if name == "list" else -1) if part)
    return f"type_name: {name}, params: [{parts}]" if parts else f"type_name: {name}"


def _told(name: str, facts: Facts) -> bool:
    return not facts.lacking(WORDS[name].needs)


def _told_error(text: str) -> ExpressionError:
    """CEL's own message in the words of this house."""
    found = [(int(line) - 1, int(column) - 1, said) for line, column, said in _PLACE.findall(text)]
    line, column, said = next((each for each in found if _left_out(each[2])), found[0] if found else (0, 0, text))
    if _left_out(said):
        return ExpressionError("`map` and `filter` are left out", "use `exists`, `all` or `exists_one`", line, column)
    if name := _UNKNOWN_NAME.search(said):
        column -= max(0, name[1].rfind("."))  # CEL points at the last dot
        part = next((word for word in WORDS if word.startswith(f"{name[1]}.")), None)
        advice = f"did you mean `{part}`?" if part else did_you_mean(name[1], WORDS)
        return ExpressionError(f"there is no `{name[1]}`", advice, line, column)
    if mixed := _NO_OVERLOAD.search(said):
        sign = mixed[1].strip("_") or mixed[1]
        advice = "texts and lists are not joined in expressions" if sign == "+" else "compare values of one type"
        return ExpressionError(f"`{sign}` does not go with ({mixed[2].strip('()')})", advice, line, column)
    return ExpressionError(f"not an expression: {_plain(said).partition(' expecting ')[0]}", "", line, column)


def _left_out(said: str) -> bool:
    name = _UNKNOWN_NAME.search(said)
    return name is not None and name[1] in _LEFT_OUT


def _plain(answer: Any) -> str:
    """The heart of a message of CEL's, without the codes around it."""
    text = re.sub(r"^(?:[A-Z_]+: )+|\s*\[[A-Z_]+\]$", "", str(answer).strip().partition("\n")[0])
    return text[:200]


def _shown(saw: dict[str, Any]) -> dict[str, Any]:
    return {name: _short(value) for name, value in sorted(saw.items())}


def _short(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return f"{value[:SHOWN]}…" if isinstance(value, str) and len(value) > SHOWN else value
