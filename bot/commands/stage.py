"""`/stage`: where the item should stand on the board."""

import re

from bot.asking.authority import may
from bot.asking.command import Answered, Command, Request
from bot.planning.lacking import lacking_in
from rules.diagnostics import nearest
from rules.goals.stage import Move, Past, Stage

_REASON = re.compile(r"\s*(?:[:;,\u2013\u2014-]|because\b)\s*(.*)", re.IGNORECASE)


class StageCommand(
    Command,
    name="stage",
    examples=("/stage Copy editing", "/stage Production: the license was agreed on by e-mail"),
    aliases={
        "": ("move",),
        "es": ("etapa",),
        "fr": ("étape",),
        "de": ("stufe",),
        "pt": ("etapa",),
        "ja": ("段階",),
    },
    goals=(Stage,),
):
    """Moves the item to a stage of the board, forward or back.

    Where the stage needs something that is missing, whoever may everything goes there all the same by giving a reason.
    """

    usage = "NAME"
    may = "stage"
    weighs = frozenset({"everything"})
    kinds = frozenset({"issue", "pull_request"})

    def obey(self, request: Request) -> Answered:
        """It is there, if it has what the stage needs."""
        stages = request.book.stages
        if not stages:
            return request.refused("no-stages")
        stage = next((name for name in _longest(stages) if _begins(request.wish, name)), None)
        if stage is None:
            near = nearest(request.wish[:40], stages)
            return request.refused("no-such-stage", stage=request.wish[:40], near=near or "", stages=", ".join(stages))
        lacks = lacking_in(request.language, stage, request.facts, request.book)
        if not lacks:
            return [Stage(Move(to=stage, back=True))]
        able, reason = may(request.by, "everything"), _REASON.fullmatch(request.wish[len(stage) :])
        if able and reason and reason[1]:
            return [Stage(Past(to=stage, back=True))]
        return request.refused("gate", stage=stage, lacks=lacks, past=f"/stage {stage}: …" if able else "")


def _longest(stages: tuple[str, ...]) -> list[str]:
    """The stages so that `Review again` is tried before `Review`."""
    return sorted(stages, key=len, reverse=True)


def _begins(wish: str, stage: str) -> bool:
    """Whether a stage is named, with nothing or a reason behind it."""
    rest = wish[len(stage) :]
    return wish[: len(stage)].lower() == stage.lower() and (not rest or bool(_REASON.fullmatch(rest)))
