"""Why an item is looked at: something that happened, which may ask something of the bot, or a reason of ours. Pure."""

from typing import NamedTuple

from bot.asking.command import COMMANDS
from bot.hearing.calls import SILENCE, Heard
from bot.waking.again import Due
from rules.facts import UNKNOWN, Maybe, Person, Unknown


class Occasion(NamedTuple):  # made for each look: a frozen dataclass takes longer
    """Why an item is looked at: a waiting event, or none of them (a sweep, a retry).

    Attributes:
        cause: what the ledger keeps as the cause; a delivery's id.
        own: whether the bot itself caused the event.
        label: the one that the event put on or took off; comment: the text that it brought.
        led_to: the stage to which a pull request leads the issue that it closes; empty where none does.
        heard: what somebody asks of the bot by it.
        own_words: the commands besides, which only the community's own rules know.
        said: the id of the comment in which they do; empty for the item's own text.
        aside: whether they do so by a button, on a page of ours or on GitHub, where no text is to be marked.
        late: by how much a schedule is late, in words; empty where it is not.
        due: the rule that goes on now; None where none does.
        only: the verb of which alone they want anything of rules that wait for an event; empty for all.
    """

    cause: str
    event: str | None = None
    own: bool = False
    actor: Person | None = None
    label: Maybe[str | None] = UNKNOWN
    comment: Maybe[str | None] = UNKNOWN
    led_to: str = ""
    heard: Heard = SILENCE
    own_words: tuple[str, ...] = ()
    said: str = ""
    aside: bool = False
    late: str = ""
    due: Due | None = None
    only: str = ""

    @property
    def asks(self) -> bool:
        """Whether somebody asks anything of the bot, be it mistyped."""
        return bool(self.heard.calls or self.heard.mistyped)

    @property
    def events(self) -> tuple[str | None, ...]:
        """What rules may wait for: the event, then the commands that somebody gives by it."""
        further = (event for call in self.heard.calls for event in COMMANDS[call.command].heard_as)
        return (self.event, *dict.fromkeys((*further, *self.own_events)))

    @property
    def own_events(self) -> tuple[str, ...]:
        """What rules hear of the commands that only they know."""
        return tuple(f"command.{word}" for word in self.own_words)

    @property
    def told(self) -> str | None:
        """What happened, as the pages show it; a button is told by what it asks for, `page.undo`, `button.recheck`."""
        if self.aside:
            where = "button" if self.only else "page"
            return ", ".join(f"{where}.{call.command}" for call in self.heard.calls)
        return f"{self.event}, {self.late}" if self.late else self.event

    @property
    def brought(self) -> dict[str, str | None]:
        """The event's own facts, as far as they are known."""
        label = {} if isinstance(self.label, Unknown) else {"event_label": self.label}
        return label if isinstance(self.comment, Unknown) else {**label, "event_comment": self.comment}
