"""`/forget-me`: what the bot keeps of whoever asks."""

from bot.asking.command import Answered, Command, Request
from rules.condition import known
from rules.goals.forget import Forget, Leaver


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
    goals=(Forget,),
):
    """Has me forget what I keep of you; what GitHub itself shows of you stays there.

    Absences, places in line, what you asked of me, when I called or asked you, what is counted of your contributions,
    and your name in credits and in my reasons. The credits themselves stay, without a name. Your entry in the people
    file is yours to take out.
    """

    reads = frozenset({"people", "sections"})

    def obey(self, request: Request) -> Answered:
        """It is forgotten, and what I cannot forget is said."""
        me = request.by.login.lower()
        listed = any(member.login.lower() == me for member in known(request.facts.people))
        file = (request.book.project.people or "") if listed else ""
        return [Forget(Leaver(request.by.login, request.by.id)), request.answer("forgotten", file=file)]
