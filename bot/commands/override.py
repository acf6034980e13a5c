"""`/override`: a check of the bot's passes although it would not."""

from bot.asking.command import Answered, Command, Request
from rules.condition import known
from rules.goals.check import Check
from rules.goals.record import Record
from rules.override import letting_pass
from rules.words import listed


class OverrideCommand(
    Command,
    name="override",
    examples=("/override license: the photographer agreed by e-mail",),
    aliases={
        "es": ("anular",),
        "fr": ("outrepasser",),
        "de": ("übergehen",),
        "pt": ("anular",),
        "ja": ("上書き",),
    },
    goals=(Record,),
):
    """Has one of the bot's checks pass although it would not, for a reason that everybody can read.

    It counts for the last commit alone: the next one is checked anew. What people decide by a vote is theirs.
    """

    usage = "CHECK: REASON"
    may = "everything"
    kinds = frozenset({"pull_request"})
    reads = frozenset({"commit"})

    def obey(self, request: Request) -> Answered:
        """It is remembered with its reason, and the check says so."""
        name, _, reason = (part.strip() for part in request.wish.partition(":"))
        goals = (goal for rule in request.book.rules for _, goal in rule.all_goals if isinstance(goal, Check))
        checks = {goal.value.name.lower(): goal for goal in goals if not goal.decided}
        if name.lower() not in checks:
            own = listed([goal.value.name for goal in checks.values()], "and") if checks else ""
            return request.refused("no-such-check", check=name[:40], checks=own)
        if not reason:
            return request.refused("reason-missing", command=f"/override {name[:40]}: …")
        check, commit = checks[name.lower()].value.name, known(request.facts.commit)
        return [Record(letting_pass(check, commit, request.by.login, reason))]
