"""Says something in the bot's comment that no rule wrote: why a goal could not be reached, and what a person may do."""

from collections.abc import Iterator
from dataclasses import replace

from bot.action import Action, HeldBack, Look
from bot.verb import VERBS
from rules.combine import All
from rules.goals.comment import Comment, Said
from rules.template import literally


def said_aside(text: str, look: Look) -> Iterator[Action | HeldBack]:
    """A section of its own for one goal of a rule; nothing where there is nothing to say, or nobody knows what stands.

    Args:
        text: Markdown, with its values escaped.
        look: the goal that is planned.
    """
    goal = Comment(Said.model_construct(text=literally(text)))
    if text and not goal.missing(look.facts):
        rule = replace(look.rule, id=f"aside:{look.rule.id}/{look.position}", when=All(()), goals=((0, goal),))
        yield from VERBS["comment"].plan(goal, replace(look, rule=rule, position=0))
