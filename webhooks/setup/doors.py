"""The doors of the set-up, once there is an App; what is there before is in webhooks/setup/first.py."""

from webhooks.door import FORM, GATE, HTML, OWNER, REPO, WRITERS, Door

_RUNS = "whoever gave the one-time code from the terminal, or sits at the machine of a bot set up for one"
_RUNS_OR_WRITES = f"{_RUNS}; {WRITERS}"
_PLACE = {"owner": OWNER, "repo": REPO}
_AWAY = {503: (HTML, "GitHub or the database does not answer")}
_SHUT = GATE | _AWAY
_UNASKED = {401: GATE[401], 403: GATE[403]} | _AWAY
_SENT = {status: told for status, told in (FORM | _SHUT).items() if status != 303} | {  # noqa: PLR2004 - it moves nobody
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
DOORS: tuple[Door, ...] = (
    Door("/setup", "get", _RUNS, "where the App is installed; no credential", {200: (HTML, "the page")} | _UNASKED),
    Door("/setup/code", "post", "everybody, five times a minute", "whether the code was right", _CODE, form=("code",)),
    Door("/setup/back", "get", "everybody", "nothing: the App is there already", {303: ("", "to the set-up")}),
    Door("/setup/end", "post", _RUNS, "that nobody comes in by a code any more", FORM | {401: GATE[401]}),
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
