"""The whole state as JSON, in a person's words: for tests, for the demo's page, for looking."""

from typing import Any

from bot.sandbox.world.boards import Card, Field, Project
from bot.sandbox.world.items import (
    Category,
    Comment,
    Item,
    Label,
    Milestone,
    PullRequest,
    Reaction,
    Review,
    ReviewRequest,
    TimelineEvent,
)
from bot.sandbox.world.reader import Reader
from bot.sandbox.world.records import Account, CheckRun, Installation, Organization, Repository, Team, User

Json = dict[str, Any]


def snapshot(reader: Reader) -> Json:
    """Everything there is."""
    return {
        "users": [person.login for person in reader.every(User)],
        "organizations": [_organization(reader, org) for org in reader.every(Organization)],
        "repositories": {reader.full_name(repo): _repository(reader, repo) for repo in reader.every(Repository)},
        "items": {_name(reader, item): show_item(reader, item) for item in reader.every(Item)},
        "projects": [_project(reader, project) for project in reader.every(Project)],
        "installations": [
            {"id": held.id, "account": _login(reader, held.account), "permissions": held.permissions,
             "suspended": held.suspended_at is not None}
            for held in reader.every(Installation)
        ],
    }  # fmt: skip


def show_item(reader: Reader, item: Item) -> Json:
    """One item."""
    pull = item if isinstance(item, PullRequest) else None
    shown: Json = {
        "id": item.id, "node_id": reader.node_id(item), "kind": item.typename, "number": item.number,
        "title": item.title, "body": item.body, "author": _login(reader, item.author), "state": item.state,
        "state_reason": item.state_reason, "locked": item.locked, "created_at": item.created_at,
        "updated_at": item.updated_at,
        "labels": [label.name for label in reader.many(Label, item.labels)],
        "assignees": [_login(reader, person) for person in item.assignees],
        "milestone": held.title if (held := reader.find(Milestone, item.milestone)) else None,
        "comments": [_comment(reader, comment) for comment in reader.many(Comment, item.comments)],
        "reactions": [_reaction(reader, each) for each in reader.many(Reaction, item.reactions)],
        "cards": [_card(reader, card) for card in reader.many(Card, item.cards)],
        "timeline": [_line(reader, line) for line in reader.many(TimelineEvent, item.timeline)],
    }  # fmt: skip
    if pull is None:
        return shown
    return shown | {
        "draft": pull.draft, "merged": pull.merged_at is not None, "head_sha": pull.head_sha, "base": pull.base_ref,
        "files": [each["path"] for each in pull.files],
        "requests": [_reviewer(reader, each.reviewer) for each in reader.many(ReviewRequest, pull.requests)],
        "reviews": [
            {"id": each.id, "author": _login(reader, each.author), "state": each.state, "body": each.body}
            for each in reader.many(Review, pull.reviews)
        ],
    }  # fmt: skip


def _repository(reader: Reader, repo: Repository) -> Json:
    return {
        "id": repo.id, "node_id": reader.node_id(repo), "private": repo.private, "branches": sorted(repo.branches),
        "labels": {label.name: label.color for label in reader.many(Label, repo.labels)},
        "milestones": [held.title for held in reader.many(Milestone, repo.milestones)],
        "categories": [held.name for held in reader.many(Category, repo.categories)],
        "checks": [
            {"id": run.id, "name": run.name, "sha": run.head_sha, "status": run.status, "conclusion": run.conclusion,
             "output": run.output}
            for run in reader.many(CheckRun, repo.checks)
        ],
    }  # fmt: skip


def _organization(reader: Reader, org: Organization) -> Json:
    return {
        "login": org.login,
        "owners": [_login(reader, person) for person in org.owners],
        "members": [_login(reader, person) for person in org.members],
        "teams": {
            team.slug: [_login(reader, person) for person in team.members] for team in reader.many(Team, org.teams)
        },
    }


def _project(reader: Reader, project: Project) -> Json:
    cards = [card for card in reader.many(Card, project.items) if not card.archived_at]
    columns: dict[str, list[str]] = {}
    for field in reader.many(Field, project.fields):
        if field.name == "Status":
            columns = {name: [] for name in (*(option["name"] for option in field.options), "")}
    for card in cards:
        item = reader.find(Item, card.content)
        status = _card(reader, card)["values"].get("Status", "")
        if item:
            columns.setdefault(status, []).append(_name(reader, item))
    return {
        "node_id": reader.node_id(project), "owner": _login(reader, project.owner), "number": project.number,
        "title": project.title, "columns": columns,
        "fields": {
            field.name: {"id": reader.node_id(field), "options": {each["name"]: each["id"] for each in field.options}}
            for field in reader.many(Field, project.fields)
        },
    }  # fmt: skip


def _card(reader: Reader, card: Card) -> Json:
    project = reader.one(Project, card.project)
    values = {}
    for field in reader.many(Field, project.fields):
        held = card.values.get(str(field.id))
        if held:
            names = {option["id"]: option["name"] for option in field.options}
            values[field.name] = names.get(held["value"], held["value"])
    return {
        "id": card.id, "node_id": reader.node_id(card), "project": project.title,
        "archived": card.archived_at is not None, "values": values,
    }  # fmt: skip


def _comment(reader: Reader, comment: Comment) -> Json:
    return {
        "id": comment.id, "node_id": reader.node_id(comment), "author": _login(reader, comment.author),
        "body": comment.body, "created_at": comment.created_at, "edited": comment.last_edited_at is not None,
        "minimized": comment.minimized, "reply_to": getattr(comment, "reply_to", None),
        "reactions": [_reaction(reader, each) for each in reader.many(Reaction, comment.reactions)],
    }  # fmt: skip


def _line(reader: Reader, line: TimelineEvent) -> Json:
    data = dict(line.data)
    if "label" in data:
        held = reader.find(Label, data["label"])
        data["label"] = held.name if held else None
    for name in ("assignee", "reviewer"):
        if name in data:
            data[name] = _reviewer(reader, data[name])
    return {"event": line.kind, "actor": _login(reader, line.actor), "at": line.created_at, **data}


def _reaction(reader: Reader, reaction: Reaction) -> Json:
    return {"content": reaction.content, "user": _login(reader, reaction.user)}


def _reviewer(reader: Reader, number: int) -> str:
    team = reader.find(Team, number)
    return f"@{_login(reader, team.org)}/{team.slug}" if team else _login(reader, number)


def _name(reader: Reader, item: Item) -> str:
    return f"{reader.full_name(reader.repo_of(item))}#{item.number}"


def _login(reader: Reader, number: int) -> str:
    account = reader.find(Account, number)
    return account.login if account else "ghost"
