"""Every message that the bot says can be said, in English at least, and nothing of a value is markup in it."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import bot
from bot.messages import ENGLISH, SAYABLE, built_in, languages, say
from rules.template import Template

ROOT = Path(bot.__file__).parent
_SAID = re.compile(r"""(?:\bsay|\.refused|\.answer|\.say)\(\s*"([a-z0-9-]+)\"""")


def test_every_message_that_the_code_names_is_written(written: Mapping[str, Mapping[str, Template]]) -> None:
    named = {name for path in ROOT.rglob("*.py") for name in _SAID.findall(path.read_text(encoding="utf-8"))}
    assert (sorted(named - written[ENGLISH].keys()), len(named) > 20) == ([], True)


def test_what_rules_may_say_themselves_is_there_in_every_language_that_says_it(
    written: Mapping[str, Mapping[str, Template]],
) -> None:
    assert built_in() == {
        name: {tag: texts[name] for tag, texts in written.items() if name in texts} for name in SAYABLE
    }


def test_values_are_escaped() -> None:
    assert say("mistyped", written="/@all", command="`x`").startswith(
        "I do not know `/@\u200ball`. Did you mean `` `x` ``?"
    )


@pytest.mark.parametrize("language", ["xx", "en-GB", "EN", "", "../en"])
def test_where_a_language_lacks_it_english_is_spoken(language: str) -> None:
    assert say("nothing-to-undo", language) == say("nothing-to-undo", ENGLISH)


def test_a_message_that_nobody_wrote_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("no-such-message")


def test_a_sentence_without_its_value_is_left_out() -> None:
    told = say("not-allowed", who="ben", command="/stage", may="stage", able="")
    assert "Ask" not in told
    assert told.startswith("**ben**: `/stage` is for people who may `stage`.")


def test_english_is_there() -> None:
    assert ENGLISH in languages()
