"""Repositories, organisations and installations change."""

from bot.sandbox.refusals import Refusal
from bot.sandbox.world.change import Change
from bot.sandbox.world.items import Discussion, DiscussionComment
from bot.sandbox.world.reader import Reader
from bot.sandbox.world.records import (
    Account,
    CheckRun,
    CommitStatus,
    Installation,
    Organization,
    Repository,
    Team,
    User,
)


def rename(change: Change, repo: Repository, name: str) -> Repository:
    """Give a repository another name; the old one goes on to lead to it."""
    old = change.world.full_name(repo)
    owner = old.partition("/")[0]
    if change.world.repository(owner, name):
        raise Refusal("name already exists on this account")
    was = repo.name
    repo = change.world.update(repo, name=name, former=(*repo.former, old), updated_at=change.now)
    change.did("rename_repository", repo, before=old)
    change.send("repository", "renamed", repo, repo, changes={"repository": {"name": {"from": was}}})
    return repo


def suspend(change: Change, installation: Installation, *, suspended: bool = True) -> Installation:
    """Suspend the App's installation, or let it go on."""
    action = "suspend" if suspended else "unsuspend"
    installation = change.world.update(
        installation, suspended_at=change.now if suspended else None, updated_at=change.now
    )
    change.did(action, installation)
    change.send_org("installation", action, installation.account, installation)
    return installation


def install(change: Change, account: Account, permissions: dict[str, str]) -> Installation:
    """Install the App on all repositories of an account."""
    if any(held.account == account.id for held in change.world.every(Installation)):
        raise Refusal("The App is installed there already.")
    made = Installation(
        id=change.world.number(),
        account=account.id,
        permissions=permissions,
        created_at=change.now,
        updated_at=change.now,
    )
    change.world.add(made)
    change.did("install", made)
    change.send_org("installation", "created", account.id, made)
    return made


def uninstall(change: Change, installation: Installation) -> None:
    """Remove the App from an account."""
    change.did("uninstall", installation)
    change.send_org("installation", "deleted", installation.account, installation)
    change.world.remove(installation)


def set_member(change: Change, org: Organization, person: User, *, member: bool = True) -> Organization:
    """Take a person into an organisation, or let them go."""
    left = tuple(known for known in org.members if known != person.id)
    org = change.world.update(org, members=(*left, person.id) if member else left)
    action = "member_added" if member else "member_removed"
    change.did(action, org, person=person.login)
    change.send_org("organization", action, org.id, person)
    return org


def invite_to_team(change: Change, team: Team, person: User) -> Team:
    """Take a member of the organisation into a team; anybody else gets an invitation. Once more changes nothing."""
    org = change.world.one(Organization, team.org)
    known = person.id in (*team.members, *team.invited)
    change.did("team_invited", org, noop=known, team=team.slug, person=person.login)
    if known:
        return team
    if person.id in (*org.owners, *org.members):
        return set_team_member(change, team, person)
    return change.world.update(team, invited=(*team.invited, person.id), updated_at=change.now)


def set_team_member(change: Change, team: Team, person: User, *, member: bool = True) -> Team:
    """Take a person into a team, or let them go."""
    left = tuple(known for known in team.members if known != person.id)
    team = change.world.update(team, members=(*left, person.id) if member else left, updated_at=change.now)
    org = change.world.one(Organization, team.org)
    action = "added" if member else "removed"
    change.did(f"team_{action}", org, team=team.slug, person=person.login)
    change.send_org("membership", action, org.id, team, person=person.id)
    return team


def set_answer(change: Change, comment: DiscussionComment, *, chosen: bool = True) -> Discussion:
    """Mark a comment as a discussion's answer, or take the mark away."""
    talk = change.world.one(Discussion, comment.item)
    repo = change.may_write(talk)
    talk = change.world.update(
        talk, answer=comment.id if chosen else None, answered_at=change.now if chosen else None,
        updated_at=change.now,
    )  # fmt: skip
    change.did("answer" if chosen else "unanswer", talk)
    change.send("discussion", "answered" if chosen else "unanswered", repo, talk, comment=comment.id)
    return talk


def check_run(change: Change, repo: Repository, run: CheckRun) -> CheckRun:
    """Create a check run, or replace it by a later state of itself."""
    change.may(repo, "write", "checks")
    known = change.world.find(CheckRun, run.id)
    if known:
        change.world.update(known, **{name: getattr(run, name) for name in ("name", *_LATER)})
        run = change.world.one(CheckRun, run.id)
    else:
        change.world.add(run)
        repo = change.world.update(repo, checks=(*repo.checks, run.id))
    for each in suite_of(change.world, repo, run):
        change.world.update(each, wanted=False)
    change.did("check", repo, name=run.name, status=run.status, conclusion=run.conclusion)
    change.send("check_run", "completed" if run.status == "completed" else "created", repo, run)
    return run


def rerequest(change: Change, repo: Repository, run: CheckRun, event: str) -> None:
    """Want a check made again (`check_run`), or all of its App on the commit (`check_suite`).

    Only that App hears of it. The runs stay as they are, and what sums them up waits for the next report.
    """
    for each in suite_of(change.world, repo, run):
        change.world.update(each, wanted=True)
    change.did("rerequest", repo, name=run.name, of=event)
    if change.world.account(f"{run.app}[bot]"):
        change.send(event, "rerequested", repo, run)


def suite_of(reader: Reader, repo: Repository, run: CheckRun) -> list[CheckRun]:
    """All runs of a run's App on its commit, oldest first."""
    held = reader.many(CheckRun, repo.checks)
    return [each for each in held if (each.head_sha, each.app) == (run.head_sha, run.app)]


def status(change: Change, repo: Repository, said: CommitStatus) -> CommitStatus:
    """Say something of a commit; what was said before under the same name does not count any more."""
    change.may(repo, "write", "statuses")
    change.world.add(said)
    repo = change.world.update(repo, statuses=(*repo.statuses, said.id))
    change.did("status", repo, name=said.context, state=said.state)
    change.send("status", None, repo, said)
    return said


_LATER = ("status", "conclusion", "started_at", "completed_at", "details_url", "external_id", "output")
