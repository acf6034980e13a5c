"""Verbs on repositories, boards, organisations and installations."""

from bot.sandbox.acts.registry import BadAct, Scene, verb
from bot.sandbox.scenario import FULL_PERMISSIONS
from bot.sandbox.world import access, branches, cards, forks, labelbook, places
from bot.sandbox.world import labels as wearing
from bot.sandbox.world.boards import Card, Field, Project
from bot.sandbox.world.items import Item, Label, Milestone
from bot.sandbox.world.records import (
    Account,
    CheckRun,
    Commit,
    CommitStatus,
    Installation,
    Organization,
    Repository,
    Team,
)


@verb
def create_label(scene: Scene, repo: str, name: str, color: str = "ededed", description: str | None = None) -> Label:
    """A person makes a label."""
    return labelbook.create(scene.change, scene.repo(repo), name, color, description)


@verb
def edit_label(scene: Scene, repo: str, label: str, name: str | None = None, color: str | None = None) -> Label:
    """A person renames or recolours a label."""
    return labelbook.edit(scene.change, _label(scene, repo, label), name=name, color=color)


@verb
def delete_label(scene: Scene, repo: str, label: str) -> None:
    """A person deletes a label."""
    labelbook.delete(scene.change, _label(scene, repo, label))


@verb
def create_milestone(scene: Scene, repo: str, title: str, due_on: str | None = None) -> Milestone:
    """A person makes a milestone."""
    return labelbook.create_milestone(scene.change, scene.repo(repo), title, due_on=due_on)


@verb
def push_files(
    scene: Scene, repo: str, files: dict[str, str | None], branch: str | None = None, message: str = "Change files"
) -> Commit:
    """A person pushes files to a branch; null deletes one."""
    held = scene.repo(repo)
    return branches.push(scene.change, held, branch or held.default_branch, files, message)


@verb
def fork(scene: Scene, repo: str) -> Repository:
    """A person forks a repository to their own account."""
    return forks.fork(scene.change, scene.repo(repo))


@verb
def rename_repository(scene: Scene, repo: str, name: str) -> Repository:
    """A person renames a repository."""
    return places.rename(scene.change, scene.repo(repo), name)


@verb
def set_collaborator(scene: Scene, repo: str, login: str, role: str | None = "push") -> Repository:
    """A person makes another a collaborator, or, with null, no longer."""
    held, person = scene.repo(repo), scene.person(login)
    left = {known: kept for known, kept in held.collaborators.items() if known != str(person.id)}
    held = scene.world.update(held, collaborators=left | ({str(person.id): role} if role else {}))
    scene.change.did("collaborator", held, person=login, role=role)
    return held


@verb
def set_member(scene: Scene, organization: str, login: str, member: bool = True) -> Organization:
    """A person joins or leaves an organisation."""
    org = scene.organization(organization)
    return places.set_member(scene.change, org, scene.person(login), member=member)


@verb
def set_team_member(scene: Scene, team: str, login: str, member: bool = True) -> Team:
    """A person joins or leaves a team, written `org/slug`."""
    name, _, slug = team.partition("/")
    teams = scene.world.many(Team, scene.organization(name).teams)
    found = next((held for held in teams if held.slug == slug), None)
    if found is None:
        raise BadAct(f"there is no team {team!r}")
    return places.set_team_member(scene.change, found, scene.person(login), member=member)


@verb
def set_status(scene: Scene, login: str, busy: bool, message: str = "Away") -> Account:
    """A person says whether they are available."""
    return scene.world.update(scene.person(login), status={"busy": busy, "message": message, "emoji": ":zzz:"})


@verb
def add_card(scene: Scene, item: str, project: int = 1) -> Card:
    """A person puts an item on a board."""
    held = scene.item(item)
    return cards.add(scene.change, _board(scene, held, project), held)


@verb
def move_card(scene: Scene, item: str, option: str | None, project: int = 1, field: str = "Status") -> Card:
    """A person moves a card to a column (an option of a field), or, with null, to none."""
    held = scene.item(item)
    board = _board(scene, held, project)
    card = _card(scene, held, board)
    fields = scene.world.many(Field, board.fields)
    chosen = next((each for each in fields if each.name.lower() == field.lower()), None)
    if chosen is None:
        raise BadAct(f"{board.title} has no field {field!r}; it has: {', '.join(each.name for each in fields)}")
    if option is None:
        return cards.clear_value(scene.change, board, card, chosen)
    value = {"singleSelectOptionId": cards.option(chosen, option)["id"]}
    return cards.set_value(scene.change, board, card, chosen, value)


@verb
def remove_card(scene: Scene, item: str, project: int = 1) -> None:
    """A person takes a card off a board."""
    held = scene.item(item)
    board = _board(scene, held, project)
    cards.remove(scene.change, board, _card(scene, held, board))


