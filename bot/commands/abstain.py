"""`/abstain`: a voice for neither side of what is being decided."""

from bot.asking.command import Answered, Command, Request
from bot.voting.ballots import OTHER_WORDS
from bot.voting.speaking import FACTS, voted


class AbstainCommand(
    Command,
    name="abstain",
    examples=("/abstain", "/abstain She is my cousin."),
    aliases=OTHER_WORDS["abstain"],
):
    """Says that you take no side in what is being decided here; you count as one who voted."""

    usage = "WHY"
    reads = FACTS

    def obey(self, request: Request) -> Answered:
        """The voice is counted, as the comment stands."""
        return voted(request)
