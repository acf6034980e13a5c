"""The payload of each webhook event, in GitHub's shape."""

from bot.sandbox.shapes import accounts, boards, checks, comments, items, repos
from bot.sandbox.shapes.lens import Json, Lens
from bot.sandbox.world.boards import Card, Field
from bot.sandbox.world.change import News
from bot.sandbox.world.items import (
    Comment,
    Discussion,
    DiscussionComment,
    Issue,
    IssueComment,
    Item,
    Label,
    Milestone,
    PullRequest,
    Review,
    ReviewComment,
)
from bot.sandbox.world.records import (
    Account,
    CheckRun,
    Commit,
    CommitStatus,
    Installation,
    Organization,
    Repository,
    Team,
    User,
)


def payload(lens: Lens, news: News, installation: Installation) -> Json:
    """The whole payload of a delivery to one installation."""
    action: Json = {"action": news.action} if news.action else {}
    owner = lens.reader.one(Account, news.owner)
    shape = action | _about(lens, news)
    if news.repo:
        shape["repository"] = repos.repository(lens, lens.reader.one(Repository, news.repo.id))
    if isinstance(owner, Organization):
        shape["organization"] = accounts.organization(lens, owner)
    shape["sender"] = accounts.user(lens, news.sender)
    if news.event == "installation":
        return shape | {"installation": accounts.installation(lens, installation)}
    return shape | {"installation": {"id": installation.id, "node_id": lens.reader.node_id(installation)}}


def _about(lens: Lens, news: News) -> Json:
    subject, repo = news.subject, news.repo
    if repo is None:
        return _about_owner(lens, news)
    if isinstance(subject, Item):
        return _about_item(lens, news, repo, subject)
    if isinstance(subject, Comment):
        return _about_comment(lens, news, subject)
    match subject:
        case Label():
            return {"label": repos.label(lens, repo, subject)} | _changes(news)
        case Milestone():
            return {"milestone": accounts.milestone(lens, repo, subject)} | _changes(news)
        case Commit():
            return _push(lens, news, repo, subject)
        case CheckRun():
            shape = checks.check_suite if news.event == "check_suite" else checks.check_run
            return {news.event: shape(lens, repo, subject)}
        case Repository() if news.event == "fork":
            return {"forkee": repos.repository(lens, subject)}
        case CommitStatus():
            return checks.status(lens, repo, subject)
        case _:
            return _changes(news)


def _about_comment(lens: Lens, news: News, subject: Comment) -> Json:
    reader = lens.reader
    match subject:
        case IssueComment():
            item = reader.one(Item, subject.item)
            on: Json = {"issue": items.issue(lens, item)} if isinstance(item, Issue | PullRequest) else {}
            return on | {"comment": comments.issue_comment(lens, subject)} | _changes(news)
        case DiscussionComment():
            talk = reader.one(Discussion, subject.item)
            shape = {"discussion": items.discussion(lens, talk), "comment": comments.discussion_comment(lens, subject)}
            return shape | _changes(news)
        case Review():
            pull = items.pull_request(lens, reader.one(PullRequest, subject.item), full=False)
            return {"review": comments.review(lens, subject, webhook=True), "pull_request": pull}
        case ReviewComment():
            pull = items.pull_request(lens, reader.one(PullRequest, subject.item), full=False)
            return {"comment": comments.review_comment(lens, subject), "pull_request": pull}
        case _:
            return {}


def _about_item(lens: Lens, news: News, repo: Repository, item: Item) -> Json:
    if isinstance(item, PullRequest):
        shape: Json = {"number": item.number, "pull_request": items.pull_request(lens, item)}
    elif isinstance(item, Issue):
        shape = {"issue": items.issue(lens, item)}
    else:
        assert isinstance(item, Discussion)  # noqa: S101 - there are three kinds of item
        shape = {"discussion": items.discussion(lens, item)}
    return shape | _detail(lens, news, repo) | _changes(news)


