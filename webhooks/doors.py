"""Every door of the program: who may come in, what they see, and every answer that they can get.

The one place that says so. The authorisation matrix in docs/security.md and the OpenAPI description are made from it,
and tests hold it against the routes that are really there and against what they really answer.
"""

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


_PAGE = {200: (HTML, "the page"), 304: ("", "not changed since"), 503: (HTML, "the database does not answer")}
_LIVE = {"part": ("live",)}
_WRITERS = "who may write to the repository; at a bot set up for one machine, whoever sits there"
_SOMEWHERE = "who may write to a repository; at a bot set up for one machine, whoever sits there"
_SIGN_IN = {
    401: (HTML, "sign in first"),
    403: (HTML, "nobody can sign in here yet; the page says how to change that"),
}
_GATE = _SIGN_IN | {
    404: (HTML, "no such repository, or one where this person may not write"),
}
_FORM = {
    303: ("", "done; the page that shows it"),
    400: (HTML, "no form, or half of one"),
    403: (HTML, "the token is missing or is somebody else's"),
    413: (HTML, "too large"),
    503: (HTML, "the database or GitHub does not answer"),
}
_NOWHERE: Mapping[str, str] = MappingProxyType({})
OWNER, REPO = r"^[A-Za-z0-9-]{1,40}$", r"^[A-Za-z0-9._-]{1,100}$"


def _playground(path: str, who: str, sees: str, parameters: Mapping[str, str] = _NOWHERE) -> tuple[Door, ...]:
    """The doors of a playground: the page, the page with what was asked of it, the check while somebody types."""
    shut = _GATE if parameters else {status: _GATE[status] for status in (401, 403)}
    tried = {status: told for status, told in _FORM.items() if status != 303} | shut  # noqa: PLR2004 - it moves nobody
    fields = ("rules", "event", "facts", "payload", "whole")
    chosen = ("do", "example", "seen")
    answer = {200: (HTML, "the answer"), **tried, 403: (HTML, "the token is missing, or nobody can sign in here yet")}
    return (
        Door(path, "get", who, sees, _PAGE | shut, parameters),
        Door(
            path,
            "post",
            who,
            "the same, with the plan and the past of the rules sent",
            answer,
            parameters,
            form=fields + chosen,
        ),
        Door(
            f"{path}/check",
            "post",
            who,
            "what is wrong with the rules sent, and their plan",
            answer,
            parameters,
            form=fields,
        ),
    )


