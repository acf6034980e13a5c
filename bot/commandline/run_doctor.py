"""The work of `fingerpost doctor`."""

import typer
from rich.text import Text

from bot.commandline.findings import plural
from bot.commandline.terminal import FINDING, console, print_json
from bot.commandline.with_bot import with_bot
from bot.doctor.examining import examine
from bot.doctor.symptom import Symptom
from bot.doctor.symptoms import documents, healthy, stopped, symptoms
from bot.doctor.vitals import Vitals
from bot.errors import FingerpostError, SettingsError
from bot.explaining.visible import one_line

_COLOURS = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_LONGEST = 500


def run(repo: str | None, *, as_json: bool) -> None:
    """Print what is wrong; ends with 1 where something needs a hand."""
    vitals, found = _diagnosed(repo)
    if as_json:
        looked_at = [patient.repo for patient in vitals.patients]
        print_json({"healthy": healthy(found), "repositories": looked_at, "findings": documents(found)})
    else:
        _show(vitals, found)
    if not healthy(found):
        raise typer.Exit(FINDING)


def _diagnosed(repo: str | None) -> tuple[Vitals, list[Symptom]]:
    """What was seen, and what is wrong; where nothing could be looked at, that is what is wrong."""
    try:
        vitals = with_bot(lambda bot, given, _clock: examine(given, bot.hub, repo))
    except SettingsError:
        raise
    except FingerpostError as error:
        return Vitals(), [stopped(error)]
    return vitals, symptoms(vitals)


def _show(vitals: Vitals, found: list[Symptom]) -> None:
    out = console()
    for one in found:
        line = Text.assemble(
            (one.severity, _COLOURS[one.severity]), f" {one_line(one.place)}: {one_line(one.says, _LONGEST)}"
        )
        out.print(line)
        if one.fix:
            out.print(Text(f"  help: {one_line(one.fix, _LONGEST)}", "dim"))
    counted = [sum(one.severity == severity for one in found) for severity in _COLOURS]
    where = plural(len(vitals.patients), "repository").replace("repositorys", "repositories")
    told = ", ".join(plural(count, severity) for count, severity in zip(counted, _COLOURS, strict=True) if count)
    out.print(f"{where} looked at: {told or 'nothing is wrong'}.")
