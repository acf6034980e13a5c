"""The page of commands, made from the commands themselves: `make docs` writes it to docs/commands.md."""

from collections.abc import Iterator

from bot.asking.authority import ANYONE
from bot.asking.command import Command
from bot.commands import COMMANDS

_LANGUAGES = {"": "also", "de": "German", "es": "Spanish", "fr": "French", "ja": "Japanese", "pt": "Portuguese"}
_HEAD = """\
# Commands

What people can ask of Fingerpost in a comment, on a line of its own: `/label bug`, or `@fingerpost label bug`.
This page is made from the code; `/help` lists what you may ask for where you are.

- A line of a comment or a review asks, one of a new issue, pull request or discussion, and one that is added to a
  comment later. What is quoted, code, hidden in HTML, or in a list, table or heading does not. Ten commands of one
  comment are followed.
- What was done shows as a thumb up on the comment. Who may not have it, or wrote what is not understood, finds a
  puzzled face there, and a line in the bot's one comment that says who may or what may have been meant.
- Somebody's own command is not held back by what people undid before, and what it took back no rule does again. On a
  paused item commands are followed all the same.
- Who may what: the roles of the people file give the words of `may`. Besides, GitHub's own role in the repository
  counts: admin and maintain may everything, write may `triage` and `stage`, triage may `triage`.
- A rule waits for a command with `on: command.label`; it hears those that were followed. It may also wait for one of
  the community's own: with `on: command.ready` the bot listens for `/ready`. Anybody may give that, unless the rule's
  `when` asks for more: `actor: {may: triage}`.
- A repository without a rule file has no commands.
- Whoever asks is answered in their own language; see [words](words.md).
- `fingerpost explain` and `fingerpost test` follow the commands of a case too: those of a payload's comment, of
  `event_comment: /label bug`, or of a new item's first text. An owner may everything there, a collaborator what write
  allows; of others the people file tells. Voices are counted where the case says what is being decided:
  `votes: {decision: nomination, nominee: eve, role: ambassador, nominator: bob, begun_at: 2026-03-01}`, with
  `talk: [{login: ada, text: "+1", at: 2026-03-02}]`, `people` and `now`.

"""


def page() -> str:
    """The page, as Markdown."""
    table = ["| Command | Who may | What it does |", "|---|---|---|"]
    table += [f"| [`{one.written}`](#{name}) | {_who(one)} | {one.about} |" for name, one in COMMANDS.items()]
    return "\n".join([_HEAD + "\n".join(table), *(part for one in COMMANDS.values() for part in _section(one))]) + "\n"


def _who(command: Command) -> str:
    return ANYONE if command.may == ANYONE else f"`{command.may}`"


def _section(command: Command) -> Iterator[str]:
    """All that is to be said of one command."""
    text = "\n".join(line.strip() for line in (command.__doc__ or "").strip().splitlines())
    yield f"\n## {command.name}\n\n{text}\n"
    yield "\n".join(["```text", *command.examples, "```"])
    if command.aliases:
        told = [f"{_LANGUAGES.get(tag, tag)} {_listed(names)}" for tag, names in sorted(command.aliases.items())]
        yield f"\nOther names: {'; '.join(told)}."


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`/{name}`" for name in names)