@verb
def archive_card(scene: Scene, item: str, project: int = 1, archived: bool = True) -> Card:
    """A person archives a card, or brings it back."""
    held = scene.item(item)
    board = _board(scene, held, project)
    return cards.archive(scene.change, board, _card(scene, held, board), archived=archived)


@verb
def rename_option(scene: Scene, organization: str, option: str, name: str, project: int = 1) -> Field:
    """A person renames a column; its id stays. GitHub tells nobody."""
    org = scene.organization(organization)
    for held in scene.world.many(Project, org.projects):
        for field in scene.world.many(Field, held.fields if held.number == project else ()):
            if any(each["name"] == option for each in field.options):
                renamed = tuple({**e, "name": name} if e["name"] == option else e for e in field.options)
                return scene.world.update(field, options=renamed)
    raise BadAct(f"no field of project {project} has an option {option!r}")


@verb
def check(scene: Scene, repo: str, sha: str, name: str, conclusion: str | None = "success") -> CheckRun:
    """Another App reports a check."""
    state = "completed" if conclusion else "in_progress"
    run = CheckRun(
        id=scene.world.number(), repo=scene.repo(repo).id, head_sha=sha, name=name, status=state, conclusion=conclusion,
        started_at=scene.change.now, completed_at=scene.change.now if conclusion else None,
    )  # fmt: skip
    return places.check_run(scene.change, scene.repo(repo), run)


@verb
def rerun(scene: Scene, repo: str, sha: str, name: str, all_of_it: bool = False) -> CheckRun:
    """A person presses “Re-run” beside a check, or beside all checks of its App; whoever may write has the button."""
    held = scene.repo(repo)
    found = [run for run in scene.world.many(CheckRun, held.checks) if (run.head_sha, run.name) == (sha, name)]
    if not found:
        raise BadAct(f"{repo} has no check {name!r} on {sha}")
    if access.role(scene.world, held, scene.change.actor.id) not in {"push", "maintain", "admin"}:
        raise BadAct(f"{scene.change.actor.login} may not write to {repo}, so GitHub shows them no such button")
    places.rerequest(scene.change, held, found[-1], "check_suite" if all_of_it else "check_run")
    return found[-1]


@verb
def status(scene: Scene, repo: str, sha: str, name: str, state: str = "success") -> CommitStatus:
    """Another program says something of a commit."""
    said = CommitStatus(
        id=scene.world.number(), repo=scene.repo(repo).id, head_sha=sha, context=name, state=state,
        creator=scene.change.actor.id, created_at=scene.change.now, updated_at=scene.change.now,
    )  # fmt: skip
    return places.status(scene.change, scene.repo(repo), said)


@verb
def suspend(scene: Scene, account: str, suspended: bool = True) -> Installation:
    """An owner suspends the App's installation, or lets it go on."""
    return places.suspend(scene.change, _installation(scene, account), suspended=suspended)


@verb
def install(scene: Scene, account: str, permissions: dict[str, str] | None = None) -> Installation:
    """An owner installs the App on all repositories of an account."""
    owner = scene.world.account(account)
    if owner is None:
        raise BadAct(f"there is no account {account!r}")
    return places.install(scene.change, owner, permissions or dict(FULL_PERMISSIONS))


@verb
def uninstall(scene: Scene, account: str) -> None:
    """An owner removes the App."""
    places.uninstall(scene.change, _installation(scene, account))


@verb
def set_permissions(scene: Scene, account: str, permissions: dict[str, str]) -> Installation:
    """An owner accepts other permissions; tokens given out keep theirs."""
    held = scene.world.update(_installation(scene, account), permissions=permissions)
    scene.change.did("permissions", held)
    scene.change.send_org("installation", "new_permissions_accepted", held.account, held)
    return held


def _installation(scene: Scene, account: str) -> Installation:
    owner = scene.world.account(account)
    for held in scene.world.every(Installation):
        if owner and held.account == owner.id:
            return held
    raise BadAct(f"the App is not installed on {account!r}")


def _label(scene: Scene, repo: str, name: str) -> Label:
    found = wearing.named(scene.change, scene.repo(repo), name)
    if found is None:
        raise BadAct(f"{repo} has no label {name!r}")
    return found


def _board(scene: Scene, item: Item, number: int) -> Project:
    owner = scene.world.one(Account, scene.world.repo_of(item).owner)
    for held in scene.world.many(Project, owner.projects):
        if held.number == number:
            return held
    raise BadAct(f"{owner.login} has no board {number}")


def _card(scene: Scene, item: Item, board: Project) -> Card:
    for card in scene.world.many(Card, item.cards):
        if card.project == board.id:
            return card
    raise BadAct(f"{board.title} has no card of that item")
