"""Who stands how to a repository: roles, who can be assigned or asked for a review, author associations."""

from bot.sandbox.world.items import Comment, Item, PullRequest
from bot.sandbox.world.reader import Reader
from bot.sandbox.world.records import Account, Number, Organization, Repository, Team, User

_RANK = {"pull": 1, "triage": 2, "push": 3, "maintain": 4, "admin": 5}


def role(reader: Reader, repo: Repository, person: Number) -> str | None:
    """The person's highest role in the repository, in REST's words; None for an outsider."""
    if repo.owner == person:
        return "admin"
    roles = [repo.collaborators.get(str(person))]
    org = reader.find(Organization, repo.owner)
    if org:
        if person in org.owners:
            return "admin"
        if person in org.members:
            roles.append("pull")
        teams = reader.many(Team, org.teams)
        roles.extend(repo.teams.get(str(team.id)) for team in teams if person in team.members)
    held = [known for known in roles if known]
    return max(held, key=lambda known: _RANK[known]) if held else None


def assignable(reader: Reader, item: Item, person: Number) -> bool:
    """Whether a person can be assigned: write access, a member who can read, or somebody who commented."""
    account = reader.find(User, person)
    if account is None:
        return False
    if role(reader, reader.repo_of(item), person):
        return True
    return any(comment.author == person for comment in reader.many(Comment, item.comments))


def reviewable(reader: Reader, pull: PullRequest, reviewer: Number) -> bool:
    """Whether a person or a team is a collaborator, of whom alone a review can be requested."""
    repo = reader.repo_of(pull)
    team = reader.find(Team, reviewer)
    if team:
        return team.org == repo.owner and str(team.id) in repo.teams
    return reader.find(User, reviewer) is not None and role(reader, repo, reviewer) is not None


def association(reader: Reader, item: Item, author: Number, written: str | None = None) -> str:
    """How an author stands to the repository, in GitHub's words."""
    if written:
        return written
    repo = reader.repo_of(item)
    org = reader.find(Organization, repo.owner)
    if repo.owner == author:
        return "OWNER"
    if org and author in {*org.members, *org.owners}:
        return "MEMBER"
    if str(author) in repo.collaborators:
        return "COLLABORATOR"
    if author in repo.contributors:
        return "CONTRIBUTOR"
    newcomer = isinstance(item, PullRequest) and item.author == author
    return "FIRST_TIME_CONTRIBUTOR" if newcomer else "NONE"


def people_of(reader: Reader, repo: Repository) -> list[User]:
    """Everybody with a role in the repository."""
    owner = reader.one(Account, repo.owner)
    numbers = {int(person) for person in repo.collaborators}
    numbers |= {*owner.members, *owner.owners} if isinstance(owner, Organization) else {owner.id}
    return sorted(reader.many(User, numbers), key=lambda person: person.login.lower())
