"""What is written down of a door of the program, and the answers that several of them give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

JSON, HTML, TEXT = "application/json", "text/html", "text/plain"


@dataclass(frozen=True, slots=True)
class Door:
    """One address.

    Attributes:
        who: may come in.
        sees: what they get, and what they never get.
        answers: by status: the media type and what it means.
        parameters: the parts of the address, each with its pattern.
        query: what may stand behind the question mark, each with the values that mean something.
        form: the fields of the form that it takes, besides the token.
    """

    path: str
    method: str
    who: str
    sees: str
    answers: Mapping[int, tuple[str, str]]
    parameters: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: tuple[str, ...] = ()


PAGE = {200: (HTML, "the page"), 304: ("", "not changed since"), 503: (HTML, "the database does not answer")}
LIVE = {"part": ("live",)}
WRITERS = "who may write to the repository; at a bot set up for one machine, whoever sits there"
SOMEWHERE = "who may write to a repository; at a bot set up for one machine, whoever sits there"
SIGN_IN = {
    401: (HTML, "sign in first"),
    403: (HTML, "nobody can sign in here yet; the page says how to change that"),
}
GATE = SIGN_IN | {
    404: (HTML, "no such repository, or one where this person may not write"),
}
FORM = {
    303: ("", "done; the page that shows it"),
    400: (HTML, "no form, or half of one"),
    403: (HTML, "the token is missing or is somebody else's"),
    413: (HTML, "too large"),
    503: (HTML, "the database or GitHub does not answer"),
}
NOWHERE: Mapping[str, str] = MappingProxyType({})
OWNER, REPO = r"^[A-Za-z0-9_-]{1,60}$", r"^[A-Za-z0-9._-]{1,100}$"
