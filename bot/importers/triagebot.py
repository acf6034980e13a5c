"""rust-lang's triagebot, `triagebot.toml`: labels for new items, assignment by path, mentions, review labels."""

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.importers.document import listed
from bot.importers.gitignore import glob_of, layered
from bot.importers.imported import Imported
from bot.importers.rulefile import Draft, rule_file
from bot.importers.texts import literal
from bot.importers.toml import Tables, tables
from bot.importers.when import PULL_REQUEST, When, all_of, none_of
from rules import globs
from rules.words import listed as listed_words

KIND = "triagebot"
_WILD = re.compile(r"[*?\[]")
NEW = ["pull_request.opened", "pull_request.ready_for_review"]
CHANGED = ["pull_request.opened", "pull_request.reopened", "pull_request.synchronize"]
_CARRIED = frozenset({"autolabel", "assign", "mentions", "review-submitted", "review-requested", "shortcut"})
_LOST = {
    "relabel": ("who may set labels is no rule", "give roles `may: [triage]`, or GitHub's triage role"),
    "ping": ("groups are not called by a comment", "make them teams: `request_review: {team: …}`"),
    "merge-conflicts": ("no event tells of a conflict", ""),
    "no-merges": ("no condition asks for merge commits", "require a linear history in the branch protection"),
    "no-mentions": ("no condition reads the messages of commits", ""),
    "transfer": ("transferring by a comment is no command", "write a rule with `transfer` on a command"),
    "close": ("closing by a comment is no command", "write a rule: `on: command.close`, `do: [{close: not_planned}]`"),
    "prioritize": ("prioritising by a comment is no command", "write a rule: `on: command.prioritize`"),
    "nominate": ("nominating by a comment is no command", "write a rule: `on: command.nominate`"),
    "notify-zulip": ("rules do not write to Zulip", ""),
}
_SHORTCUTS = {
    "ready": ("S-waiting-on-review", ["S-waiting-on-author", "S-blocked"]),
    "author": ("S-waiting-on-author", ["S-waiting-on-review", "S-blocked"]),
    "blocked": ("S-blocked", ["S-waiting-on-author", "S-waiting-on-review"]),
}


def read(text: bytes | str, filename: str) -> Imported:
    """The rules that do what a triagebot file asks for.

    Raises:
        RuleFileError: it is not TOML; with the place.
    """
    source = tables(text)
    for name in source.data:
        if name in _LOST:
            source.note((name,), f"[{name}] is not carried over: {_LOST[name][0]}", _LOST[name][1])
        elif name not in _CARRIED:
            source.note((name,), f"[{name[:60]}] is not carried over: rules have nothing like it")
    drafts = [*_autolabels(source), *_assignment(source), *_mentions(source), *_reviews(source), *_shortcuts(source)]
    return rule_file(KIND, filename, drafts, source.notes)


def _texts(value: Any) -> list[str]:
    return [str(each) for each in listed(value)]


def _below(path: str) -> str:
    """A path with all that lies in it; one that ends within a word is a beginning."""
    if path and not path[-1].isalnum() and not path.endswith("/"):
        return f"{path}*{{,/**}}"
    return glob_of(f"/{path.lstrip('/')}")


def _autolabels(source: Tables) -> Iterator[Draft]:
    for label, table in source.tables("autolabel").items():
        line, excluded = source.line("autolabel", label), _texts(table.get("exclude_labels"))
        named = [name for name in excluded if not _WILD.search(name)]
        spared: list[When] = [none_of([{"label": named}])] if named else []
        asks = " && ".join(_without(name) for name in excluded if _WILD.search(name))
        for why, on, when in _occasions(source, table):
            name, do = f"{why} get the label {label}", [{"label": label}]
            yield Draft(line, name, do, on, all_of([when, *spared]), expression=asks)


def _without(pattern: str) -> str:
    """The expression for an item that has no label of a pattern; conditions name labels in full."""
    return f"!labels.exists(label, label.matches({json.dumps(globs.translate(pattern), ensure_ascii=False)}))"


def _occasions(source: Tables, table: dict[str, Any]) -> Iterator[tuple[str, list[str], When]]:
    if table.get("new_pr") is True:
        yield "New pull requests", NEW, {"draft": False}
    if table.get("new_draft") is True:
        yield "New drafts", ["pull_request.opened", "pull_request.converted_to_draft"], {"draft": True}
    if table.get("new_issue") is True:
        yield "New issues", ["issues.opened"], {}
    if paths := _texts(table.get("trigger_files")):
        if not all(path.endswith("/") for path in paths):
            what = "`trigger_files` are beginnings of paths there; here they are files, and folders with all in them"
            first = next(name for name, each in source.tables("autolabel").items() if each.get("trigger_files"))
            source.note(("autolabel", first, "trigger_files"), what, 'where a beginning is meant, write "src/lib*/**"')
        yield "Changes of their files", CHANGED, {"files": [_below(path) for path in paths]}
    if triggers := _texts(table.get("trigger_labels")):
        yield f"Items with {listed_words(triggers)}", ["issues.labeled", "pull_request.labeled"], {"label": triggers}


