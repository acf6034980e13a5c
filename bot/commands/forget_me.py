"""`/forget-me`: what the bot keeps of whoever asks."""

from collections.abc import Iterator

from bot.asking.command import Answer, Answered, Command, Request
from bot.messages import say, words
from bot.people.parting import withdrawal
from bot.people.standing import own_entry
from rules.condition import known
from rules.facts import Member
from rules.goals.forget import Forget, Leaver
from rules.goals.propose import Propose


class ForgetMeCommand(
    Command,
    name="forget-me",
    examples=("/forget-me",),
    aliases={
        "es": ("olvídame",),
        "fr": ("oublie-moi",),
        "de": ("vergiss-mich",),
        "pt": ("esqueça-me",),
        "ja": ("忘れて",),
    },
    goals=(Forget, Propose),
):
    """Has me forget what I keep of you; what GitHub itself shows of you stays there.

    Absences, places in line, what you asked of me, when I called or asked you, what is counted of your contributions,
    and your name in credits and in my reasons. The credits themselves stay, without a name. A pull request takes your
    entry out of the people file.
    """

    reads = frozenset({"people", "sections"})

    def obey(self, request: Request) -> Answered:
        """It is forgotten, and what I cannot forget is said."""
        me = request.by
        entry = own_entry(me, known(request.facts.people))
        file = (request.book.project.people or "") if entry else ""
        proposed = _proposed(request, entry, file) if entry and file else ()
        return [Forget(Leaver(me.login, me.id)), _told(request, file), *proposed]


def _told(request: Request, file: str) -> Answer:
    """What is forgotten and what stays; and what becomes of the entry in a file."""
    if not (file and request.may_propose):
        return request.answer("forgotten", file=file)
    return Answer("\n\n".join((request.say("forgotten", file=""), request.say("forgotten-file", file=file))))


def _proposed(request: Request, entry: Member, path: str) -> Iterator[Propose]:
    """The change of the people file, as a pull request."""
    language, told = request.book.project.language, {"who": entry.login, "file": path}
    title, body = words("forget-title", language, **told), say("forget-proposed", language, **told)
    yield withdrawal(path, entry.login, title, body)
