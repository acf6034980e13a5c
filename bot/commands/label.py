"""`/label`: labels that the item should carry."""

from bot.asking.command import Answered, Command, Refused, Request
from bot.asking.wishes import labels_in
from rules.goals.label import Label


class LabelCommand(
    Command,
    name="label",
    examples=("/label bug", "/label bug, needs-triage"),
    aliases={
        "": ("tag",),
        "es": ("etiqueta",),
        "fr": ("étiquette",),
        "de": ("etikett",),
        "pt": ("etiqueta",),
        "ja": ("ラベル",),
    },
    goals=(Label,),
):
    """Puts labels on the item, several at once with commas between them."""

    usage = "NAME, NAME"
    may = "triage"

    def obey(self, request: Request) -> Answered:
        """The labels are there."""
        labels = labels_in(request)
        return labels if isinstance(labels, Refused) else [Label(labels)]