def _assignment(source: Tables) -> Iterator[Draft]:
    table = source.data.get("assign")
    owners = table.get("owners") if isinstance(table, dict) else None
    if not isinstance(table, dict) or not isinstance(owners, dict):
        return
    away = {name.lower() for name in _texts(table.get("users_on_vacation"))}
    if away:
        what = f"{len(away)} people on vacation are left out"
        source.note(
            ("assign", "users_on_vacation"), what, "put them back when they return, or tell it in a people file"
        )
    people = {
        pattern: tuple(name for name in _people(source, pattern, pool) if name.lower() not in away)
        for pattern, pool in owners.items()
    }
    deepest_last = sorted(people.items(), key=lambda each: (each[0] not in {"*", "/"}, each[0].strip("/").count("/")))
    source.note(
        ("assign", "owners"), "the first of the owners is assigned, not one by chance", "order them as you like"
    )
    for users in dict.fromkeys(people.values()):
        if not users:
            continue
        patterns = [pattern for pattern, pool in people.items() if pool == users]
        named = ["everything else" if pattern == "*" else pattern for pattern in patterns]
        yield Draft(
            source.line("assign", "owners", patterns[0]),
            f"One of the owners of {listed_words(named, 'and')} is assigned",
            [{"assign": {"users": list(users), "count": 1} if len(users) > 1 else list(users)}],
            NEW,
            {"files": layered(deepest_last, users), "draft": False},
        )


def _people(source: Tables, pattern: str, pool: Any) -> list[str]:
    """The people of a pool, its groups written out."""
    groups = source.data["assign"].get("adhoc_groups")
    groups = groups if isinstance(groups, dict) else {}
    found: list[str] = []
    waiting, seen = _texts(pool)[::-1], set[str]()
    while waiting:
        name = waiting.pop()
        if name.startswith("@"):
            found.append(name.removeprefix("@"))
        elif name in groups and name not in seen:
            seen.add(name)
            waiting += _texts(groups[name])[::-1]
        elif name not in seen:
            what = f"`{name[:60]}` is a team of the Rust project, and is left out"
            source.note(("assign", "owners", pattern), what, "name its members, or a team of your organisation")
    return list(dict.fromkeys(found))


def _mentions(source: Tables) -> Iterator[Draft]:
    for path, table in source.tables("mentions").items():
        if table.get("type", "filename") != "filename":
            source.note(("mentions", path), "no condition reads the content of a change", "ask for its files")
            continue
        said = [literal(str(table.get("message") or f"Some changes occurred in {path}"))]
        said += [f"cc {', '.join(_texts(table['cc']))}"] if table.get("cc") else []
        yield Draft(
            source.line("mentions", path),
            f"Who follows {path} is told of changes",
            [{"comment": "\n\n".join(said)}],
            CHANGED,
            {"files": [_below(path)]},
        )


def _reviews(source: Tables) -> Iterator[Draft]:
    for name, on, why, adds, removes, when in (
        ("review-submitted", "pull_request_review.submitted", "When changes are requested, the author is next",
         "reviewed_label", "review_labels", {"reviews": {"changes_requested": ">= 1"}}),
        ("review-requested", "pull_request.review_requested", "When a review is requested, the reviewer is next",
         "add_labels", "remove_labels", {}),
    ):  # fmt: skip
        table = source.data.get(name)
        if isinstance(table, dict):
            goals = {"label": _texts(table.get(adds)), "unlabel": _texts(table.get(removes))}
            do: list[dict[str, Any]] = [{verb: labels} for verb, labels in goals.items() if labels]
            yield Draft(source.line(name), why, do, [on], dict(when))


def _shortcuts(source: Tables) -> Iterator[Draft]:
    if "shortcut" not in source.data:
        return
    commands = ", ".join(f"/{name}" for name in _SHORTCUTS)
    source.note(("shortcut",), f"`@rustbot ready` and its like are now {commands}", "tell your contributors")
    for name, (adds, removes) in _SHORTCUTS.items():
        do: list[dict[str, Any]] = [{"label": adds}, {"unlabel": removes}]
        yield Draft(source.line("shortcut"), f"/{name} says who is next", do, [f"command.{name}"], PULL_REQUEST)
