"""`/object`: a voice against what is being decided."""

from bot.asking.command import Answered, Command, Request
from bot.voting.ballots import OTHER_WORDS
from bot.voting.speaking import FACTS, objected


class ObjectCommand(
    Command,
    name="object",
    examples=("/object We agreed on two a year.",),
    aliases=OTHER_WORDS["object"],
):
    """Says that you are against what is being decided here, and why; `-1` with a reason does the same."""

    usage = "REASON"
    reads = FACTS

    def obey(self, request: Request) -> Answered:
        """The voice is counted, as the comment stands."""
        return objected(request)
