"""`/help`: what the bot can be asked, for whoever asks."""

from bot.asking.authority import may
from bot.asking.command import COMMANDS, Answer, Answered, Command, Request
from bot.messages import say


class HelpCommand(
    Command,
    name="help",
    examples=("/help", "@fingerpost help"),
    aliases={
        "": ("commands",),
        "es": ("ayuda",),
        "fr": ("aide",),
        "de": ("hilfe",),
        "pt": ("ajuda",),
        "ja": ("ヘルプ",),
    },
):
    """Lists what you may ask the bot here."""

    def obey(self, request: Request) -> Answered:
        """A line for each command that whoever asks may give here."""
        able = [one for one in COMMANDS.values() if may(request.by, one.may) and request.facts.kind in one.kinds]
        tag = request.language
        # What the bot says of a command is its own text, in which `code` is code: no value to be made harmless.
        lines = [f"{say('help-line', tag, command=one.written)} {one.about_in(tag)}" for one in able]
        return [Answer("\n".join([say("help", tag, who=request.by.login), "", *lines]))]
