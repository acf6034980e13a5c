"""What the bot says: in the words of the community, in the language of whoever reads it, and where to translate it."""

from typing import Any

from structlog.testing import capture_logs

FOLDER = ".github/pathways/messages"
FORM = """
name: Ask
description: A question
title: "Ask: "
body:
  - {type: input, id: language, attributes: {label: Language}}
  - {type: textarea, id: question, attributes: {label: Question}}
"""
RULES = """
project: {purpose: We answer}
rules: [{name: greet, on: issues.opened, do: [{comment: {say: greeting}}]}]
"""
PRESET = "project: {purpose: We answer, people: people.yml}\nextends: welcome\n"
ASKED = "### Language\n\n{language}\n\n### Question\n\nWhere do we meet?"


async def begin(story: Any, rules: str, **files: str) -> None:
    """A community with these message files, `greeting_pt` for `greeting.pt.md`."""
    held = {f"{FOLDER}/{name.replace('_', '.')}.md": text for name, text in files.items()}
    told = {".github/pathways.yml": rules, ".github/ISSUE_TEMPLATE/ask.yml": FORM, **held}
    await story.begin(repositories=[{"name": "orchard/tools", "labels": ["first-contribution"], "files": told}])


async def greeted(story: Any, language: str, author: str = "stranger") -> list[str]:
    """What the bot says on an issue whose form names a language."""
    item = await story.opens(author, title="Ask: a room", body=ASKED.format(language=language))
    await story.works()
    said: list[str] = (await story.seen(item))["comments"]
    return said


async def test_s59_a_message_in_pt_does_for_whoever_declares_pt_br(story: Any) -> None:
    """S59: a form declares pt-BR and the message exists only in pt."""
    await begin(story, RULES, greeting_pt="Oi, {author}!", greeting_en="Hi, {author}!")
    assert await greeted(story, "Portuguese (pt-BR)") == ["Oi, stranger!"]
    assert await greeted(story, "English (en)") == ["Hi, stranger!"]


async def test_s59_whoever_names_their_language_in_its_own_words_is_spoken_to_in_it(story: Any) -> None:
    """S59: a form declares a language by its name, as people write it who know no codes."""
    labelled = RULES.replace("do: [", 'do: [{label: "lang/{language}"}, ')
    await begin(story, labelled, greeting_ja="ようこそ、{author}さん。")
    assert await greeted(story, "日本語") == ["ようこそ、strangerさん。"]
    assert (await story.seen("orchard/tools#1"))["labels"] == ["lang/ja"]


async def test_s59_where_there_is_only_english_it_is_said_in_english_with_a_link_to_translate_it(story: Any) -> None:
    """S59: the message exists only in English: English, and a link to translate it."""
    await begin(story, f"{RULES}translations: {{languages: [pt-BR]}}\n", greeting_en="Hi, {author}!")
    (said,) = await greeted(story, "pt-BR")
    text, link = said.split(" | ")
    assert (text, link.partition(" [")[0]) == ("Hi, stranger!", "Ainda não há tradução disto (`pt-BR`).")
    place = f"/orchard/tools/new/HEAD/{FOLDER}?filename=greeting.pt-BR.md"
    assert (link.endswith(f"{place})"), "[Traduzir](http" in link) == (True, True)


async def test_somebody_new_is_welcomed_in_the_language_that_the_people_file_or_the_form_names(story: Any) -> None:
    await begin(story, PRESET)
    people = "- {github: newcomer, languages: [ja, en]}\n"
    await story.act("ada", "push_files", repo="orchard/tools", files={"people.yml": people})
    await story.works()
    assert await greeted(story, "de", author="newcomer") == [
        "newcomer さん、ようこそ。投稿ありがとうございます\uff01もうすぐ担当の人が読みます。"
    ]
    assert await greeted(story, "de") == ["Willkommen, stranger, und danke! Bald liest das hier ein Mensch."]


async def test_a_message_counts_once_it_is_pushed_and_a_broken_one_leaves_the_last_valid_ones_in_force(
    story: Any,
) -> None:
    await begin(story, RULES, greeting_en="Hi, {author}!")
    assert await greeted(story, "en") == ["Hi, stranger!"]
    lines: list[Any] = []
    for text, says in (("Hello, {author}!", "Hello, stranger!"), ("Good day,\n{autor}!", "Hello, stranger!")):
        await story.act("ada", "push_files", repo="orchard/tools", files={f"{FOLDER}/greeting.en.md": text})
        with capture_logs() as logged:
            await story.works()
        lines += logged
        assert await greeted(story, "en") == [says]
    (problem,) = [line["problems"] for line in lines if line["event"] == "the rule file is broken"]
    assert problem == [f"{FOLDER}/greeting.en.md:2:1: unknown value `{{autor}}`"]
    await story.restart()
    assert await greeted(story, "en") == ["Hello, stranger!"]


async def test_the_messages_cost_no_request_where_there_are_none_and_one_where_there_are(story: Any) -> None:
    await begin(story, RULES.replace("say: greeting", "text: Hi."))
    await story.cost()
    await greeted(story, "en")
    alone = await story.cost()
    await story.act("ada", "push_files", repo="orchard/tools", files={f"{FOLDER}/greeting.en.md": "Hi."})
    await story.works()
    assert (alone["query"], await story.cost()) == (1, {"query": 2})
