"""`fingerpost schema`: what an editor needs to complete and check a rule file."""


def schema() -> None:
    """Print the JSON Schema of rule files, for your editor.

    An editor that knows yaml-language-server (VS Code with the YAML extension,
    Neovim, Helix, JetBrains …) completes words and marks mistakes while you write,
    if the first line of the rule file names the schema:

      # yaml-language-server: $schema=pathways.schema.json

    Example:
      fingerpost schema > .github/pathways.schema.json

    Exit codes:
      0  printed
    """
    from bot.commandline.terminal import print_json  # noqa: PLC0415 - so that `--help` answers at once
    from rules.schema import schema as made  # noqa: PLC0415 - as above

    print_json(made())
