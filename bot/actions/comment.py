"""`comment`: say something in the bot's one comment on the item."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Write
from bot.people.choice import Choice
from bot.planning.nextstep import OF_PATHWAYS, further_pathways, next_step
from bot.verb import Trace, Verb, Wording
from bot.writing.choosing import chosen_by
from bot.writing.comment import clean, compose, section_of, sections_of
from bot.writing.mentions import mentioned, quieted, silent
from bot.writing.permissions import CONVERSATIONS, DISCUSSIONS, needs
from bot.writing.waits import warns_anew
from bot.writing.wording import language_of_text, text_of, untranslated
from rules.condition import known
from rules.facts import Facts
from rules.goals.after import within
from rules.goals.comment import Comment, Said
from rules.later import AUDIENCES_LATER
from rules.spoken import NEXT_STEP
from rules.template import Template

_NOBODY = Choice((), enough=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Action):
    """A section of the comment.

    Attributes:
        section: whose it is, by the rule's id.
        body: what it should say; empty for a section that goes away.
        notify: whether the comment is posted anew, so that people hear of it.
        calls: who is called by name and was not before, in lower case.
    """

    do: ClassVar[str] = "comment"
    section: str
    body: str
    notify: bool = False
    calls: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.section,)

    @property
    def withdrawn(self) -> bool:
        """Whether the section goes away."""
        return not self.body

    def keys(self) -> dict[str, Any]:
        return {"body": self.body, **({"withdrawn": True} if self.withdrawn else {})}

    def describe(self) -> str:
        if self.withdrawn:
            return "say it no more"
        return f"say “{self.body[:60]}{'…' if len(self.body) > 60 else ''}”"  # noqa: PLR2004 - a few words

    def changes(self, facts: Facts) -> dict[str, Any]:
        return {"sections": _with(known(facts.sections), [self])}

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
        deleteIssueComment=CONVERSATIONS,
        deleteDiscussionComment=DISCUSSIONS,
    )
    takes_back = "comment"
    wording = Wording("comment", "“{}”", "“{}”", "took back what it had said")

    def plan(self, goal: Comment, look: Look) -> Iterator[Action | HeldBack]:
        said, section = goal.value, _section(look)
        text, sections, to = text_of(said, look), known(look.facts.sections), _addressees(said, look)
        if goal.once and section in sections:
            return
        if text is None:
            yield look.held_back("comment", f"there is no message {said.say} under `messages`")
        elif said.only_if and not all(name in look.values for name in text.names):
            yield look.held_back("comment", "nothing was found to say")
        elif not (body := clean(_addressed(said, to, _said(said, text, look), look))):
            yield look.held_back("comment", "every sentence holds an empty value, so there is nothing to say")
        elif _stands(body, sections.get(section), look) and not (said.notify and warns_anew(look)):
            return
        elif ("comment", section.lower()) in look.facts.overruled:
            yield look.held_back("comment", "a person took back what the rule had said")
        elif why := _full({**sections, section: body}, section, look):
            yield look.held_back("comment", why)
        else:
            yield from _say(body, section, said, look, to.even)

    def take_back(self, goal: Any, targets: frozenset[str], look: Look) -> Iterator[Action | HeldBack]:
        del goal
        section = _section(look)
        if section.lower() in targets and section in known(look.facts.sections):
            yield Say(**look.signed, section=section, body="")

    def told(self, target: str, facts: Facts) -> dict[str, Any]:
        sections = facts.sections if isinstance(facts.sections, Mapping) else {}
        return {"body": sections.get(target, "")}

    def writes(self, actions: Sequence[Say], target: Target) -> Iterator[Write | Refusal]:
        sections = _with(target.sections, actions)
        body = compose(sections, target.order, quiet=target.facts.silenced)
        discussion = target.item.kind == "discussion"
        delete = "deleteDiscussionComment" if discussion else "deleteIssueComment"
        if not sections:
            if target.comment is not None:
                yield Write(delete, {"id": target.comment}, tuple(actions))
        elif target.comment is None or any(action.notify for action in actions):
            mutation = "addDiscussionComment" if discussion else "addComment"
            subject = "discussionId" if discussion else "subjectId"
            select = "comment { id }" if discussion else "commentEdge { node { id } }"
            yield Write(mutation, {subject: target.item.node, "body": body}, tuple(actions), select=select, creates=1)
            if target.comment is not None:
                yield Write(delete, {"id": target.comment}, ())
        else:
            mutation = "updateDiscussionComment" if discussion else "updateIssueComment"
            key = "commentId" if discussion else "id"
            yield Write(mutation, {key: target.comment, "body": body}, tuple(actions))


def _with(sections: Mapping[str, str], actions: Sequence[Say]) -> dict[str, str]:
    """What the comment says once these actions are carried out."""
    said = {**sections, **{action.section: action.body for action in actions}}
    return {section: body for section, body in said.items() if body}


def _said(said: Said, text: Template, look: Look) -> str:
    """The text; where it speaks of a pathway and the item fits several, that is said too, in the same language."""
    if not text.names & OF_PATHWAYS:
        return text.render(look.values)
    language = language_of_text(said, look)
    coming = {NEXT_STEP: next_step(look.facts, look.book, language)}
    told = text.render(ChainMap(coming, look.values))  # type: ignore[arg-type]  # what is only read need not be mutable
    further = further_pathways(look.facts, look.book, language) if told else ""
    return f"{told}\n\n{further}" if further else told


def _addressees(said: Said, look: Look) -> Choice:
    """The people to whom it is addressed; whole teams are beside them."""
    if said.to is None:
        return _NOBODY
    return chosen_by(said.to.model_copy(update={"team": None}), look, (), {})


def _addressed(said: Said, to: Choice, text: str, look: Look) -> str:
    """The text, to whom it is addressed first; where it is not in the reader's language, that is said too."""
    text = f"{text}{untranslated(said, look)}" if text else ""
    if said.to is None or not text:
        return text
    called = [f"@{name}" for name in (*to.chosen, *(said.to.team or ())) if name.lower() not in AUDIENCES_LATER]
    return f"{' '.join(called)}\n\n{text}" if called else text


def _stands(body: str, present: str | None, look: Look) -> bool:
    """Whether the section says this already; with a limit, a name that was written without a call counts as called."""
    if present is None or look.book.limits.mentions_per_person_per_week is None:
        return present == body
    return silent(present) == silent(body)


def _say(body: str, section: str, said: Said, look: Look, even: frozenset[str]) -> Iterator[Action | HeldBack]:
    """The section as it is written, without calling anybody too often."""
    before = mentioned(known(look.facts.sections).get(section, "")) if not said.notify else ()
    tired = [login for login in mentioned(body) if login in look.facts.worn and login not in before]
    for login in tired:
        why = f"{login} was mentioned as often this week as `limits` allows, so only the name is written"
        yield look.held_back("comment", why)
    text = quieted(body, tired)
    calls = tuple(login for login in mentioned(text) if login not in before)
    yield Say(**look.signed, section=section, body=text, notify=said.notify, calls=calls, even=even)


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
    """The rule's id; a rule with several comments numbers the later ones, those that it says after a time too."""
    if look.position >= within(0):
        return section_of(look.rule.id, look.position)
    mine = [position for position, goal in look.rule.goals if isinstance(goal, Comment)]
    return section_of(look.rule.id, mine.index(look.position) + 1)
