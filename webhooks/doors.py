"""Every door of the program: who may come in, what they see, and every answer that they can get.

The one place that says so. The authorisation matrix in docs/security.md and the OpenAPI description are made from it,
and tests hold it against the routes that are really there and against what they really answer.
"""

from collections.abc import Mapping

from webhooks.door import (
    FORM,
    GATE,
    HTML,
    JSON,
    LIVE,
    NOWHERE,
    OWNER,
    PAGE,
    REPO,
    SIGN_IN,
    SOMEWHERE,
    TEXT,
    WRITERS,
    Door,
)
from webhooks.setup import doors as setup


def _playground(path: str, who: str, sees: str, parameters: Mapping[str, str] = NOWHERE) -> tuple[Door, ...]:
    """The doors of a playground: the page, the page with what was asked of it, the check while somebody types."""
    shut = GATE if parameters else {status: GATE[status] for status in (401, 403)}
    tried = {status: told for status, told in FORM.items() if status != 303} | shut  # noqa: PLR2004 - it moves nobody
    fields = ("rules", "event", "facts", "payload", "whole", "begun")
    chosen = ("do", "example", "seen")
    answer = {200: (HTML, "the answer"), **tried, 403: (HTML, "the token is missing, or nobody can sign in here yet")}
    return (
        Door(path, "get", who, sees, PAGE | shut, parameters),
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
            503: (JSON, "the delivery could not be stored, or too much comes at once: deliver it again"),
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
        PAGE | SIGN_IN,
        query=LIVE,
    ),
    Door(
        "/items/{owner}/{repo}/{number}",
        "get",
        "everybody, where Board is published and the repository public; else " + WRITERS,
        "an item and why the bot did what it did, what it knows of people only for those who may write; "
        "a private one answers strangers like none",
        PAGE | GATE,
        {"owner": OWNER, "repo": REPO, "number": r"^[1-9][0-9]{0,9}$"},
        LIVE | {"asked": ("undo",)},
    ),
    Door(
        "/items/{owner}/{repo}/{number}/undo",
        "post",
        "who may write to the repository, and asked for it themselves or may do everything there; at a bot set up "
        "for one machine, whoever sits there",
        "that the bot was asked, in this person's name (of whoever sits at the machine: in that of the first whom the "
        "people file allows everything); it does what it would do for their `/undo` in a comment",
        FORM
        | GATE
        | {
            403: (HTML, "the token is missing or is somebody else's, it is not theirs, or nobody can sign in yet"),
            409: (HTML, "it is taken back already, or was never done"),
        },
        {"owner": OWNER, "repo": REPO, "number": r"^[1-9][0-9]{0,9}$"},
        form=("verb", "target"),
    ),
    Door(
        "/board/{owner}/{repo}",
        "get",
        "everybody, where Board is published and the repository public; else " + WRITERS,
        "what stands where, since when, in whose hands, and charts of it; private items only for those who may write",
        PAGE | GATE,
        {"owner": OWNER, "repo": REPO},
        LIVE,
    ),
    Door(
        "/people/{owner}/{repo}",
        "get",
        "everybody, where People is published and the repository public; else " + WRITERS,
        "roles and who has them, open items, absences, what is covered, credits; whoever opted out is not named, and "
        "what people told the bot of being away is for those who may write",
        PAGE | GATE,
        {"owner": OWNER, "repo": REPO},
        LIVE,
    ),
    Door(
        "/activity",
        "get",
        "everybody, where Activity is published",
        "what the bot decided in public repositories, or in those where this person may write",
        PAGE | SIGN_IN,
        query=LIVE | {"before": ("1",)},
    ),
    Door(
        "/activity/{owner}/{repo}",
        "get",
        "everybody, where Activity is published and the repository public; else " + WRITERS,
        "what the bot decided there",
        PAGE | GATE,
        {"owner": OWNER, "repo": REPO},
        LIVE | {"before": ("1",)},
    ),
    Door(
        "/rules/{owner}/{repo}",
        "get",
        WRITERS,
        "the rule file, what is wrong with it, how often each rule fired; nothing of the files of hidden bases",
        PAGE | GATE,
        {"owner": OWNER, "repo": REPO},
        LIVE,
    ),
    Door(
        "/observe/{owner}/{repo}",
        "get",
        WRITERS,
        "what rules that only observe would have done there, and how each is switched on",
        PAGE | GATE,
        {"owner": OWNER, "repo": REPO},
        LIVE | {"opened": ("7",)},
    ),
    Door(
        "/observe/{owner}/{repo}/switch",
        "post",
        WRITERS,
        "that a pull request was opened which has a rule act",
        GATE | FORM | {409: (HTML, "no pull request was opened; the page says why")},
        {"owner": OWNER, "repo": REPO},
        form=("rule",),
    ),
    Door(
        "/health",
        "get",
        f"{SOMEWHERE}; who administers an account with the App of which nothing was heard yet",
        "what waits, failed and was missed in those repositories; numbers without names of all; that nothing came yet",
        PAGE | GATE,
        query=LIVE,
    ),
    *(
        Door(
            f"/health/{act}",
            "post",
            SOMEWHERE,
            sees,
            GATE | FORM,
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
    Door("/sign-out", "post", "who has signed in", "that the session is over", FORM),
    *_playground(
        "/playground",
        "who has signed in; at a bot set up for one machine, whoever sits there",
        "rules to try, of no repository; nothing that is sent is kept",
    ),
    *_playground(
        "/playground/{owner}/{repo}",
        WRITERS,
        "the repository's rules to try, on what happened there; nothing that is sent is kept; rules "
        "that somebody proposes are a pull request",
        {"owner": OWNER, "repo": REPO},
    ),
    *setup.DOORS,
    Door(
        "/static/{name}",
        "get",
        "everybody",
        "the pages' style, script and pictures",
        {200: ("*/*", "the file"), 404: (JSON, "no such file")},
        {"name": r"^[a-z0-9.-]{1,60}$"},
    ),
)
