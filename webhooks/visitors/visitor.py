"""Who asks for a page, and what somebody is told whom the gate turns away. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody of whom it is known who it is.

    Attributes:
        login: on GitHub; None for whoever sits at the machine itself.
        local: whether it is the one at the machine, from whom nothing is hidden.
    """

    login: str | None
    local: bool


class Turned(Exception):
    """A visitor who does not get what was asked for; the pages answer with it as a page.

    Attributes:
        status: the HTTP status.
        title: what is the matter.
        says: why, and what to do.
        link: a way on: its words and its address.
    """

    def __init__(self, status: int, title: str, says: str, link: tuple[str, str] = ("See the boards", "/")) -> None:
        super().__init__(title)
        self.status, self.title, self.says, self.link = status, title, says, link


def unknown() -> Turned:
    """The one answer for what is not there and for what somebody may not know of."""
    return Turned(
        404,
        "There is no such page",
        "Nothing that you may see is known here under this address. It may be in a private repository, or nothing "
        "has happened to it since the bot was installed.",
    )


def old_form() -> Turned:
    """The answer to a form that was not made for this visitor, or not lately."""
    return Turned(
        403,
        "This form is out of date",
        "Nothing was changed. The page was loaded before you signed in or before the bot was started again, "
        "or the form was not sent from a page of Fingerpost's: load the page again, and send it once more.",
    )


def too_large(most: int) -> Turned:
    """The answer to a form that is larger than its page takes."""
    return Turned(413, "That is too large", f"Nothing was changed. At most {most:,} bytes can be sent with this form.")


def unreadable() -> Turned:
    """The answer to what is no form, or came only half."""
    return Turned(400, "The form could not be read", "Nothing was changed. Load the page again, and send it once more.")
