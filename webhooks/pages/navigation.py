"""Which pages there are, in the order in which the navigation shows them."""

from collections.abc import Collection
from dataclasses import dataclass

Links = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One page in the navigation.

    Attributes:
        address: `{repo}` stands for the repository that is looked at; those without it are always shown.
        page: as what it can be published; what cannot is for people who have signed in.
    """

    name: str
    address: str
    page: str = ""


PLACES = (
    Place("Board", "/", "board"),
    Place("Activity", "/activity", "activity"),
    Place("Playground", "/playground"),
    Place("Health", "/health"),
    Place("Set-up", "/setup"),
    Place("Board", "/board/{repo}", "board"),
    Place("Activity", "/activity/{repo}", "activity"),
    Place("People", "/people/{repo}", "people"),
    Place("Rules", "/rules/{repo}"),
    Place("Observed", "/observe/{repo}"),
    Place("Playground", "/playground/{repo}"),
)


def links(repo: str | None, published: Collection[str], *, known: bool) -> tuple[Links, Links]:
    """The names and addresses of the pages: of all repositories, and of the one that is looked at.

    Args:
        repo: its name; none is looked at where it is None.
        published: what everybody may see.
        known: whether the visitor has signed in, or sits at the machine.
    """
    shown = [place for place in PLACES if known or place.page in published]
    everywhere = tuple((place.name, place.address) for place in shown if "{repo}" not in place.address)
    here = tuple((place.name, place.address.format(repo=repo)) for place in shown if "{repo}" in place.address)
    return everywhere, here if repo else ()
