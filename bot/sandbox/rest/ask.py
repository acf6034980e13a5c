"""One REST request as its handler sees it: path, query, body, the world, and ways to answer."""

from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from starlette.responses import Response

from bot.sandbox.gate import Call, answer
from bot.sandbox.refusals import NotFound, Refusal
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.shapes.lens import Lens
from bot.sandbox.world.change import Change
from bot.sandbox.world.items import Discussion, Issue, Item, PullRequest
from bot.sandbox.world.records import Record, Repository

R = TypeVar("R", bound=Record)
_LARGEST_PAGE, _USUAL_PAGE = 100, 30
READING = frozenset({"GET", "HEAD"})


class Moved(Exception):
    """The repository has another name now: 301."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


@dataclass(slots=True)
class Ask:
    """The request."""

    call: Call
    change: Change
    lens: Lens

    @property
    def sandbox(self) -> Sandbox:
        """The whole GitHub."""
        return self.call.sandbox

    @property
    def path(self) -> dict[str, Any]:
        """What the path says."""
        return self.call.request.path_params

    @property
    def query(self) -> Any:
        """What the query says."""
        return self.call.request.query_params

    def body(self) -> dict[str, Any]:
        """What the body says."""
        given = self.call.json()
        if not isinstance(given, dict):
            raise Refusal("Invalid request.\n\nFor 'links/0/schema', the body is not an object.")
        return given

    def text(self, name: str, *, required: bool = True) -> str:
        """A text that the body must hold."""
        value = self.body().get(name)
        if value is None and not required:
            return ""
        if not isinstance(value, str):
            raise Refusal(f'Invalid request.\n\n"{name}" wasn\'t supplied.')
        return value

    def texts(self, name: str) -> list[str]:
        """A list of texts that the body holds, perhaps empty."""
        value = self.body().get(name) or []
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise Refusal(f"Invalid request.\n\nFor 'properties/{name}', {value!r} is not an array of strings.")
        return value

    def repo(self) -> Repository:
        """The repository in the path, if the caller may know of it."""
        owner, name = self.path["owner"], self.path["repo"]
        found = self.lens.reader.repository(owner, name)
        grant = self.call.grant
        if found is None or (found.private and not (grant and grant.covers(found))):
            raise NotFound("Not Found")
        if self.lens.reader.full_name(found).lower() != f"{owner}/{name}".lower():
            raise Moved(self._place(found))
        return found

    def _place(self, repo: Repository) -> str:
        path = self.call.request.url.path.removeprefix(self.call.prefix)
        rest = path.split("/", 4)[4:]
        query = f"?{self.call.request.url.query}" if self.call.request.url.query else ""
        return "/".join([f"{self.lens.api}/repositories/{repo.id}", *rest]) + query

    def item(self) -> Issue | PullRequest:
        """The issue or pull request in the path."""
        found = self._item()
        if isinstance(found, Discussion):
            raise NotFound("Not Found")
        assert isinstance(found, Issue | PullRequest)  # noqa: S101 - there are three kinds of item
        return found

    def pull(self) -> PullRequest:
        """The pull request in the path."""
        found = self._item()
        if not isinstance(found, PullRequest):
            raise NotFound("Not Found")
        return found

    def _item(self) -> Item:
        found = self.lens.reader.item(self.repo(), int(self.path["number"]))
        if found is None:
            raise NotFound("Not Found")
        return found

    def may_read(self, repo: Repository, *permissions: str) -> None:
        """Refuse what the token may not read; what is public everybody may, but for the App's own repositories."""
        if self.call.grant and self.call.grant.covers(repo):
            self.call.grant.require("read", *permissions)

    def page_size(self) -> int:
        """How many things a page holds."""
        return min(max(_number(self.query.get("per_page"), _USUAL_PAGE), 1), _LARGEST_PAGE)

    def page(self, held: list[Any], shape: Any) -> Response:
        """A page of a list, with its `Link` header."""
        size = self.page_size()
        number = max(_number(self.query.get("page"), 1), 1)
        last = max((len(held) + size - 1) // size, 1)
        shown = [shape(each) for each in held[(number - 1) * size : number * size]]
        places = {"prev": number - 1, "next": number + 1, "last": last, "first": 1}
        if number >= last:
            del places["next"], places["last"]
        if number <= 1:
            del places["prev"], places["first"]
        links = ", ".join(f'<{self._page_url(place)}>; rel="{name}"' for name, place in places.items())
        return answer(200, shown, {"link": links} if links else None)

    def _page_url(self, number: int) -> str:
        url = self.call.request.url
        query = dict(self.query) | {"page": str(number)}
        return f"{self.call.address}{url.path}?{urlencode(query)}"


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise
