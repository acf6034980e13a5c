"""A board's own workflows, where they get in the way of the rules. Pure.

GitHub tells of a workflow what it is called and whether it is on; to which column it moves cards, or by which filter it
adds and archives them, it does not tell. Those that set something set the field `Status`, whatever else a board has.
Only copies of the one that adds items can be given names of their own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.doctor.rivals import Rival
from bot.writing.projects import project_key
from rules.book import Rule, Rulebook
from rules.facts import Facts
from rules.goal import Goals
from rules.words import listed

MOST_BOARDS = 10
_STATUS = "status"
_ADDED, _CLOSES, _ARCHIVES = "item added to project", "auto-close issue", "auto-archive items"
_OF_PROJECTS = frozenset({"add_to", "remove_from", "archive_on"})
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Automation:
    """A board, and which of its own workflows are on.

    Attributes:
        key: `owner/number`.
        url: of its page; empty where GitHub did not tell.
        running: the names of those that are on.
    """

    key: str
    url: str = ""
    running: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Moment:
    """When a workflow sets the Status.

    Attributes:
        words: as people say it.
        heard: the events of that moment, each with how the item is then.
        noticed: the fact by which a standing rule notices it.
    """

    words: str
    heard: tuple[tuple[str, Facts], ...]
    noticed: str


def _pull(event: str, state: str = "open") -> tuple[str, Facts]:
    return event, Facts(kind="pull_request", state=state)


_CLOSED = ("issues.closed", Facts(kind="issue", state="closed"))
_REOPENED = ("issues.reopened", Facts(kind="issue", state="open")), _pull("pull_request.reopened")
_MERGED = _pull("pull_request.closed", "merged")
_REVIEWED = (_pull("pull_request_review.submitted"),)
_LINKED = "pull request linked to issue"
_ENDED = "item closed"
_MOMENTS = {
    _ENDED: _Moment("an item is closed", (_CLOSED, _pull("pull_request.closed", "closed"), _MERGED), "state"),
    "pull request merged": _Moment("a pull request is merged", (_MERGED,), "state"),
    "item reopened": _Moment("an item is reopened", _REOPENED, "state"),
    "code changes requested": _Moment("a review asks for changes", _REVIEWED, "reviews"),
    "code review approved": _Moment("a review approves", _REVIEWED, "reviews"),
    _LINKED: _Moment("a pull request is linked to an issue", (("", Facts(kind="issue")),), "linked"),
}


def boards_of(book: Rulebook, repo: str) -> tuple[str, ...]:
    """The boards on which rules act, by `owner/number`; the file's own first, and no more than a few."""
    named = (goal.value for rule in book.rules for _, goal in rule.all_goals if goal.word in _OF_PROJECTS)
    keys = (_own(book, repo), *(project_key(value, repo) for value in named))
    return tuple(dict.fromkeys(key for key in keys if key))[:MOST_BOARDS]


def _own(book: Rulebook, repo: str) -> str:
    """The board that the file names; empty where it names none."""
    named = book.board.project if book.board else None
    return "" if named is None else project_key(named, repo)


def workflows_in_the_way(book: Rulebook, repo: str, boards: Iterable[Automation]) -> Iterator[Rival]:
    """The workflows that meet a rule or a setting of the file; each is told with what it meets."""
    for board in boards:
        for name in board.running:
            yield from _in_the_way(book, repo, board, name)


def _in_the_way(book: Rulebook, repo: str, board: Automation, name: str) -> Iterator[Rival]:
    word, own = name.lower(), _own(book, repo) == board.key
    if word == _ADDED or word in _MOMENTS:
        found = _setting(book, word) if own else ()
    elif word == _CLOSES:
        found = _closing(book) if own else ()
    elif word == _ARCHIVES:
        found = _archiving(book, repo, board.key, own=own)
    else:
        found = _adding(book, repo, board.key)
    where = f" ({board.url}/workflows)" if board.url else ""
    for does, fix in found:
        yield Rival(f"board {board.key}", f"its own workflow “{name}” is on: {does}", f"{fix}{where}")


_Found = Iterator[tuple[str, str]]


