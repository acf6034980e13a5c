"""`/to-issue`: a discussion becomes work to be done."""

from bot.asking.command import Answered, Command, Request
from rules.condition import known
from rules.goals.open_issue import OpenIssue, Wanted
from rules.template import literally

_LONGEST = 200


class ToIssueCommand(
    Command,
    name="to-issue",
    examples=("/to-issue", "/to-issue Write a chapter on grafting"),
    aliases={
        "es": ("a-incidencia",),
        "fr": ("en-ticket",),
        "de": ("als-issue",),
        "pt": ("para-issue",),
        "ja": ("起票",),
    },
    goals=(OpenIssue,),
):
    """Opens an issue for what is discussed here, once; each refers to the other."""

    usage = "[TITLE]"
    kinds = frozenset({"discussion"})
    reads = frozenset({"went_on", "title", "sections"})

    def obey(self, request: Request) -> Answered:
        """The issue is there, and a second one is not."""
        facts = request.facts
        if there := known(facts.went_on):
            return [request.answer("to-issue-already", number=str(there[0]))]
        title = " ".join(request.wish.split()) or known(facts.title)
        told = request.say("to-issue", who=request.by.login, text=known(facts.body))
        return [OpenIssue(Wanted.model_construct(title=literally(title[:_LONGEST]), body=literally(told)))]
