"""Which pages there are, in the order in which the navigation shows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One page in the navigation.

    Attributes:
        address: `{repo}` stands for the repository that is looked at; those without it are always shown.
        open: whether it is there for people who have not signed in.
    """

    name: str
    address: str
    open: bool = False


PLACES = (
    Place("Board", "/", open=True),
    Place("Board", "/board/{repo}", open=True),
    Place("People", "/people/{repo}", open=True),
    Place("Activity", "/activity", open=True),
    Place("Playground", "/playground"),
    Place("Health", "/health"),
    Place("Activity", "/activity/{repo}", open=True),
    Place("Rules", "/rules/{repo}"),
    Place("Playground", "/playground/{repo}"),
)


def links(repo: str | None, *, known: bool) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """The names and addresses of the pages: of all repositories, and of the one that is looked at.

    Args:
        repo: its name; none is looked at where it is None.
        known: whether the visitor has signed in, or sits at the machine.
    """
    shown = [place for place in PLACES if known or place.open]
    everywhere = tuple((place.name, place.address) for place in shown if "{repo}" not in place.address)
    here = tuple((place.name, place.address.format(repo=repo)) for place in shown if "{repo}" in place.address)
    return everywhere, here if repo else ()
