"""Issues, pull requests and discussions come into the world."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.sandbox.refusals import NotFound, Refusal
from bot.sandbox.world import commits, people
from bot.sandbox.world.change import Change
from bot.sandbox.world.comments import check_body
from bot.sandbox.world.items import Category, Discussion, Issue, Item, Label, Milestone, PullRequest, TimelineEvent
from bot.sandbox.world.links import closed_by
from bot.sandbox.world.records import Commit, Number, Repository

I = TypeVar("I", bound=Item)  # noqa: E741 - an item
_REFERENCES = re.compile(r"(?<![\w/])([\w.-]+/[\w.-]+)?#(\d+)\b")
_HIDDEN = re.compile(r"<!--.*?-->", re.DOTALL)
_LONGEST_TITLE = 256


def issue(
    change: Change,
    repo: Repository,
    title: str,
    body: str = "",
    *,
    labelled: Sequence[Label] = (),
    assignees: Sequence[Number] = (),
    milestone: Milestone | None = None,
) -> Issue:
    """Open an issue. Labels and assignees given with it are told of one by one, after `opened`, as GitHub does."""
    change.may(repo, "write", "issues")
    opened = Issue(**_common(change, repo, title, body), milestone=milestone.id if milestone else None)
    opened = _enter(change, repo, opened)
    opened = change.world.update(
        opened,
        labels=tuple(dict.fromkeys(label.id for label in labelled)),
        assignees=tuple(people.assignable_only(change, opened, assignees)),
    )
    change.send("issues", "opened", repo, opened)
    _refer(change, repo, opened)
    return _tell_what_came_with_it(change, repo, opened)


def _tell_what_came_with_it(change: Change, repo: Repository, opened: Issue) -> Issue:
    for label in opened.labels:
        opened = change.note("LabeledEvent", opened, label=label)
        change.send("issues", "labeled", repo, opened, label=label)
    for person in opened.assignees:
        opened = change.note("AssignedEvent", opened, assignee=person)
        change.send("issues", "assigned", repo, opened, assignee=person)
    return opened


@dataclass(frozen=True, slots=True)
class Branches:
    """Where a pull request goes, where it comes from, and whether it is ready.

    Attributes:
        base: None for the default branch.
    """

    base: str | None = None
    head: str = "patch-1"
    draft: bool = False


def pull_request(
    change: Change,
    repo: Repository,
    title: str,
    body: str = "",
    *,
    branches: Branches = Branches(),
    files: Sequence[str] | Mapping[str, Any] = (),
    head: Commit | None = None,
) -> PullRequest:
    """Open a pull request; files are paths, or path to text, or path to additions, deletions, status and text.

    Its commit is made here, unless its branch is there and `head` is the newest one.
    """
    change.may(repo, "write", "pull_requests")
    base = branches.base or repo.default_branch
    start = commits.head(change.world, repo, base)
    if start is None:
        error = {"resource": "PullRequest", "field": "base", "code": "invalid"}
        raise Refusal("Validation Failed", errors=[error])
    repo, made = (repo, head) if head else commits.commit(change, repo, commits.texts(files), title, start)
    opened = PullRequest(
        **_common(change, repo, title, body), draft=branches.draft, base_ref=base, base_sha=start.sha,
        head_ref=branches.head, head_sha=made.sha, files=commits.changed_files(files), commits=(made.sha,),
        closes=closed_by(change, repo, body),
    )  # fmt: skip
    opened = _enter(change, repo, opened)
    change.send("pull_request", "opened", change.world.repo_of(opened), opened)
    return opened


def discussion(change: Change, repo: Repository, title: str, body: str = "", category: str = "General") -> Discussion:
    """Open a discussion in a category, named or by slug."""
    change.may(repo, "write", "discussions")
    wanted = category.lower()
    known = change.world.many(Category, repo.categories)
    found = next((each for each in known if wanted in {each.slug, each.name.lower()}), None)
    if found is None:
        raise NotFound(f"There is no category {category!r}; there are: {', '.join(each.name for each in known)}")
    opened = Discussion(**_common(change, repo, title, body), category=found.id)
    opened = _enter(change, repo, opened)
    change.send("discussion", "created", repo, opened)
    return opened


def _common(change: Change, repo: Repository, title: str, body: str) -> dict[str, Any]:
    if not title.strip() or len(title) > _LONGEST_TITLE:
        error = {"resource": "Issue", "field": "title", "code": "missing_field"}
        raise Refusal("Title can't be blank" if not title.strip() else "Title is too long (maximum is 256 characters)",
                      errors=[error])  # fmt: skip
    check_body(body, empty=True)
    return {
        "id": change.world.number(), "repo": repo.id, "number": len(repo.numbers) + 1, "title": title, "body": body,
        "author": change.actor.id, "created_at": change.now, "updated_at": change.now,
    }  # fmt: skip


def _enter(change: Change, repo: Repository, opened: I) -> I:
    change.world.add(opened)
    change.world.update(repo, numbers=(*repo.numbers, opened.id))
    change.did("open", opened, kind=opened.typename)
    return opened


def _refer(change: Change, repo: Repository, opened: Issue) -> None:
    """Write into the timelines of other items that this one speaks of them; what is in a comment of HTML is none."""
    world, here = change.world, change.world.full_name(repo)
    for named, number in dict.fromkeys(_REFERENCES.findall(_HIDDEN.sub("", opened.body))):
        owner, _, name = (named or here).partition("/")
        place = world.repository(owner, name)
        item = world.item(place, int(number)) if place else None
        if item is not None and item.id != opened.id:
            line = TimelineEvent(
                id=world.number(), kind="CrossReferencedEvent", item=item.id, actor=change.actor.id,
                created_at=change.now, data={"source": opened.id},
            )  # fmt: skip
            world.add(line)
            world.update(item, timeline=(*item.timeline, line.id))
