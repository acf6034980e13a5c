"""A peer: gidgethub and aiohttp, in the style of gidgethub's own tutorial; answers first and works in a task."""

import argparse
import asyncio
import re
import time
from pathlib import Path
from typing import Any

import aiohttp
import yaml
from aiohttp import web
from gidgethub import aiohttp as client
from gidgethub import apps, routing, sansio

BOARD = """query($org: String!, $number: Int!) { organization(login: $org) { projectV2(number: $number) { id
  fields(first: 50) { nodes { ... on ProjectV2SingleSelectField { id name options { id name } } } } } } }"""
ADD = """mutation($project: ID!, $content: ID!) {
  addProjectV2ItemById(input: {projectId: $project, contentId: $content}) { item { id } } }"""
MOVE = """mutation($project: ID!, $item: ID!, $field: ID!, $option: String!) {
  updateProjectV2ItemFieldValue(input: {projectId: $project, itemId: $item, fieldId: $field,
    value: {singleSelectOptionId: $option}}) { projectV2Item { id } } }"""
RAW = "application/vnd.github.raw"
_TOKEN_KEPT_S = 3000

router = routing.Router()


async def opened(event: sansio.Event, gh: client.GitHubAPI, graphql: str) -> None:
    """Do what the rules of the repository say about something that was opened."""
    told = event.data
    subject = told.get("issue") or told["pull_request"]
    repo, number = told["repository"]["url"], subject["number"]
    text = await gh.getitem(f"{repo}/contents/.github/rules.yml", accept=RAW)
    for rule in yaml.safe_load(text)["rules"]:
        if rule["when"] != f"{event.event}.{told['action']}" or not re.search(rule["title"], subject["title"]):
            continue
        await gh.post(f"{repo}/issues/{number}/labels", data={"labels": [rule["label"]]})
        comment = rule["comment"].replace("{sender}", told["sender"]["login"])
        await gh.post(f"{repo}/issues/{number}/comments", data={"body": comment})
        if "assign" in rule:
            await gh.post(f"{repo}/issues/{number}/assignees", data={"assignees": [rule["assign"]]})
        if "review" in rule:
            await gh.post(f"{repo}/pulls/{number}/requested_reviewers", data={"reviewers": [rule["review"]]})
        org = told["repository"]["full_name"].partition("/")[0]
        await move(gh, rule["project"], org, subject["node_id"], graphql)


async def move(gh: client.GitHubAPI, wanted: dict[str, Any], org: str, node: str, graphql: str) -> None:
    """Put a card into a column."""
    found = await gh.graphql(BOARD, org=org, number=wanted["number"], endpoint=graphql)
    board = found["organization"]["projectV2"]
    field = next(each for each in board["fields"]["nodes"] if each.get("name") == wanted["field"])
    option = next(each["id"] for each in field["options"] if each["name"] == wanted["option"])
    added = await gh.graphql(ADD, project=board["id"], content=node, endpoint=graphql)
    card = added["addProjectV2ItemById"]["item"]["id"]
    await gh.graphql(MOVE, project=board["id"], item=card, field=field["id"], option=option, endpoint=graphql)


class App:
    """Hears and works; the token of an installation is kept, which gidgethub itself does not do."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options, self.key = options, Path(options.key).read_text()
        self.tokens: dict[int, tuple[str, float]] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    async def hear(self, request: web.Request) -> web.Response:
        """Answer, and work in the background."""
        event = sansio.Event.from_http(request.headers, await request.read(), secret=self.options.secret)
        task = asyncio.create_task(self.work(event))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return web.Response(status=202)

    async def work(self, event: sansio.Event) -> None:
        """Dispatch one event."""
        gh = client.GitHubAPI(self.session, "bench", base_url=self.options.api)
        gh.oauth_token = await self.token(gh, event.data["installation"]["id"])
        await router.dispatch(event, gh, f"{self.options.api}/graphql")

    async def token(self, gh: client.GitHubAPI, installation: int) -> str:
        """The token of an installation."""
        held = self.tokens.get(installation)
        if held is None or held[1] < time.time():
            app = {"app_id": "1", "private_key": self.key}
            told = await apps.get_installation_access_token(gh, installation_id=str(installation), **app)
            held = self.tokens[installation] = (told["token"], time.time() + _TOKEN_KEPT_S)
        return held[0]

    async def life(self, _app: web.Application) -> Any:
        """Keep one session."""
        async with aiohttp.ClientSession() as self.session:
            yield


def main() -> None:
    """Serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--port", "--api", "--key", "--secret"):
        parser.add_argument(name, required=True)
    hearing = App(parser.parse_args())
    for event in ("issues", "pull_request"):
        router.add(opened, event, action="opened")
    app = web.Application(client_max_size=26 * 2**20)
    app.router.add_post("/", hearing.hear)
    app.cleanup_ctx.append(hearing.life)
    web.run_app(app, host="127.0.0.1", port=int(hearing.options.port), print=None, access_log=None)


if __name__ == "__main__":
    main()
