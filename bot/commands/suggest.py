"""`/suggest`: an idea that somebody has while reading."""

from bot.asking.command import Answered, Command, Request
from rules.book import Rulebook
from rules.condition import known
from rules.escape import label
from rules.facts import UNKNOWN, Facts
from rules.forms import Form
from rules.goals.open_issue import OpenEachTime, Wanted
from rules.template import literally

FORM = "suggestion"
"""The issue form whose labels a suggestion carries, where there is one."""
_LONGEST = 80


class SuggestCommand(
    Command,
    name="suggest",
    examples=("/suggest A chapter on grafting",),
    aliases={
        "": ("idea",),
        "es": ("sugerir",),
        "fr": ("suggérer",),
        "de": ("anregen",),
        "pt": ("sugerir",),
        "ja": ("提案",),
    },
    goals=(OpenEachTime,),
):
    """Opens an issue for your suggestion; it refers to this item, and you hear what becomes of it.

    Where pathways or rules speak of issue forms and one is called `suggestion`, the issue carries its labels and begins
    its title as the form does. Whoever may triage takes it on by `/accept`, or says by `/decline` why not.
    """

    usage = "WHAT"

    def asks(self, book: Rulebook) -> frozenset[str]:
        """The issue forms are good to know."""
        return super().asks(book) | {"forms"}

    def obey(self, request: Request) -> Answered:
        """The issue is there."""
        what = " ".join(request.wish.split())
        if not what:
            return request.refused("suggest-what", command=self.written)
        form = _form(request.facts)
        begins, labels = (form.title, form.labels) if form else ("", ())
        title = begins + label(what, _LONGEST) + ("…" if len(what) > _LONGEST else "")
        body = request.say("suggestion", who=request.by.login, number=str(known(request.facts.number)), text=what)
        wanted = Wanted.model_construct(
            title=literally(title), body=literally(body), labels=tuple(map(literally, labels)) or None
        )
        return [OpenEachTime(wanted)]


def _form(facts: Facts) -> Form | None:
    forms = () if facts.forms is UNKNOWN else facts.forms
    return next((form for form in forms if form.called(FORM)), None)
