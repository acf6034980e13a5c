"""The REST half of the benchmark's GitHub: as much as the contenders ask for, answered in GitHub's own size."""

import base64
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.github.books import Books
from benchmarks.github.shapes import PREFIXES, SUBJECTS, Shape, example
from bot.clock import SystemClock

_ITEM = re.compile(r"/repos/([^/]+/[^/]+)/(issues|pulls)/(\d+)(?:/(\w+))?")
_REPOSITORY = re.compile(r"/repos/org(\d+)/tools")
_TOKEN = re.compile(r"/app/installations/\d+/access_tokens")
_NOT_FOUND = 404, b'{"message":"Not Found","status":"404"}'
_EVENTS = {"issues": "issues", "pulls": "pull_request"}
_DONE = {"labels": 200, "comments": 201, "assignees": 201, "requested_reviewers": 201}
Answered = tuple[str, int, bytes]


class Rest:
    """Answers requests: what to count each as, its status, its body."""

    def __init__(self, books: Books, rules: bytes, address: str) -> None:
        self._books, self._address = books, address
        told = {event: example(event) for event in PREFIXES}
        self._items = {event: Shape(told[event][SUBJECTS[event]], address) for event in PREFIXES}
        self._repository = Shape(told["issues"]["repository"], address)
        self._file, self._raw = json.dumps(_file(rules, address)).encode(), rules

    def answer(self, method: str, path: str, headers: Mapping[bytes, bytes], body: bytes) -> Answered:
        """The answer to one request."""
        if found := _ITEM.fullmatch(path):
            return self._of_item(method, found, body)
        if _TOKEN.fullmatch(path):
            return "token", 201, json.dumps(_token()).encode()
        if "/contents/" in path:
            if not path.endswith(".github/rules.yml"):
                return ("contents", *_NOT_FOUND)
            raw = b"raw" in headers.get(b"accept", b"")
            return "contents", 200, self._raw if raw else self._file
        if found := _REPOSITORY.fullmatch(path):
            return "repository", 200, self._repository.at(self._books.place(int(found[1]) - 1))
        if path == "/app":
            return "app", 200, b'{"id":1,"slug":"bench","node_id":"A_1","name":"bench","permissions":{},"events":[]}'
        if path in {"/app/hook/deliveries", "/app/installations"}:
            return "recovery", 200, b"[]"
        self._books.unknown[f"{method} {path}"] += 1
        return ("unknown", *_NOT_FOUND)

    def _of_item(self, method: str, found: re.Match[str], body: bytes) -> Answered:
        repo, kind, number, part = found[1], found[2], int(found[3]), found[4]
        event, place = _EVENTS[kind], self._books.place(number)
        self._books.astray += repo != place.repo
        whole = self._items[event].at(place)
        if method != "POST" or part not in _DONE:
            return "item", 200, whole
        self._do(part, number, json.loads(body))
        return part, _DONE[part], b"[]" if part == "labels" else _COMMENT if part == "comments" else whole

    def _do(self, part: str, number: int, given: Mapping[str, Any]) -> None:
        node = self._books.place(number).node
        if part == "comments":
            self._books.comment(node, given["body"])
        elif part == "labels":
            self._books.effect(node).labels.update(given["labels"] if isinstance(given, dict) else given)
        else:
            people = given.get("assignees") or given.get("reviewers") or ()
            self._books.effect(node).asked.update([people] if isinstance(people, str) else people)


def _file(rules: bytes, address: str) -> dict[str, Any]:
    """A file as the contents API tells of it."""
    url = f"{address}/file"
    links = {"url": url, "git_url": url, "html_url": url, "download_url": url}
    told = {"type": "file", "encoding": "base64", "size": len(rules), "name": "rules.yml", "path": ".github/rules.yml"}
    return {**told, **links, "content": base64.b64encode(rules).decode(), "sha": "3d21ec53a331a6f037a91c368710b99387d0"}


def _token() -> dict[str, Any]:
    """A token that is good for an hour."""
    until: datetime = SystemClock().now().astimezone(UTC) + timedelta(hours=1)
    return {
        "token": f"ghs_{'x' * 36}",
        "expires_at": until.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "permissions": {"issues": "write", "pull_requests": "write", "organization_projects": "write"},
        "repository_selection": "all",
    }


_COMMENT = json.dumps({"id": 1, "node_id": "IC_1", "body": "", "user": {"login": "bench[bot]", "id": 1}}).encode()
