"""`invite`: somebody is to be in a team of the organisation."""

from dataclasses import dataclass

from rules.goal import Goal


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is to be in which team, `org/slug`."""

    team: str
    login: str


class Invite(Goal[Invitation], word="invite", by_command=True):
    """Takes somebody into the team of a role that the people file gives them; outsiders get GitHub's invitation."""

    example = "invite: {team: acme/ambassadors, login: ada}"
    reads = frozenset({"granted", "sections"})
    reached = "the bot has invited them before, whatever became of it"
    held_back = "the App may not change teams: then the comment says who should be added"
