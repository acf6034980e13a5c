"""The values that are lists of a whole community: its needs, times to meet, what others made of its work. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.messages import say
from bot.people.lacking import needed
from bot.people.meeting import Meeting, meetings
from rules.adaptations import Adaptation
from rules.book import Rulebook
from rules.facts import Facts, Unknown
from rules.scope import REPOSITORY

_TIMES = "%H:%M"


def _list(lines: Iterable[str]) -> str:
    """Lines as Markdown has them; what stands before them is left out with them where there are none."""
    return "".join(f"\n- {line}" for line in lines)


def _whole(read: Callable[[Facts, Rulebook, str], Iterable[str]]) -> Callable[[Facts, Rulebook], str]:
    """A value of the repository as a whole; of an item it is empty."""
    return lambda facts, book: _list(read(facts, book, book.project.language)) if facts.kind == REPOSITORY else ""


def _needs(facts: Facts, book: Rulebook, language: str) -> Iterator[str]:
    return needed(book, facts, language)


def _times(facts: Facts, book: Rulebook, language: str) -> Iterator[str]:
    if isinstance(facts.people, Unknown) or isinstance(facts.now, Unknown):
        return
    for meeting in meetings(facts.people, facts.now, book.home.zone):
        at, places = meeting.at, ", ".join(_places(meeting))
        yield say("meeting-time", language, day=f"{at:%Y-%m-%d}", time=at.strftime(_TIMES), places=places)


def _places(meeting: Meeting) -> Iterator[str]:
    for where, local in meeting.local:
        days = (local.date() - meeting.at.date()).days
        yield f"{local.strftime(_TIMES)}{f' ({days:+d})' if days else ''} {where}"


def _adaptations(facts: Facts, book: Rulebook, language: str) -> Iterator[str]:
    del book
    people = () if isinstance(facts.people, Unknown) else facts.people
    unnamed = {member.login.lower() for member in people if member.opted_out}
    for one in () if isinstance(facts.adaptations, Unknown) else facts.adaptations:
        if one.repo.partition("/")[0].lower() not in unnamed:
            yield _adaptation(one, language)


def _adaptation(one: Adaptation, language: str) -> str:
    parts = {"repo": one.repo, "languages": ", ".join(one.languages), "day": f"{one.changed:%Y-%m-%d}"}
    parts |= {"files": str(one.files), "license": one.stated}
    return f"{say('adaptation', language, **parts)} {say(f'adaptation-license-{one.license}', language, **parts)}"


LISTED: Mapping[str, Callable[[Facts, Rulebook], str]] = {
    "needs": _whole(_needs),
    "meeting_times": _whole(_times),
    "adaptations": _whole(_adaptations),
}
