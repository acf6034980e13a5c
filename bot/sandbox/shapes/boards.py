"""Cards of boards and check runs."""

from typing import Any

from bot.sandbox.shapes.accounts import app, somebody
from bot.sandbox.shapes.lens import Json, Lens
from bot.sandbox.world.boards import Card, Field, Project
from bot.sandbox.world.items import Item
from bot.sandbox.world.records import Account, CheckRun, Repository


def card(lens: Lens, held: Card) -> Json:
    """A card as a webhook carries it."""
    reader = lens.reader
    item = reader.find(Item, held.content)
    project = reader.one(Project, held.project)
    owner = reader.one(Account, project.owner)
    return {
        "id": held.id,
        "node_id": reader.node_id(held),
        "project_node_id": reader.node_id(project),
        "content_node_id": reader.node_id(item) if item else "",
        "content_type": item.typename if item else "Issue",
        "creator": somebody(lens, held.creator),
        "created_at": held.created_at,
        "updated_at": held.updated_at,
        "archived_at": held.archived_at,
        "project_url": f"{lens.api}/orgs/{owner.login}/projectsV2/{project.number}",
    }


def field_change(lens: Lens, field: Field, old: Any, new: Any) -> Json:
    """What a card's edit changed."""
    project = lens.reader.one(Project, field.project)
    return {
        "field_value": {
            "field_node_id": lens.reader.node_id(field),
            "field_type": field.data_type.lower(),
            "field_name": field.name,
            "project_number": project.number,
            "from": _value(field, old),
            "to": _value(field, new),
        }
    }


def _value(field: Field, value: Any) -> Any:
    for option in field.options:
        if option["id"] == value:
            return {key: option[key] for key in ("id", "name", "color", "description")}
    return value


def check_run(lens: Lens, repo: Repository, run: CheckRun) -> Json:
    """A check run."""
    name = lens.reader.full_name(repo)
    url = f"{lens.api}/repos/{name}/check-runs/{run.id}"
    page = f"{lens.web}/{name}/runs/{run.id}"
    told = run.output
    return {
        "id": run.id,
        "name": run.name,
        "node_id": lens.reader.node_id(run),
        "head_sha": run.head_sha,
        "external_id": run.external_id,
        "url": url,
        "html_url": page,
        "details_url": run.details_url or page,
        "status": run.status,
        "conclusion": run.conclusion,
        "started_at": run.started_at,
        "completed_at": run.completed_at,
        "output": {
            "title": told.get("title"),
            "summary": told.get("summary"),
            "text": told.get("text"),
            "annotations_count": len(told.get("annotations") or []),
            "annotations_url": f"{url}/annotations",
        },
        "check_suite": {"id": run.id},
        "app": app(lens, lens.reader.one(Account, repo.owner), None),
        "pull_requests": [],
    }
