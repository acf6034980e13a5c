"""Verbs on issues, pull requests, discussions and their comments."""

from typing import Any

from bot.sandbox.acts.registry import BadAct, Scene, many, verb
from bot.sandbox.world import comments, labelbook, opening, people, places, pulls, reactions, states
from bot.sandbox.world import labels as wearing
from bot.sandbox.world.items import Comment, Discussion, DiscussionComment, Issue, Item, Milestone, PullRequest, Review
from bot.sandbox.world.records import Number

Names = str | list[str] | tuple[str, ...]


@verb
def open_issue(scene: Scene, repo: str, title: str, body: str = "", labels: Names = (), assignees: Names = ()) -> Issue:
    """A person opens an issue."""
    held = scene.repo(repo)
    worn = scene.labels(held, many(labels))
    return opening.issue(scene.change, held, title, body, labelled=worn, assignees=_people(scene, many(assignees)))


@verb
def open_pull_request(
    scene: Scene, repo: str, title: str, body: str = "", files: Any = (), branches: dict[str, Any] | None = None
) -> PullRequest:
    """A person opens a pull request; `branches` may say base, head and draft."""
    given = opening.Branches(**(branches or {}))
    return opening.pull_request(scene.change, scene.repo(repo), title, body, branches=given, files=files)


@verb
def open_discussion(scene: Scene, repo: str, title: str, body: str = "", category: str = "General") -> Discussion:
    """A person opens a discussion."""
    return opening.discussion(scene.change, scene.repo(repo), title, body, category)


@verb
def comment(scene: Scene, item: str, body: str, reply_to: int | None = None) -> Comment:
    """A person comments."""
    parent = scene.comment(reply_to) if reply_to else None
    if parent is not None and not isinstance(parent, DiscussionComment):
        raise BadAct("only comments on discussions can be answered")
    return comments.add(scene.change, scene.item(item), body, parent)


@verb
def edit_comment(scene: Scene, comment: int, body: str) -> Comment:
    """A person edits a comment."""
    return comments.edit(scene.change, scene.comment(comment), body)


@verb
def delete_comment(scene: Scene, comment: int) -> None:
    """A person deletes a comment."""
    comments.delete(scene.change, scene.comment(comment))


@verb
def edit(scene: Scene, item: str, title: str | None = None, body: str | None = None) -> Item:
    """A person changes a title or a text."""
    return states.edit(scene.change, scene.item(item), title, body)


@verb
def label(scene: Scene, item: str, labels: Names) -> Item:
    """A person puts labels on."""
    held = scene.item(item)
    return wearing.add(scene.change, held, scene.labels(held, many(labels)))


@verb
def unlabel(scene: Scene, item: str, labels: Names) -> Item:
    """A person takes labels off."""
    held = scene.item(item)
    return wearing.remove(scene.change, held, scene.labels(held, many(labels)))


@verb
def assign(scene: Scene, item: str, assignees: Names) -> Item:
    """A person assigns people."""
    return people.assign(scene.change, scene.item(item), _people(scene, many(assignees)))


@verb
def unassign(scene: Scene, item: str, assignees: Names) -> Item:
    """A person takes people off."""
    return people.unassign(scene.change, scene.item(item), _people(scene, many(assignees)))


@verb
def request_review(scene: Scene, item: str, reviewers: Names) -> PullRequest:
    """A person asks people (login) and teams (`@org/slug`) for a review."""
    held = _pull(scene, item)
    wanted = [scene.reviewer(held, name).id for name in many(reviewers)]
    return people.request_reviews(scene.change, held, wanted)


@verb
def remove_request(scene: Scene, item: str, reviewers: Names) -> PullRequest:
    """A person asks people and teams no longer."""
    held = _pull(scene, item)
    wanted = [scene.reviewer(held, name).id for name in many(reviewers)]
    return people.remove_requests(scene.change, held, wanted)


