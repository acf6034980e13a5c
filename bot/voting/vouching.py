"""Who vouches for a nominee, where the role wants sponsors: shown to those who decide, and deciding nothing. Pure."""

from collections.abc import Iterable, Sequence

from bot.action import Look
from bot.messages import say
from bot.people.standing import colleagues, entry_of
from bot.voting.tally import Tally
from rules.facts import UNKNOWN, Member
from rules.votes import Vote


def vouching(vote: Vote, found: Tally, look: Look) -> str:
    """How many vouch for the nominee by now, and from how many employers; empty where the role wants none."""
    role = look.book.roles.get(vote.role)
    wanted = role.requires.sponsors if role and role.requires else None
    if wanted is None:
        return ""
    people = sponsors_of(vote, found)
    members = () if look.facts.people is UNKNOWN else look.facts.people
    told = {"count": str(len(people)), "need": str(wanted.count), "nominee": vote.nominee}
    if wanted.employers:
        told |= {"employers": str(employers_of(people, members)), "least": str(wanted.employers)}
    return say("vote-sponsors", look.book.project.language, **{"employers": "", "least": ""} | told)


def sponsors_of(vote: Vote, found: Tally) -> list[str]:
    """Whoever nominated somebody else, and all whose support is counted; each once."""
    named = [vote.nominator, *(voice.login for voice in found.count.support)]
    people = {login.lower(): login for login in named if login and login.lower() != vote.nominee.lower()}
    return list(people.values())


def employers_of(people: Iterable[str], members: Sequence[Member]) -> int:
    """From how many employers they are, as far as the people file says it; who has none stands for one alone."""
    found: list[Member] = []
    for entry in (entry_of(login, None, members) for login in people):
        if entry and entry.employer.strip() and not any(colleagues(entry, other) for other in found):
            found.append(entry)
    return len(found)
