"""What `say: NAME` may say: files of the community, `messages` of its rule file, texts that come with the program.

    .github/pathways/messages/welcome.de.md     Willkommen, {author}!

Such files are a part of the rule file: they are checked with it, and come into force with it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from rules.diagnostics import Diagnostic, Severity, lines_of
from rules.sections import Saying
from rules.template import Template, TemplateError, template

ENGLISH = "en"
FOLDER = ".github/pathways/messages"
"""Where a repository's own messages lie."""
MOST = 200
LONGEST = 20_000
TOGETHER = 500_000
"""Characters of all messages together."""
_NAMED = re.compile(r"(?P<name>[^/.]{1,100})\.(?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.md")
_BLANK = "…"
_NOT_MEANT = "readme.md"

Texts = Mapping[str, Template]
"""A message in its languages."""


@dataclass(frozen=True, slots=True)
class Sayings:
    """What may be said beside `messages`.

    Attributes:
        files: the texts of the community's own files, by path; None for one that is too large.
        built_in: what comes with the program, by name.
    """

    files: Mapping[str, str | None] = field(default_factory=dict)
    built_in: Mapping[str, Texts] = field(default_factory=dict)


NOTHING = Sayings()


def message_file(path: str) -> tuple[str, str] | None:
    """The name and the language of a message file; None for another file."""
    folder, _, file = path.rpartition("/")
    found = _NAMED.fullmatch(file) if folder == FOLDER else None
    return (found["name"], found["tag"]) if found else None


def examine(files: Mapping[str, str | None], locked: frozenset[str]) -> Iterator[Diagnostic]:
    """Everything that is wrong with message files, each where it stands; those that are `locked` nobody may change."""
    if len(files) > MOST:
        yield _at(FOLDER, "error", "limit", f"{len(files):,} files are too many", f"keep {MOST} messages at most")
        return
    if sum(len(text or "") for text in files.values()) > TOGETHER:
        yield _at(FOLDER, "error", "limit", "these messages are too long", f"keep to {TOGETHER:,} characters in all")
        return
    for path, text in files.items():
        named = message_file(path)
        if named is None:
            if path.lower().endswith(".md") and not path.lower().endswith(_NOT_MEANT):
                advice = "call it as in `welcome.en.md`: the message, the language, `md`"
                yield _at(path, "warning", "unknown-message", "this file is no message", advice)
        elif named[0] in locked:
            message = f"a rule that is locked uses `{named[0]}`"
            yield _at(path, "error", "locked", message, "leave it as it is: take this file away")
        elif text is None or len(text) > LONGEST:
            yield _at(path, "error", "limit", "this message is too long, or no text", f"keep to {LONGEST:,} characters")
        elif not text.strip():
            yield _at(path, "error", "limit", "nothing stands in this file", "write what the bot should say")
        else:
            yield from _mistakes(path, text)


def without_mistakes(sayings: Sayings, wrong: Iterable[Diagnostic]) -> Sayings:
    """The same with a blank in place of each file that cannot be used: what it is called is known all the same."""
    broken = {found.base for found in wrong if found.severity == "error"}
    files = {path: _BLANK if {path, FOLDER} & broken else text for path, text in sayings.files.items()}
    return replace(sayings, files=files) if broken else sayings


def together(messages: Mapping[str, Saying], further: Sayings, language: str) -> dict[str, Saying]:
    """Every message that a rule may name.

    A file counts more than `messages`. What the community says in its own language takes the place of what comes with
    the program in every language; else it completes that.

    Args:
        messages: of the rule file.
        further: files that have been examined, and what comes with the program.
        language: the community's own, in which a message without one is.
    """
    written: dict[str, dict[str, Template]] = {}
    for path, text in further.files.items():
        if (named := message_file(path)) and text:
            written.setdefault(named[0], {})[named[1]] = template(text.strip())
    found: dict[str, Saying] = {}
    for name in dict.fromkeys((*messages, *written, *further.built_in)):
        own = messages.get(name)
        if name in written:
            own = {**({language: own} if isinstance(own, Template) else own or {}), **written[name]}
        if isinstance(own, dict) and not speaks(own, language):
            own = {**further.built_in.get(name, {}), **own}
        found[name] = dict(further.built_in[name]) if own is None else own
    return found


def speaks(tags: Iterable[str], language: str) -> str:
    """The tag that does for a language: its own, `pt` for `pt-BR`, `pt-BR` for `pt`; empty where none does."""
    known, asked = {tag.lower(): tag for tag in tags}, language.lower()
    wider = (tag for tag in known if tag.startswith(f"{asked}-"))
    return next((known[tag] for tag in (asked, asked.split("-")[0], *wider) if tag in known), "")


def _mistakes(path: str, text: str) -> Iterator[Diagnostic]:
    """The first mistake of each line, or what is wrong with the whole."""
    found = False
    for n, line in enumerate(lines_of(text), 1):
        if wrong := _mistake(path, line, n):
            found = True
            yield wrong
    if not found and (wrong := _mistake(path, text, 1)):
        yield wrong


def _mistake(path: str, text: str, line: int) -> Diagnostic | None:
    try:
        template(text)
    except TemplateError as error:
        return Diagnostic(line, error.at + 1, "error", "template", str(error), error.help, base=path)
    return None


def _at(path: str, severity: Severity, code: str, message: str, advice: str) -> Diagnostic:
    return Diagnostic(1, 1, severity, code, message, advice, base=path)