@verb
def review(scene: Scene, item: str, state: str, body: str = "", lines: Any = ()) -> Review:
    """A person reviews: approve, request_changes or comment; lines are `{path, line, body}`."""
    given = body or ("" if state == "approve" or lines else "See my notes.")
    return pulls.review(scene.change, _pull(scene, item), state.upper(), given, lines)


@verb
def dismiss_review(scene: Scene, review: int) -> Review:
    """A person dismisses a review."""
    return pulls.dismiss(scene.change, scene.world.one(Review, review))


@verb
def ready(scene: Scene, item: str) -> PullRequest:
    """A person says that a pull request is ready."""
    return pulls.ready(scene.change, _pull(scene, item))


@verb
def draft(scene: Scene, item: str) -> PullRequest:
    """A person says that a pull request is not ready."""
    return pulls.convert_to_draft(scene.change, _pull(scene, item))


@verb
def push(scene: Scene, item: str, files: Any, message: str = "More work") -> PullRequest:
    """A person pushes to a pull request's branch."""
    return pulls.push(scene.change, _pull(scene, item), files, message)


@verb
def merge(scene: Scene, item: str) -> PullRequest:
    """A person merges."""
    return pulls.merge(scene.change, _pull(scene, item))


@verb
def close(scene: Scene, item: str, reason: str | None = None) -> Item:
    """A person closes an item."""
    return states.close(scene.change, scene.item(item), reason)


@verb
def reopen(scene: Scene, item: str) -> Item:
    """A person opens an item again."""
    return states.reopen(scene.change, scene.item(item))


@verb
def lock(scene: Scene, item: str, reason: str | None = None) -> Item:
    """A person locks a conversation."""
    return states.lock(scene.change, scene.item(item), reason)


@verb
def unlock(scene: Scene, item: str) -> Item:
    """A person opens a conversation again."""
    return states.unlock(scene.change, scene.item(item))


@verb
def delete_item(scene: Scene, item: str) -> None:
    """A person deletes an item."""
    states.delete(scene.change, scene.item(item))


@verb
def transfer(scene: Scene, item: str, to: str) -> Issue:
    """A person moves an issue to another repository."""
    held = scene.item(item)
    if not isinstance(held, Issue):
        raise BadAct("only issues can be transferred")
    return states.transfer(scene.change, held, scene.repo(to))


@verb
def milestone(scene: Scene, item: str, title: str | None) -> Item:
    """A person puts an item into a milestone, or, with null, takes it out."""
    held = scene.item(item)
    known = scene.world.many(Milestone, scene.world.repo_of(held).milestones)
    chosen = next((each for each in known if each.title == title), None)
    if title and chosen is None:
        raise BadAct(f"there is no milestone {title!r}")
    return labelbook.set_milestone(scene.change, held, chosen)


@verb
def react(scene: Scene, content: str, item: str | None = None, comment: int | None = None) -> Any:
    """A person reacts to an item or a comment; content as GraphQL names it (THUMBS_UP)."""
    subject = scene.comment(comment) if comment else scene.item(item or "")
    if content not in reactions.CONTENTS:
        raise BadAct(f"a reaction is one of {', '.join(reactions.CONTENTS)}")
    return reactions.add(scene.change, subject, content)


@verb
def answer(scene: Scene, comment: int, chosen: bool = True) -> Discussion:
    """A person chooses a comment as a discussion's answer, or takes that back."""
    held = scene.comment(comment)
    if not isinstance(held, DiscussionComment):
        raise BadAct("only a comment on a discussion can be its answer")
    return places.set_answer(scene.change, held, chosen=chosen)


def _pull(scene: Scene, item: str) -> PullRequest:
    held = scene.item(item)
    if not isinstance(held, PullRequest):
        raise BadAct(f"{item} is not a pull request")
    return held


def _people(scene: Scene, logins: list[str]) -> list[Number]:
    return [scene.person(login).id for login in logins]
