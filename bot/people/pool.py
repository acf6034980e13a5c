"""Who is meant by a selector, and how well each of them fits. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rules.codeowners import read_owners
from rules.condition import known
from rules.facts import UNKNOWN, Changer, Facts, Member
from rules.groups import group_named
from rules.selector import Selector
from rules.template import Template

MOST_OFTEN = 5
"""Who changed the files as often as that knows them; more does not count for more."""
Regions = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody whom a selector means.

    Attributes:
        named: whether the rule says the login itself.
        fit: how well the person fits; the more the better.
        because: what fits, in words.
    """

    login: str
    named: bool = False
    fit: int = 0
    because: tuple[str, ...] = ()


def pool_of(selector: Selector, facts: Facts, values: Mapping[str, str], regions: Regions = ()) -> list[Meant]:
    """Everybody who is meant, each once: those who are named, then the roles, the teams and the owners.

    `covers`, `speaks` and `topics` leave only those who do; alone they mean everybody in the people file who does. What
    is asked for by a value that the item does not have leaves everybody. `history` alone means who changed the item's
    files; beside others it puts those first who did.
    """
    pool = [Meant(login, named=True) for login in named(selector, values)]
    pool += [Meant(login) for login in (*_meant(selector, facts), *_organizers(selector, facts, values))]
    if not pool and selector.narrows and not selector.names_somebody:
        pool = [Meant(member.login) for member in members_of(facts)]
    once: dict[str, Meant] = {}
    for meant in pool:
        once.setdefault(meant.login.lower(), meant)
    pool = list(once.values())
    if selector.narrows:
        pool = _narrowed(pool, selector, values, members_of(facts), regions)
    return [_with_history(meant, facts) for meant in pool] if selector.history else pool


def _narrowed(
    pool: Iterable[Meant],
    selector: Selector,
    values: Mapping[str, str],
    members: Iterable[Member],
    regions: Regions,
) -> list[Meant]:
    """Those who cover, speak and know what is asked for, and how well."""
    entries = {member.login.lower(): member for member in members}
    wanted = _Wanted.of(selector, values, entries.values(), regions)
    nobody = Member(login="")
    fitted = ((meant, wanted.fits(entries.get(meant.login.lower(), nobody))) for meant in pool)
    return [Meant(meant.login, meant.named, *fit) for meant, fit in fitted if fit is not None]


def members_of(facts: Facts) -> tuple[Member, ...]:
    """The people file, as far as it is known."""
    return () if facts.people is UNKNOWN else facts.people


def named(selector: Selector, values: Mapping[str, str]) -> list[str]:
    """The logins that a selector says, values put in."""
    return _put(selector.users, values)


def speaks(tags: Iterable[str], wanted: str) -> int:
    """How well somebody who speaks these languages does for one: 2 for the very tag, 1 where a region is left open.

    Who speaks `pt` does for `pt-BR`, and who speaks `pt-BR` for `pt`; `pt-PT` is another language than `pt-BR`.
    """
    spoken, asked = {tag.lower() for tag in tags}, wanted.lower()
    if asked in spoken:
        return 2
    return int(asked.split("-")[0] in spoken or any(tag.startswith(f"{asked}-") for tag in spoken))


def _meant(selector: Selector, facts: Facts) -> list[str]:
    """Those whom a selector means without saying their logins."""
    found = []
    if selector.role:
        found = [member.login for member in known(facts.people) if set(selector.role) & set(member.roles)]
        found += [login for role in selector.role for login in facts.earned.get(role, ())]
    for team in selector.team or ():
        found += facts.teams[team]
    found += _owners(facts) if selector.owners else []
    others = (selector.users, selector.role, selector.team, selector.owners, selector.group)
    alone = selector.history and not any(others)
    return found + ([changer.login for changer in changers_of(facts)] if alone else [])


def _organizers(selector: Selector, facts: Facts, values: Mapping[str, str]) -> list[str]:
    """Those who organise the groups that a selector names."""
    names = [name for each in selector.group or () if (name := each.plain(values))]
    return [login for name in names if (group := group_named(name, facts.groups)) for login in group.organizers]


