"""`/what-next`: something to do."""

from bot.asking.command import Answer, Answered, Command, Request
from bot.messages import say
from bot.people.fitting import fitting
from bot.people.standing import own_entry
from rules.condition import known
from rules.facts import Inviting, Member


class WhatNextCommand(
    Command,
    name="what-next",
    examples=("/what-next",),
    aliases={
        "": ("next",),
        "es": ("qué-sigue",),
        "fr": ("et-après",),
        "de": ("was-nun",),
        "pt": ("e-agora",),
        "ja": ("次は",),
    },
):
    """Names a few open items that wait for somebody: with `good first issue` or `help wanted`, and nobody's yet.

    Those come first whose labels are your topics in the people file; what is in a language (`lang/ja`) that your entry
    does not list is left out.
    """

    reads = frozenset({"inviting", "people"})

    def obey(self, request: Request) -> Answered:
        """A line for each of them."""
        entry = own_entry(request.by, known(request.facts.people)) or Member(login=request.by.login)
        inviting = fitting(known(request.facts.inviting), entry.topics, entry.languages)
        if not inviting:
            return [request.answer("nothing-next", who=request.by.login)]
        lines = [_line(one, request.language) for one in inviting]
        return [Answer("\n".join([say("what-next", request.language, who=request.by.login), "", *lines]))]


def _line(one: Inviting, language: str) -> str:
    return say("what-next-line", language, number=str(one.number), title=one.title, labels=", ".join(one.labels))
