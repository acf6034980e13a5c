"""kentaro-m's auto-assign, `.github/auto_assign.yml`: reviewers and assignees for new pull requests."""

from collections.abc import Iterator
from typing import Any

from bot.importers.document import Document, document, listed
from bot.importers.imported import Imported, refusal
from bot.importers.rulefile import Draft, rule_file
from bot.importers.when import When, all_of, none_of
from rules.diagnostics import did_you_mean
from rules.words import listed as listed_words

KIND = "auto-assign"
EVENTS = ("pull_request.opened", "pull_request.ready_for_review")
_MOST_ASKED = 15
_KNOWN = (
    *("addReviewers", "addAssignees", "reviewers", "assignees", "numberOfReviewers", "numberOfAssignees"),
    *("skipKeywords", "skipUsers", "useReviewGroups", "useAssigneeGroups", "reviewGroups", "assigneeGroups"),
    *("runOnDraft", "filterLabels"),
)
_ADVICE = "give .github/auto_assign.yml"


def read(text: bytes | str, filename: str) -> Imported:
    """The rules that ask and assign the people of an auto-assign file.

    Raises:
        RuleFileError: it is no such file; with the place.
    """
    source = document(text, "an auto-assign file", _ADVICE)
    if set(_KNOWN).isdisjoint(source.data):
        raise refusal(1, 1, "this says nothing of reviewers or assignees", _ADVICE)
    for name in source.data:
        if name not in _KNOWN:
            source.note((name,), f"auto-assign has no setting `{name[:60]}`", did_you_mean(name[:60], _KNOWN))
    reviewers, assignees = list(_reviewers(source)), list(_assignees(source))
    given = [word for word, goals in (("reviewers", reviewers), ("assignees", assignees)) if goals]
    name = f"A new pull request is given {listed_words(given, 'and')}"
    if not given:
        source.note((), "nobody is asked or assigned: `addReviewers` and `addAssignees` are off, or nobody is named")
    draft = Draft(source.line(()), name, [*reviewers, *assignees], list(EVENTS), _when(source))
    return rule_file(KIND, filename, [draft] if given else [], source.notes)


def _when(source: Document) -> When:
    data = source.data
    labels = data.get("filterLabels")
    labels = labels if isinstance(labels, dict) else {}
    for name in labels.keys() - {"include", "exclude"}:
        what = f"`filterLabels` has no `{name[:60]}`"
        source.note(("filterLabels", name), what, did_you_mean(name[:60], ["include", "exclude"]))
    parts: list[When] = [] if data.get("runOnDraft") is True else [{"draft": False}]
    parts += [{"label": _words(labels["include"])}] if _words(labels.get("include")) else []
    spared: list[When] = [
        {word: names}
        for word, names in (
            ("title", _words(data.get("skipKeywords"))),
            ("author", _words(data.get("skipUsers"))),
            ("label", _words(labels.get("exclude"))),
        )
        if names
    ]
    return all_of([*parts, *([none_of(spared)] if spared else [])])


def _reviewers(source: Document) -> Iterator[dict[str, Any]]:
    data = source.data
    if data.get("addReviewers") is not True:
        return
    if data.get("useReviewGroups") is True:
        pools = _groups(source, "reviewGroups")
    else:
        pools = [(("reviewers",), _words(data.get("reviewers")))]
    for path, pool in pools:
        people = [name for name in pool if "/" not in name]
        teams = [name for name in pool if "/" in name]
        selector = _selector(source, people, "numberOfReviewers", path)
        if teams:
            users = {} if not people else selector if isinstance(selector, dict) else {"users": selector}
            selector = {**users, "team": _teams(source, teams, path)}
        if people or teams:
            yield {"request_review": selector}


def _teams(source: Document, teams: list[str], path: tuple[Any, ...]) -> list[str]:
    if any(team.startswith("/") for team in teams):
        source.note(path, "a team needs its organisation", "write organisation/team in place of OWNER/team")
    return [f"OWNER{team}" if team.startswith("/") else team for team in teams]


def _assignees(source: Document) -> Iterator[dict[str, Any]]:
    data = source.data
    if data.get("addAssignees") == "author":
        yield {"assign": "{author}"}
    elif data.get("addAssignees") is True and data.get("useAssigneeGroups") is True:
        for path, pool in _groups(source, "assigneeGroups"):
            yield {"assign": _selector(source, pool, "numberOfAssignees", path)}
    elif data.get("addAssignees") is True:
        key = "assignees" if _words(data.get("assignees")) else "reviewers"
        pool = _words(data.get(key))
        if pool:
            yield {"assign": _selector(source, pool, "numberOfAssignees", (key,))}


def _groups(source: Document, key: str) -> list[tuple[tuple[Any, ...], list[str]]]:
    groups = source.mapping(source.data.get(key) or {}, (key,), f"`{key}`")
    return [((key, name), people) for name, group in groups.items() if (people := _words(group))]


def _selector(source: Document, pool: list[str], key: str, path: tuple[Any, ...]) -> Any:
    """So many of the people; there it is by chance, here it is the first of the list."""
    count = source.data.get(key)
    count = source.data.get("numberOfReviewers") if count is None else count
    if not isinstance(count, int) or isinstance(count, bool) or not 0 < count < len(pool):
        return pool
    what = f"{min(count, _MOST_ASKED)} of {len(pool)} people are taken in the order of the list, not by chance"
    source.note(path, what, "put first who should be asked first")
    return {"users": pool, "count": min(count, _MOST_ASKED)}


def _words(value: Any) -> list[str]:
    return [str(each).strip().removeprefix("@") for each in listed(value) if str(each).strip()]