def changers_of(facts: Facts) -> tuple[Changer, ...]:
    """Who changed the item's files lately, as far as it is known."""
    return () if facts.changers is UNKNOWN else facts.changers


def _with_history(meant: Meant, facts: Facts) -> Meant:
    """Somebody, with how often they changed the item's files; more than a few times is as good as that."""
    low = meant.login.lower()
    files = next((changer.files for changer in changers_of(facts) if changer.login.lower() == low), {})
    if not files:
        return meant
    path, times = max(files.items(), key=lambda file: file[1])
    more = f" and {len(files) - 1} more file{'' if len(files) == 2 else 's'}" if len(files) > 1 else ""  # noqa: PLR2004 - one
    often = "once" if times == 1 else f"{times} times"
    fit = meant.fit + min(sum(files.values()), MOST_OFTEN)
    return replace(meant, fit=fit, because=(*meant.because, f"changed {path} {often}{more}"))


def _owners(facts: Facts) -> list[str]:
    """The owners of the changed paths: people, and the members of teams as far as they are known."""
    owned = read_owners(known(facts.codeowners)).of_all(known(facts.files))
    names = dict.fromkeys(owner.removeprefix("@") for owners in owned.values() for owner in owners if owner[0] == "@")
    teams = {team.lower(): members for team, members in facts.teams.items()}
    return [login for name in names for login in (teams.get(name.lower(), ()) if "/" in name else (name,))]


def _put(texts: Iterable[Template] | None, values: Mapping[str, str]) -> list[str]:
    """Names with their values; a value may hold several."""
    written = [text.plain(values) or "" for text in texts or ()]
    return [name for names in written for name in names.split(", ") if name]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What narrows a selector on this item; what is empty narrows nothing."""

    covers: frozenset[str]
    speaks: tuple[str, ...]
    topics: frozenset[str]
    regions: Regions

    @classmethod
    def of(
        cls, selector: Selector, values: Mapping[str, str], members: Iterable[Member], regions: Regions
    ) -> "_Wanted":
        """What a selector asks for on this item.

        Of topics that a value gives, such as `{labels}`, those count that are anybody's: other labels are no topics.
        """
        topics = {topic.lower() for topic in _put([each for each in selector.topics or () if not each.names], values)}
        given = {topic.lower() for topic in _put([each for each in selector.topics or () if each.names], values)}
        anybodys = {topic.lower() for member in members for topic in member.topics} if given else set()
        return cls(
            covers=frozenset(place.lower() for place in _put(selector.covers, values)),
            speaks=tuple(_put(selector.speaks, values)),
            topics=frozenset(topics | (given & anybodys)),
            regions=regions,
        )

    def fits(self, member: Member) -> tuple[int, tuple[str, ...]] | None:
        """How well somebody fits, and why; None where not at all."""
        fit, because = 0, []
        if self.covers:
            places = self._covered(member)
            if not places:
                return None
            fit += max(places.values())
            because.append(f"covers {', '.join(sorted(places))}")
        if self.speaks:
            tags = {tag: speaks(member.languages, tag) for tag in self.speaks}
            if not any(tags.values()):
                return None
            fit += max(tags.values())
            because.append(f"speaks {', '.join(tag for tag, well in tags.items() if well)}")
        if self.topics:
            topics = [topic for topic in member.topics if topic.lower() in self.topics]
            if not topics:
                return None
            fit += len(topics)
            because.append(f"knows {', '.join(topics)}")
        return fit, tuple(because)

    def _covered(self, member: Member) -> dict[str, int]:
        """The wanted places that somebody covers: 2 for a place that the entry names, 1 for a part or a whole of it."""
        own = {place.lower() for place in member.covers}
        found = dict.fromkeys(self.covers & own, 2)
        for name, countries in self.regions:
            region, parts = name.lower(), {country.lower() for country in countries}
            if region in own:
                found |= dict.fromkeys((self.covers & parts) - found.keys(), 1)
            if region in self.covers - found.keys() and parts & own:
                found[region] = 1
        return {place.upper() if len(place) == len("AT") else place: well for place, well in found.items()}
