"""Text from outside, made harmless for a GitHub comment.

GitHub links mentions and references after it has rendered the Markdown, so a backslash or an entity does not protect:
a zero-width space does, and it also holds in code and in the plain text of e-mails. Sources: GitHub Flavored Markdown
(https://github.github.com/gfm/) and GitHub's "Autolinked references and URLs" page.
"""

import re

ZERO_WIDTH = "\u200b"
# So many times what is shown is looked at: a long text costs no more than a short one.
_READ = 8

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ue000]")
_SPACE = re.compile(r"\s+")
ADDRESS = re.compile(r"(?<![\w.+-])([\w.+-])[\w.+-]*+@[\w-]+(?:\.[\w-]+)+")
"""An e-mail address, which whoever wrote it may not want to read everywhere."""
_MENTION = re.compile(r"@(?=[\w-])")
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})(?:\[bot\])?")
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$=:^])")
_LINKED = re.compile(
    r"@(?=[\w-])|#(?=\d)|(?<=\b[Gg][Hh])-(?=\d)|(?<=[a-zA-Z])://|(?<=www)\.|(?<=[0-9a-fA-F]{6})(?=[0-9a-fA-F])|^/|:(?=[+\w-]+:)"
)
_BREAK = "\ue000"


def text(value: str, limit: int = 300) -> str:
    """One line in which no markup, HTML, mention, reference, link or command of the value survives."""
    line = _SPACE.sub(" ", masked(_CONTROL.sub("", value[: _READ * limit]))).strip()
    if len(line) > limit:
        line = line[: limit - 1] + "…"
    line = _LINKED.sub(lambda found: found[0] + _BREAK, line)
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\1", line).replace(_BREAK, ZERO_WIDTH)


def code(value: str, limit: int = 300) -> str:
    """Inline code whose fence is longer than any run of backticks inside."""
    line = _SPACE.sub(" ", masked(_CONTROL.sub("", value[: _READ * limit]))).strip()[:limit]
    line = _MENTION.sub("@" + ZERO_WIDTH, line)
    if not line:
        return "` `"
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if line[0] == "`" or line[-1] == "`" else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def quote(value: str, limit: int = 2_000) -> str:
    """A fenced block on lines of its own, its fence longer than any inside."""
    block = masked(_CONTROL.sub("", value[: _READ * limit].replace("\r\n", "\n").replace("\r", "\n")))[:limit]
    block = _MENTION.sub("@" + ZERO_WIDTH, block)
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", block)), default=0) + 1)
    return f"\n{fence}text\n{block}\n{fence}\n"


def masked(value: str) -> str:
    """A text in which no e-mail address can be read any more: `a…@…`."""
    return ADDRESS.sub(r"\1…@…", value)


def mention(value: str) -> str:
    """A real `@login` for each login of a list, harmless text for anything else."""
    logins = [login.removeprefix("@") for login in value.split(", ")]
    return ", ".join(f"@{login}" if _LOGIN.fullmatch(login) else text(login) for login in logins)


def label(value: str, limit: int = 50) -> str:
    """A part of a label's name: one line, no control characters, within GitHub's 50 characters."""
    return _SPACE.sub(" ", _CONTROL.sub("", value[: _READ * limit])).strip()[:limit]
