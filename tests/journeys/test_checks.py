"""Checks and the last human act in stories: heard where a rule asks about them, and cheap where none does."""

from bot.sandbox.world.items import PullRequest
from tests.journeys.conftest import REPO, Story, whole

READY = whole("rules: [{name: Ready, when: {checks: success}, do: [{label: triage}]}]")
PLAIN = whole("rules: [{name: Bug, on: pull_request.labeled, do: [{label: bug}]}]")


async def sha_of(story: Story, name: str) -> str:
    return str((await story.item(name))["head_sha"])


async def test_a_pull_request_is_ready_when_its_checks_are_done(story: Story) -> None:
    await story.begin(READY)
    item = await story.proposes()
    await story.works()
    sha = await sha_of(story, item)
    await story.act("cem", "check", repo=REPO, sha=sha, name="build", conclusion=None)
    await story.works()
    begun = (await story.seen(item))["labels"]
    await story.act("cem", "check", repo=REPO, sha=sha, name="build")
    await story.works()
    assert (begun, (await story.seen(item))["labels"]) == ([], ["triage"])


async def test_many_checks_of_one_commit_are_one_look(story: Story) -> None:
    await story.begin(READY)
    item = await story.proposes()
    await story.works()
    sha = await sha_of(story, item)
    for name in ("build", "style", "docs", "types"):
        await story.act("cem", "check", repo=REPO, sha=sha, name=name, conclusion="failure")
    await story.cost()
    await story.works()
    assert await story.cost() == {"query": 1}


async def test_a_status_finds_its_pull_request_by_the_commit(story: Story) -> None:
    await story.begin(READY)
    item = await story.proposes()
    await story.works()
    await story.cost()
    await story.act("cem", "status", repo=REPO, sha=await sha_of(story, item), name="deploy")
    await story.works(echoes=False)
    cost = await story.cost()
    assert ((await story.seen(item))["labels"], cost["query"]) == (["triage"], 3)


async def test_a_status_of_a_pull_request_never_seen_before_is_heard(story: Story) -> None:
    await story.begin(READY)
    item = await story.proposes()
    story.listen()
    story.heard.clear()
    await story.act("cem", "status", repo=REPO, sha=await sha_of(story, item), name="deploy")
    await story.works()
    assert (await story.seen(item))["labels"] == ["triage"]


async def test_where_no_rule_asks_about_checks_github_is_not_asked(story: Story) -> None:
    await story.begin(PLAIN)
    item = await story.proposes()
    await story.works()
    sha = await sha_of(story, item)
    await story.cost()
    await story.act("cem", "check", repo=REPO, sha=sha, name="build")
    await story.act("cem", "status", repo=REPO, sha=sha, name="deploy")
    await story.works()
    notes = await story.notes()
    assert (await story.cost()).get("query", 0) <= 1  # the rules themselves, where they were not read yet
    assert notes["check_run.completed"] == notes["status"] == ["done: no rule asks about checks"]


async def test_a_check_of_a_commit_without_pull_request_is_heard_and_left(story: Story) -> None:
    await story.begin(READY)
    await story.cost()
    for name in ("build", "docs"):
        await story.act("cem", "check", repo=REPO, sha="0" * 40, name=name)
        await story.works()
    waits = "ready: GitHub shows no pull request that ends with it, so far"
    assert await story.notes() == {"check_run.completed": [waits, "ready: None"]}
    await story.works_on(75)
    assert await story.notes() == {"check_run.completed": ["done: it is the last commit of no pull request"] * 2}
    assert (await story.cost())["query"] == 3  # the rules, what was asked at once, and what was asked for both


async def test_a_commit_of_two_pull_requests_is_heard_at_both(story: Story) -> None:
    await story.begin(READY)
    first, second = await story.proposes(), await story.proposes(title="Mend it again")
    sha = await sha_of(story, first)
    world = story.running.sandbox.world
    held = next(one for one in world.every(PullRequest) if one.number == int(second.partition("#")[2]))
    world.update(held, head_sha=sha, commits=(sha,))
    await story.works()
    await story.act("cem", "check", repo=REPO, sha=sha, name="build")
    await story.works()
    assert [(await story.seen(item))["labels"] for item in (first, second)] == [["triage"], ["triage"]]


async def test_codeowners_and_forms_are_read_with_the_rules_and_again_after_a_push(story: Story) -> None:
    await story.begin(whole("rules: [{name: Docs, when: {owners: '@cem'}, do: [{label: docs}]}]"))
    before = await story.proposes(files=["docs/a.md"])
    await story.works()
    await story.act("ada", "push_files", repo=REPO, files={"CODEOWNERS": "docs/ @cem\n"})
    await story.works()
    after = await story.proposes(title="More", files=["docs/b.md"])
    await story.works()
    assert [(await story.seen(item))["labels"] for item in (before, after)] == [[], ["docs"]]
