"""A scenario becomes a world. Nothing of it is told by webhooks: it has always been so."""

import re
from typing import Any, TypeVar

from bot.sandbox.clock import written
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.scenario import (
    BadScenario,
    CategoryPart,
    InstallationPart,
    ItemPart,
    LabelPart,
    MilestonePart,
    OrganizationPart,
    ProjectPart,
    RepositoryPart,
    Scenario,
    TeamPart,
    UserPart,
)
from bot.sandbox.world import commits, opening, people, states
from bot.sandbox.world.boards import Field, Project, Workflow
from bot.sandbox.world.change import Change
from bot.sandbox.world.items import Category, Item, Label, Milestone, PullRequest
from bot.sandbox.world.records import Account, Installation, Organization, Repository, Team, User

A = TypeVar("A", bound=Account)
_COLORS = ("GRAY", "BLUE", "GREEN", "YELLOW", "ORANGE", "RED", "PINK", "PURPLE")


def seed(sandbox: Sandbox, scenario: Scenario) -> None:
    """Fill the world."""
    if scenario.clock:
        sandbox.set_clock(scenario.clock)
    bot = sandbox.bot()
    with sandbox.changing(bot) as change:
        change.tell = _nobody
        seeding = _Seeding(change)
        for person in scenario.users:
            seeding.user(UserPart(login=person) if isinstance(person, str) else person)
        for org in scenario.organizations:
            seeding.organization(org)
        for login, boards in scenario.user_projects.items():
            for board in boards:
                seeding.project(seeding.account(login), board)
        for repo in scenario.repositories:
            seeding.repository(repo)
        for installation in scenario.installations:
            seeding.installation(installation)
        change.audit.clear()


def _nobody(_news: object) -> None:
    """Tell nobody."""


