"""`comment`: say something in the bot's one comment on the item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.comment import clean, compose, section_of, sections_of
from bot.permissions import CONVERSATIONS, DISCUSSIONS, needs
from bot.verb import Trace, Verb, Wording
from rules.condition import known
from rules.facts import Facts
from rules.goals.comment import Comment, Said
from rules.template import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Action):
    """A section of the comment.

    Attributes:
        section: whose it is, by the rule's id.
        body: what it should say.
        notify: whether the comment is posted anew, so that people hear of it.
    """

    do: ClassVar[str] = "comment"
    section: str
    body: str
    notify: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.section,)

    def keys(self) -> dict[str, Any]:
        return {"body": self.body}

    def describe(self) -> str:
        return f"say “{self.body[:60]}{'…' if len(self.body) > 60 else ''}”"  # noqa: PLR2004 - a few words

    def applied_to(self, facts: Facts) -> Facts:
        return facts.but(sections={**known(facts.sections), self.section: self.body})

    def claims(self) -> Mapping[str, str]:
        return {f"section {self.section}": self.body}


class CommentVerb(Verb[Comment], word="comment"):
    """Writes the section where it does not stand yet; a comment that a person deleted is not written again."""

    last = repeats = True
    trace = Trace("sections", timeline=True)
    permissions = needs(
        addComment=CONVERSATIONS,
        updateIssueComment=CONVERSATIONS,
        addDiscussionComment=DISCUSSIONS,
        updateDiscussionComment=DISCUSSIONS,
    )
    wording = Wording("comment", "“{}”", "“{}”")

    def plan(self, goal: Comment, look: Look) -> Iterator[Action | HeldBack]:
        said, section = goal.value, _section(look)
        text, sections = _text(said, look), known(look.facts.sections)
        if text is None:
            yield look.held_back("comment", f"there is no message {said.say} under `messages`")
        elif said.only_if and not all(name in look.values for name in text.names):
            yield look.held_back("comment", "nothing was found to say")
        elif not (body := clean(text.render(look.values))):
            yield look.held_back("comment", "every sentence holds an empty value, so there is nothing to say")
        elif sections.get(section) == body:
            return
        elif why := _full({**sections, section: body}, section, look):
            yield look.held_back("comment", why)
        else:
            yield Say(**look.signed, section=section, body=body, notify=said.notify)

    def told(self, target: str, facts: Facts) -> dict[str, Any]:
        sections = facts.sections if isinstance(facts.sections, Mapping) else {}
        return {"body": sections.get(target, "")}

    def writes(self, actions: Sequence[Say], target: Target) -> Iterator[Write | Refusal]:
        sections = {**target.sections, **{action.section: action.body for action in actions}}
        body = compose(sections, target.order)
        discussion = target.item.kind == "discussion"
        if target.comment is None or any(action.notify for action in actions):
            mutation = "addDiscussionComment" if discussion else "addComment"
            subject = "discussionId" if discussion else "subjectId"
            select = "comment { id }" if discussion else "commentEdge { node { id } }"
            yield Write(mutation, {subject: target.item.node, "body": body}, tuple(actions), select=select, creates=1)
            if target.comment is not None:
                delete = "deleteDiscussionComment" if discussion else "deleteIssueComment"
                yield Write(delete, {"id": target.comment}, ())
        else:
            mutation = "updateDiscussionComment" if discussion else "updateIssueComment"
            key = "commentId" if discussion else "id"
            yield Write(mutation, {key: target.comment, "body": body}, tuple(actions))


def _text(said: Said, look: Look) -> Template | None:
    """What is to be said, in the language that is asked for, else in the item's own."""
    if said.say is None:
        return said.text
    language = said.language.plain(look.values) if said.language else look.values.get("language")
    return look.book.saying(said.say, language or "")


def _full(sections: Mapping[str, str], section: str, look: Look) -> str:
    """Why a section cannot be added to the comment; nothing where it can."""
    most = look.book.limits.comments_per_item
    if look.facts.silenced:
        return "a person deleted the bot's comment"
    if most and len(sections) > most and section not in known(look.facts.sections):
        return f"the bot says {most} things on one item at most, by `limits.comments_per_item`"
    if section not in sections_of(compose(sections, [rule.id for rule in look.book.rules])):
        return "the bot's comment has no room for it"
    return ""


def _section(look: Look) -> str:
    """The rule's id; a rule with several comments numbers the later ones."""
    mine = [position for position, goal in look.rule.goals if isinstance(goal, Comment)]
    return section_of(look.rule.id, mine.index(look.position) + 1)
