"""What can be read and written over GraphQL in the benchmark's GitHub: as much as the contenders ask for."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from benchmarks.github.books import Books, Item
from benchmarks.github.selection import IS
from bot.clock import SystemClock

COLUMNS = ("Todo", "In progress", "Review", "Done")
_TYPES = {"I": "Issue", "PR": "PullRequest"}
_LAST = {"hasNextPage": False, "endCursor": None, "hasPreviousPage": False}
_STATUS = {
    IS: ("ProjectV2SingleSelectField", "ProjectV2FieldCommon"),
    "__typename": "ProjectV2SingleSelectField",
    "id": "PVTSSF_status",
    "name": "Status",
    "dataType": "SINGLE_SELECT",
    "options": [{"id": f"option_{name}", "name": name} for name in COLUMNS],
}
_TITLE = {
    IS: ("ProjectV2Field", "ProjectV2FieldCommon"),
    "__typename": "ProjectV2Field",
    "id": "PVTF_title",
    "name": "Title",
    "dataType": "TITLE",
}
Given = Mapping[str, Any]


class Graph:
    """The roots of queries and mutations."""

    def __init__(self, books: Books, rules: str, born: str) -> None:
        self._books, self._rules, self._born = books, rules, born
        self.query: Mapping[str, Any] = {
            "node": self._node,
            "repository": self._by_name,
            "organization": self._organization,
            "user": lambda login: {"id": f"U_{login}", "login": login},
        }
        writes: Mapping[str, Callable[[Given], Any]] = {
            "addLabelsToLabelable": self._label,
            "addComment": self._comment,
            "addAssigneesToAssignable": partial(self._ask, "assignableId", "assigneeIds"),
            "requestReviews": partial(self._ask, "pullRequestId", "userIds"),
            "addProjectV2ItemById": self._card,
            "updateProjectV2ItemFieldValue": self._column,
        }
        self.mutation: Mapping[str, Any] = {name: partial(_called, write) for name, write in writes.items()}

    def _node(self, id: str) -> Any:  # noqa: A002 - GitHub's name
        kind, _, rest = id.partition("_")
        if kind == "R":
            return self._repository(f"org{rest}/tools", int(rest))
        if kind == "IC":
            found = (item.comments[id] for item in self._books.items.values() if id in item.comments)
            body = next(found, None)
            return body and {IS: ("IssueComment",), "id": id, "body": body}
        return self._item(id) if kind in _TYPES else None

    def _by_name(self, owner: str, name: str) -> Any:
        return self._repository(f"{owner}/{name}", int(owner.removeprefix("org"))) if name == "tools" else None

    def _repository(self, name: str, number: int) -> dict[str, Any]:
        return {
            IS: ("Repository",),
            "id": f"R_{number}",
            "databaseId": 5000 + number,
            "nameWithOwner": name,
            "isPrivate": False,
            "object": self._file,
            "label": lambda name: {"id": f"LA_{name}", "name": name},
        }

    def _file(self, expression: str) -> Any:
        if not expression.endswith(".github/pathways.yml"):
            return None
        told = {"text": self._rules, "byteSize": len(self._rules), "isTruncated": False, "isBinary": False}
        return {IS: ("Blob",), "oid": "3d21ec53a331a6f037a91c368710b99387d012c1", **told}

    def _organization(self, login: str) -> Any:
        def project(number: int) -> Any:
            fields = {"field": lambda name: _STATUS if name == "Status" else None}
            every = {"fields": lambda first: {"nodes": [_TITLE, _STATUS][:first]}}
            return {"id": f"PVT_{login}_{number}", "closed": False, "title": "Board", **fields, **every}

        return {"projectV2": project, "team": lambda **_: None}

    def _item(self, node: str) -> dict[str, Any]:
        item, number = self._books.item(node), int(node.partition("_")[2])
        person = _person("Codertocat", 21031067)
        asked = [_person(login, 583231) for login in sorted(item.asked)]
        return {
            IS: (_TYPES[item.kind],),
            "id": node,
            "number": number,
            "title": "Spelling error in the README file",
            "body": "It looks wrong.",
            "url": f"https://github.com/{self._books.place(number).repo}/issues/{number}",
            "state": "OPEN",
            "locked": False,
            "createdAt": self._born,
            "updatedAt": _now(),
            "authorAssociation": "OWNER",
            "author": person,
            "milestone": None,
            "isDraft": False,
            "additions": 1,
            "deletions": 1,
            "headRefName": "changes",
            "baseRefName": "main",
            "headRefOid": "9d2f1c0a7be84653a0d4c1b2e3f405162738495a",
            "files": _nodes([{"path": "README.md", "additions": 1, "deletions": 1, "changeType": "MODIFIED"}]),
            "commits": _nodes([{"commit": {"checkSuites": _nodes(())}}]),
            "labels": _nodes({"name": label} for label in item.labels),
            "assignees": _nodes(asked if item.kind == "I" else ()),
            "reviewRequests": _nodes({"requestedReviewer": each} for each in asked),
            "latestOpinionatedReviews": _nodes(()),
            "reviews": _nodes(()),
            "timelineItems": _nodes(()),
            "comments": _nodes({"id": key, "body": b, "viewerDidAuthor": True} for key, b in item.comments.items()),
            "projectItems": _nodes([self._shown(item, number)] if item.carded else ()),
        }

    def _shown(self, item: Item, number: int) -> dict[str, Any]:
        project = {"id": f"PVT_{self._books.place(number).owner}_1", "field": lambda **_: _STATUS}
        value = {"name": item.card, "optionId": f"option_{item.card}", "updatedAt": _now()}
        column = {IS: ("ProjectV2ItemFieldSingleSelectValue",), **value} if item.card else None
        card = f"PVTI_{item.kind}_{number}"
        shown = {"id": card, "isArchived": False, "updatedAt": _now(), "project": project}
        return {**shown, "fieldValueByName": lambda **_: column}

    def _label(self, given: Given) -> None:
        item = self._books.effect(given["labelableId"])
        item.labels.update(label.removeprefix("LA_") for label in given["labelIds"])

    def _comment(self, given: Given) -> dict[str, Any]:
        key = self._books.comment(given["subjectId"], given["body"])
        return {"commentEdge": {"node": {"id": key}}}

    def _ask(self, subject: str, people: str, given: Given) -> dict[str, Any]:
        item = self._books.effect(given[subject])
        item.asked.update(person.removeprefix("U_") for person in given[people])
        return {"assignable": {"assignees": lambda **_: {"nodes": [{"login": login} for login in item.asked]}}}

    def _card(self, given: Given) -> dict[str, Any]:
        node = given["contentId"]
        self._check(given["projectId"], node)
        self._books.effect(node).carded = True
        return {"item": {"id": f"PVTI_{node}"}}

    def _column(self, given: Given) -> dict[str, Any]:
        node = str(given["itemId"]).removeprefix("PVTI_")
        self._check(given["projectId"], node)
        item = self._books.effect(node)
        self._books.astray += not item.carded or given["fieldId"] != _STATUS["id"]
        item.card = given["value"]["singleSelectOptionId"].removeprefix("option_")
        return {"projectV2Item": {"id": given["itemId"]}}

    def _check(self, project: str, node: str) -> None:
        """Count what goes to a board of another organisation."""
        place = self._books.place(int(node.partition("_")[2]))
        self._books.astray += project != f"PVT_{place.owner}_1"


def _person(login: str, number: int) -> dict[str, Any]:
    return {IS: ("User",), "__typename": "User", "login": login, "databaseId": number}


def _now() -> str:
    return SystemClock().now().isoformat()


def _called(write: Callable[[Given], Any], input: Given) -> dict[str, Any]:  # noqa: A002 - GitHub's name
    return {"clientMutationId": None, **(write(input) or {})}


def _nodes(nodes: Any) -> Callable[..., dict[str, Any]]:
    """A connection, whatever part of it is asked for: all of it."""
    held = list(nodes)
    return lambda **_: {"nodes": held, "totalCount": len(held), "pageInfo": _LAST}