def _setting(book: Rulebook, word: str) -> _Found:
    """What sets the Status, too, or guards it."""
    moment = _MOMENTS.get(word)
    when = moment.words if moment else "a card is added"
    sets = f"when {when}, GitHub sets Status (to what, it tells no program)"
    if rivals := [*_named(rule for rule in book.rules if _also_sets(book, rule, moment)), *_settings(book, word)]:
        does = f"{sets}, and so may {listed(rivals, 'and')}; what comes later stays, as if a person had chosen it"
        yield does, "switch it off, or let it set the same as the file"
    if guarded := [stage for stage in book.stages if book.gate_of(stage) and _is_status(book)]:
        does = f"{sets}, and does not ask for what {listed(_few(guarded), 'and')} `needs`"
        yield does, "switch it off, or let it set a Status that needs nothing"


def _is_status(book: Rulebook) -> bool:
    return book.board is not None and book.board.field.lower() == _STATUS


def _settings(book: Rulebook, word: str) -> list[str]:
    """The settings of the board by which the bot moves cards at that moment."""
    if book.board is None or not _is_status(book):
        return []
    labels = ["the setting `board.labels`"] if book.board.labels and word == _ADDED else []
    return labels + (["the setting `board.linked`"] if book.board.linked and word in {_LINKED, _ENDED} else [])


def _also_sets(book: Rulebook, rule: Rule, moment: _Moment | None) -> bool:
    """Whether a rule may set the Status at a moment; without one, whenever it puts a card there."""
    if moment is None:
        return _sets(book, rule.all_goals)
    return _sets(book, rule.goals) and any(_wakes(rule, *heard, moment.noticed) for heard in moment.heard)


def _sets(book: Rulebook, goals: Goals) -> bool:
    for _, goal in goals:
        if goal.word == "stage" and _is_status(book):
            return True
        if goal.word == "board_field" and any(name.lower() == _STATUS for name in goal.value):
            return True
    return False


def _wakes(rule: Rule, event: str, facts: Facts, noticed: str) -> bool:
    """Whether an event may make a rule act; a standing one acts only if it asks for what has changed."""
    if rule.standing and noticed not in rule.when.needs:
        return False
    return rule.hears(event) and (rule.while_true or rule.when.check(facts).met is not False)


def _closing(book: Rulebook) -> _Found:
    does = "GitHub closes an issue when its Status becomes the one that is chosen there"
    if opens := _named(_with(book, "reopen")):
        yield f"{does}, and {listed(opens, 'and')} may reopen it", "switch it off, or mend the rule"
    closes = (rule for rule in _with(book, "close") if rule.hears("stage.entered") and "stage" in rule.when.needs)
    if named := _named(closes):
        yield f"{does}, and so does {listed(named, 'and')}, with a reason of its own", "let one of the two do it"


def _archiving(book: Rulebook, repo: str, key: str, *, own: bool) -> _Found:
    does = "GitHub archives cards by a filter that it tells no program"
    if same := _named(_with(book, "archive_on", repo, key)):
        yield f"{does}, and so does {listed(same, 'and')}", "let one of the two do it"
    moves = (rule for rule in _with(book, "stage") if any(_wakes(rule, *heard, "state") for heard in _REOPENED))
    if own and (named := _named(moves)):
        stuck = f"{does}; {listed(named, 'and')} cannot move an archived card when the item is reopened"
        yield stuck, "switch it off, or bring the card back by hand then"


def _adding(book: Rulebook, repo: str, key: str) -> _Found:
    does = "GitHub adds items by a filter that it tells no program"
    if takes := _named(_with(book, "remove_from", repo, key)):
        yield f"{does}, and {listed(takes, 'and')} takes cards off", "switch it off, or narrow its filter"
    if same := _named(_with(book, "add_to", repo, key)):
        yield f"{does}, and so does {listed(same, 'and')}", "let one of the two do it"


def _with(book: Rulebook, word: str, repo: str = "", key: str = "") -> Iterator[Rule]:
    """The rules with a goal; with a key, those that mean this board by it."""
    for rule in book.rules:
        values = [goal.value for _, goal in rule.all_goals if goal.word == word]
        if values and (not key or any(project_key(value, repo) == key for value in values)):
            yield rule


def _named(rules: Iterable[Rule]) -> list[str]:
    return _few([f"the rule “{rule.name}”" for rule in rules])


def _few(names: list[str]) -> list[str]:
    more = len(names) - _SHOWN
    return names if more <= 0 else [*names[:_SHOWN], f"{more} more"]
