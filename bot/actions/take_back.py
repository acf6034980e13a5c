"""`take_back`: a verb takes back a deed of its own."""

from collections.abc import Iterator
from dataclasses import replace

from bot.action import Action, HeldBack, Look
from bot.hearing.causes import ENDED
from bot.verb import VERBS, Verb
from rules.goals.comment import Comment, Said
from rules.goals.take_back import TakeBack


class TakeBackVerb(Verb[TakeBack], word="take_back"):
    """Has the verb of the deed do it; what is done then is that verb's."""

    def plan(self, goal: TakeBack, look: Look) -> Iterator[Action | HeldBack]:
        done, ended = goal.value, replace(look, cause=f"{ENDED}{look.cause}")
        if done.verb == "comment":  # a section bears the name of the rule that said it
            said = ((look.position, Comment(Said.model_construct())),)
            ended = replace(ended, rule=replace(look.rule, id=done.target, goals=said))
        yield from VERBS[done.verb].take_back(goal, frozenset({done.target.lower()}), ended)