_RUNS = "whoever gave the one-time code from the terminal, or sits at the machine of a bot set up for one"
_RUNS_OR_WRITES = f"{_RUNS}; {_WRITERS}"
_PLACE = {"owner": OWNER, "repo": REPO}
_AWAY = {503: (HTML, "GitHub or the database does not answer")}
_SHUT = _GATE | _AWAY
_UNASKED = {401: _GATE[401], 403: _GATE[403]} | _AWAY
_SENT = {status: told for status, told in (_FORM | _SHUT).items() if status != 303} | {  # noqa: PLR2004 - it moves nobody
    403: (HTML, "the token is missing, or nobody can sign in here yet"),
    422: (HTML, "other programs' files make too many rules"),
}
_CODE = {
    303: ("", "let in"),
    400: (HTML, "no form, or half of one"),
    403: (HTML, "another code, or a form of another site"),
    413: (HTML, "too large"),
    429: (HTML, "too many wrong codes"),
    503: (HTML, "what is remembered cannot be written"),
}
_NAMED = {303: ("", "to the repository"), 404: (HTML, "that is no repository")}
_FIRST_RULES = ("purpose", "language", "observe", "preset welcome")
_BEGIN = "/setup/begin/{owner}/{repo}"
_THERE = {409: (HTML, "there are rules by now, or the App may not")}
# Before there is an App the first steps are all that is there: webhooks/setup/first.py.
_SETUP: tuple[Door, ...] = (
    Door("/setup", "get", _RUNS, "where the App is installed; no credential", {200: (HTML, "the page")} | _UNASKED),
    Door("/setup/code", "post", "everybody, five times a minute", "whether the code was right", _CODE, form=("code",)),
    Door("/setup/back", "get", "everybody", "nothing: the App is there already", {303: ("", "to the set-up")}),
    Door("/setup/end", "post", _RUNS, "that nobody comes in by a code any more", _FORM | {401: _GATE[401]}),
    Door("/setup/doctor", "get", _RUNS, "what is wrong with the App", {200: (HTML, "the page")} | _SHUT),
    Door("/setup/begin", "get", "everybody", "nothing but the way", _NAMED, query={"repo": ("acme/site",)}),
    Door(
        _BEGIN,
        "get",
        _RUNS_OR_WRITES,
        "questions, and which files could become rules",
        {200: (HTML, "the page")} | _SHUT,
        _PLACE,
    ),
    Door(
        _BEGIN,
        "post",
        _RUNS_OR_WRITES,
        "the file that the answers make",
        {200: (HTML, "the page")} | _SENT,
        _PLACE,
        form=_FIRST_RULES,
    ),
    Door(
        f"{_BEGIN}/pull",
        "post",
        _RUNS_OR_WRITES,
        "the pull request that was opened, by the App",
        {200: (HTML, "it is open")} | _SENT | _THERE,
        _PLACE,
        form=_FIRST_RULES,
    ),
)
DOORS: tuple[Door, ...] = (
    Door(
        "/webhooks/github",
        "post",
        "whoever signs with the webhook secret: GitHub",
        "whether the delivery was stored",
        {
            202: (JSON, "stored, or known already; the message says which"),
            400: (JSON, "a header is missing, or the body cannot be read"),
            401: (JSON, "the signature is missing or wrong"),
            413: (JSON, "larger than 25 MiB"),
            415: (JSON, "a form instead of JSON; the message says where to change it"),
            503: (JSON, "the delivery could not be stored: deliver it again"),
        },
    ),
    Door("/healthz", "get", "everybody", "that the process lives", {200: (JSON, "it does")}),
    Door(
        "/readyz",
        "get",
        "everybody",
        "what is missing before work can be done, without names or addresses",
        {200: (JSON, "ready"), 503: (JSON, "not ready; the message says what is missing")},
    ),
    Door(
        "/metrics",
        "get",
        "everybody who reaches the port; let the proxy keep it inside",
        "counts and durations; no name of a repository, an item or a person",
        {200: (TEXT, "the figures, for Prometheus")},
    ),
    Door(
        "/",
        "get",
        "everybody, where Board is published",
        "boards of public repositories, private items only as a number; or of those where this person may write",
        _PAGE | _SIGN_IN,
        query=_LIVE,
    ),
    Door(
        "/items/{owner}/{repo}/{number}",
        "get",
        "everybody, where Board is published and the repository public; else " + _WRITERS,
        "an item and why the bot did what it did; a private one answers strangers like none",
        _PAGE | _GATE,
        {"owner": OWNER, "repo": REPO, "number": r"^[1-9][0-9]{0,9}$"},
        _LIVE | {"asked": ("undo",)},
    ),
    Door(
        "/items/{owner}/{repo}/{number}/undo",
        "post",
        _WRITERS.partition(";")[0],
        "that the bot was asked, in this person's name; it does what it would do for their `/undo` in a comment",
        _FORM
        | _GATE
        | {
            403: (HTML, "the token is missing or is somebody else's, or nobody can sign in here yet"),
            409: (HTML, "it is taken back already, or was never done"),
        },
        {"owner": OWNER, "repo": REPO, "number": r"^[1-9][0-9]{0,9}$"},
        form=("verb", "target"),
    ),
    Door(
        "/board/{owner}/{repo}",
        "get",
        "everybody, where Board is published and the repository public; else " + _WRITERS,
        "what stands where, since when, in whose hands, and charts of it; private items only for those who may write",
        _PAGE | _GATE,
        {"owner": OWNER, "repo": REPO},
        _LIVE,
    ),
    Door(
        "/people/{owner}/{repo}",
        "get",
        "everybody, where People is published and the repository public; else " + _WRITERS,
        "roles and who has them, open items, absences, what is covered, credits; whoever opted out is not named, and "
        "what people told the bot of being away is for those who may write",
        _PAGE | _GATE,
        {"owner": OWNER, "repo": REPO},
        _LIVE,
    ),
    Door(
        "/activity",
        "get",
        "everybody, where Activity is published",
        "what the bot decided in public repositories, or in those where this person may write",
        _PAGE | _SIGN_IN,
        query=_LIVE | {"before": ("1",)},
    ),
    Door(
        "/activity/{owner}/{repo}",
        "get",
        "everybody, where Activity is published and the repository public; else " + _WRITERS,
        "what the bot decided there",
        _PAGE | _GATE,
        {"owner": OWNER, "repo": REPO},
        _LIVE | {"before": ("1",)},
    ),
    Door(
        "/rules/{owner}/{repo}",
        "get",
        _WRITERS,
        "the rule file, what is wrong with it, how often each rule fired; nothing of the files of hidden bases",
        _PAGE | _GATE,
        {"owner": OWNER, "repo": REPO},
        _LIVE,
    ),
    Door(
        "/observe/{owner}/{repo}",
        "get",
        _WRITERS,
        "what rules that only observe would have done there, and how each is switched on",
        _PAGE | _GATE,
        {"owner": OWNER, "repo": REPO},
        _LIVE,
    ),
    Door(
        "/health",
        "get",
        _SOMEWHERE,
        "what waits, failed and was missed in those repositories; numbers without names of all",
        _PAGE | _GATE,
        query=_LIVE,
    ),
    *(
        Door(
            f"/health/{act}",
            "post",
            _SOMEWHERE,
            sees,
            _GATE | _FORM,
            form=("delivery",),
        )
        for act, sees in (
            ("retry", "that a delivery of those repositories is tried again, or all that were given up"),
            ("drop", "that a delivery of those repositories is left alone"),
        )
    ),
    Door(
        "/sign-in",
        "get",
        "everybody",
        "the way to GitHub, where the person is asked; back again only to an address of ours",
        {303: ("", "to GitHub"), 403: (HTML, "nobody can sign in here yet")},
        query={"to": ("/", "/health")},
    ),
    Door(
        "/sign-in/back",
        "get",
        "who went to GitHub with this browser, lately, and comes back from there for the first time",
        "a session of eight hours, which says who it is and nothing else",
        {
            303: ("", "signed in"),
            400: (HTML, "another browser's, too old, called off, or used already"),
            403: (HTML, "nobody can sign in here yet"),
            503: (HTML, "GitHub does not answer"),
        },
        query={"code": ("c0de",), "state": ("state",), "error": ("access_denied",)},
    ),
    Door("/sign-out", "post", "who has signed in", "that the session is over", _FORM),
    *_playground(
        "/playground",
        "who has signed in; at a bot set up for one machine, whoever sits there",
        "rules to try, of no repository; nothing that is sent is kept",
    ),
    *_playground(
        "/playground/{owner}/{repo}",
        _WRITERS,
        "the repository's rules to try, on what happened there; nothing that is sent is kept",
        {"owner": OWNER, "repo": REPO},
    ),
    *_SETUP,
    Door(
        "/static/{name}",
        "get",
        "everybody",
        "the pages' style, script and pictures",
        {200: ("*/*", "the file"), 404: (JSON, "no such file")},
        {"name": r"^[a-z0-9.-]{1,60}$"},
    ),
)