def _detail(lens: Lens, news: News, repo: Repository) -> Json:
    reader, extra = lens.reader, news.extra
    shape: Json = {name: extra[name] for name in ("before", "after") if name in extra}
    if "label" in extra:
        shape["label"] = repos.label(lens, repo, reader.one(Label, extra["label"]))
    if "assignee" in extra:
        shape["assignee"] = accounts.somebody(lens, extra["assignee"])
    if "milestone" in extra:
        shape["milestone"] = accounts.milestone(lens, repo, reader.one(Milestone, extra["milestone"]))
    if "comment" in extra:
        key = "old_answer" if news.action == "unanswered" else "answer"
        shape[key] = comments.discussion_comment(lens, reader.one(DiscussionComment, extra["comment"]))
    if "reviewer" in extra:
        held = reader.find(Team, extra["reviewer"])
        key = "requested_team" if held else "requested_reviewer"
        shape[key] = accounts.team(lens, held) if held else accounts.somebody(lens, extra["reviewer"])
    if "new_repository" in extra:
        target = reader.one(Repository, extra["new_repository"])
        moved = reader.one(Issue, news.subject.id)
        shape["changes"] = {
            "new_issue": items.issue(lens, moved),
            "new_repository": repos.repository(lens, target),
        }
    if "old_repository" in extra:
        source = reader.one(Repository, extra["old_repository"])
        before = {"number": extra["old_issue"].number, "node_id": reader.node_id(extra["old_issue"])}
        shape["changes"] = {
            "old_issue": {**items.issue(lens, reader.one(Issue, news.subject.id)), **before},
            "old_repository": repos.repository(lens, source),
        }
    return shape


def _push(lens: Lens, news: News, repo: Repository, commit: Commit) -> Json:
    shape = repos.pushed_commit(lens, repo, commit, news.extra)
    return {
        "ref": f"refs/heads/{news.extra['branch']}",
        "before": news.extra["before"],
        "after": commit.sha,
        "base_ref": None,
        "compare": f"{lens.web}/{lens.reader.full_name(repo)}/compare/{news.extra['before']}...{commit.sha}",
        "created": False,
        "deleted": False,
        "forced": False,
        "head_commit": shape,
        "commits": [shape],
        "pusher": {"name": news.sender.login, "email": f"{news.sender.login}@users.noreply"},
    }


def _about_owner(lens: Lens, news: News) -> Json:
    reader, extra = lens.reader, news.extra
    match news.subject:
        case Card() as card:
            shape: Json = {"projects_v2_item": boards.card(lens, card)}
            if "field" in extra:
                field = reader.one(Field, extra["field"])
                shape["changes"] = boards.field_change(lens, field, extra["old"], extra["new"])
            elif news.action in {"archived", "restored"}:
                before, after = (None, news.at) if news.action == "archived" else (news.at, None)
                shape["changes"] = {"archived_at": {"from": before, "to": after}}
            return shape
        case Team() as team:
            member = accounts.somebody(lens, extra["person"])
            return {"scope": "team", "member": member, "team": accounts.team(lens, team)}
        case User() as person:
            org = f"{lens.api}/orgs/{reader.one(Account, news.owner).login}"
            state: Json = {"url": f"{org}/memberships/{person.login}", "organization_url": org}
            state |= {"state": "active", "role": "member", "user": accounts.user(lens, person)}
            return {"membership": state}
        case Installation() as held:
            named = reader.many(Repository, held.repositories or reader.one(Account, held.account).repositories)
            listed = [_short(lens, repo) for repo in named]
            return {"repositories": listed} if news.action in {"deleted", "created", "suspend", "unsuspend"} else {}
        case _:
            return {}


def _short(lens: Lens, repo: Repository) -> Json:
    name = lens.reader.full_name(repo)
    return {
        "id": repo.id,
        "node_id": lens.reader.node_id(repo),
        "name": repo.name,
        "full_name": name,
        "private": repo.private,
    }


def _changes(news: News) -> Json:
    return {"changes": news.extra["changes"]} if "changes" in news.extra else {}