class _Seeding:
    def __init__(self, change: Change) -> None:
        self.change = change
        self.world = change.world

    def _new(self) -> dict[str, Any]:
        return {"id": self.world.number(), "created_at": self.change.now, "updated_at": self.change.now}

    def user(self, part: UserPart) -> User:
        known = self._new()
        if part.created_at:
            known["created_at"] = written(part.created_at)
        status = {"busy": True, "message": "Away", "emoji": ":palm_tree:"} if part.busy else None
        person = User(
            **known, login=part.login, name=part.name or part.login.title(), company=part.company,
            description=part.bio, status=status,
        )  # fmt: skip
        return self.world.add(person)

    def person(self, login: str) -> User:
        """The person of that login, made if there is none yet."""
        found = self.world.account(login)
        if isinstance(found, User):
            return found
        if found:
            raise BadScenario(f"{login} is not a person")
        return self.user(UserPart(login=login))

    def account(self, login: str) -> Account:
        return self.world.account(login) or self.person(login)

    def organization(self, part: OrganizationPart) -> None:
        org = Organization(
            **self._new(), login=part.login, name=part.name or part.login, description=part.description,
            owners=tuple(self.person(login).id for login in part.owners),
            members=tuple(self.person(login).id for login in dict.fromkeys((*part.owners, *part.members))),
        )  # fmt: skip
        self.world.add(org)
        for team in part.teams:
            self._team(org.id, team)
        for board in part.projects:
            self.project(self.world.one(Organization, org.id), board)

    def _team(self, org: int, part: TeamPart) -> None:
        team = Team(
            **self._new(), org=org, slug=part.slug, name=part.name or part.slug.replace("-", " ").title(),
            description=part.description, privacy="secret" if part.secret else "closed",
            members=tuple(self.person(login).id for login in part.members),
        )  # fmt: skip
        self.world.add(team)
        held = self.world.one(Organization, org)
        members = tuple(dict.fromkeys((*held.members, *team.members)))
        self.world.update(held, teams=(*held.teams, team.id), members=members)

    def project(self, owner: Account, part: ProjectPart) -> None:
        board = Project(
            **self._new(), owner=owner.id, number=part.number or len(owner.projects) + 1, title=part.title,
            creator=self.change.actor.id, description=part.description, public=part.public,
        )  # fmt: skip
        self.world.add(board)
        title = Field(**self._new(), project=board.id, name="Title", data_type="TITLE")
        fields = [self.world.add(title).id]
        for field in part.fields:
            options = tuple(
                {"id": f"{board.id + place * 7919 + len(fields):08x}"[-8:], "name": name, "description": "",
                 "color": _COLORS[place % len(_COLORS)]}
                for place, name in enumerate(field.options)
            )  # fmt: skip
            made = Field(
                **self._new(), project=board.id, name=field.name, data_type=field.type.upper(), options=options
            )
            fields.append(self.world.add(made).id)
        workflows = [
            self.world.add(Workflow(**self._new(), project=board.id, number=place, name=name, enabled=enabled)).id
            for place, (name, enabled) in enumerate(part.workflows.items(), 1)
        ]
        self.world.update(board, fields=tuple(fields), workflows=tuple(workflows))
        held = self.world.one(Account, owner.id)
        self.world.update(held, projects=(*held.projects, board.id))

    def repository(self, part: RepositoryPart) -> None:
        login, _, name = part.name.partition("/")
        owner = self.account(login)
        repo = Repository(
            **self._new(), owner=owner.id, name=name, private=part.private, description=part.description,
            default_branch=part.default_branch, pushed_at=self.change.now,
            collaborators={str(self.person(who).id): role for who, role in part.collaborators.items()},
            teams=self._teams(owner, part),
        )  # fmt: skip
        self.world.add(repo)
        self.world.update(owner, repositories=(*owner.repositories, repo.id))
        files = {"README.md": f"# {name}\n", **part.files}
        commits.push(self.change, repo, part.default_branch, files, "Begin")
        self._furnish(repo.id, part)
        for item in part.items:
            self._item(self.world.one(Repository, repo.id), item)

    def _teams(self, owner: Account, part: RepositoryPart) -> dict[str, str]:
        if not isinstance(owner, Organization):
            return {}
        teams = self.world.many(Team, owner.teams)
        if part.teams is None:
            return {str(team.id): "push" for team in teams}
        known = {team.slug: str(team.id) for team in teams}
        unknown = sorted(set(part.teams) - set(known))
        if unknown:
            raise BadScenario(f"{part.name} names the team {unknown[0]!r}, which {owner.login} does not have")
        return {known[slug]: role for slug, role in part.teams.items()}

    def _furnish(self, number: int, part: RepositoryPart) -> None:
        world, add = self.world, self.world.add
        labels = [LabelPart(name=each) if isinstance(each, str) else each for each in part.labels]
        milestones = [MilestonePart(title=each) if isinstance(each, str) else each for each in part.milestones]
        categories = [CategoryPart(name=each) if isinstance(each, str) else each for each in part.categories]
        made_labels = [
            add(Label(**self._new(), repo=number, name=each.name, color=each.color, description=each.description))
            for each in labels
        ]
        made_milestones = [
            add(Milestone(
                **self._new(), repo=number, number=place, title=each.title, description=each.description,
                creator=self.change.actor.id, due_on=written(each.due_on) if each.due_on else None,
            ))
            for place, each in enumerate(milestones, 1)
        ]  # fmt: skip
        made_categories = [
            add(Category(
                **self._new(), repo=number, name=each.name, slug=re.sub(r"[^a-z0-9]+", "-", each.name.lower()),
                emoji=each.emoji, description=each.description, answerable=each.answerable,
            ))
            for each in categories
        ]  # fmt: skip
        repo = world.one(Repository, number)
        boards = world.many(Project, world.one(Account, repo.owner).projects)
        world.update(
            repo, labels=tuple(each.id for each in made_labels),
            milestones=tuple(each.id for each in made_milestones),
            categories=tuple(each.id for each in made_categories),
            projects=tuple(board.id for board in boards if board.number in part.projects),
        )  # fmt: skip

    def _item(self, repo: Repository, part: ItemPart) -> None:
        change, world = self.change, self.world
        actor, now = change.actor, change.now
        change.actor = self.person(part.author)
        change.now = written(part.at) if part.at else now
        item: Item
        if part.kind == "pull_request":
            item = opening.pull_request(
                change, repo, part.title, part.body,
                branches=opening.Branches(part.base, part.head, part.draft), files=part.files,
            )  # fmt: skip
        elif part.kind == "discussion":
            item = opening.discussion(change, repo, part.title, part.body, part.category)
        else:
            item = opening.issue(change, repo, part.title, part.body)
        worn = {name.lower() for name in part.labels}
        labels = [label.id for label in world.many(Label, repo.labels) if label.name.lower() in worn]
        milestones = world.many(Milestone, repo.milestones)
        held = next((each.id for each in milestones if each.title == part.milestone), None)
        item = world.update(world.one(type(item), item.id), labels=tuple(labels), milestone=held)
        item = people.assign(change, item, [self.person(login).id for login in part.assignees])
        if part.closed:
            item = states.close(change, item)
        if part.merged and isinstance(item, PullRequest):
            fate = {"merged_at": change.now, "closed_at": change.now, "merge_sha": item.head_sha, "state": "closed"}
            world.update(item, **fate, merged_by=change.actor.id)
            repo = world.one(Repository, repo.id)
            world.update(repo, contributors=tuple(dict.fromkeys((*repo.contributors, item.author))))
        change.actor, change.now = actor, now

    def installation(self, part: InstallationPart) -> None:
        account = self.account(part.account)
        chosen = None
        if part.repositories is not None:
            wanted = {name.rpartition("/")[2].lower() for name in part.repositories}
            repos = self.world.many(Repository, self.world.one(Account, account.id).repositories)
            chosen = tuple(repo.id for repo in repos if repo.name.lower() in wanted)
        known = self._new()
        known["id"] = part.id or known["id"]
        self.world.add(Installation(
            **known, account=account.id, permissions=dict(part.permissions), repositories=chosen,
            events=tuple(part.events), suspended_at=self.change.now if part.suspended else None,
        ))  # fmt: skip
