"""A peer: the bot that most people would write, FastAPI with background tasks and PyGithub made anew each time."""

import argparse
import hashlib
import hmac
import re
from pathlib import Path
from typing import Annotated, Any

import httpx
import uvicorn
import yaml
from fastapi import BackgroundTasks, FastAPI, Header, HTTPException, Request
from github import Auth, Github

BOARD = """query($org: String!, $number: Int!) { organization(login: $org) { projectV2(number: $number) { id
  fields(first: 50) { nodes { ... on ProjectV2SingleSelectField { id name options { id name } } } } } } }"""
ADD = """mutation($project: ID!, $content: ID!) {
  addProjectV2ItemById(input: {projectId: $project, contentId: $content}) { item { id } } }"""
MOVE = """mutation($project: ID!, $item: ID!, $field: ID!, $option: String!) {
  updateProjectV2ItemFieldValue(input: {projectId: $project, itemId: $item, fieldId: $field,
    value: {singleSelectOptionId: $option}}) { projectV2Item { id } } }"""


class Script:
    """Hears and works."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options, self.key = options, Path(options.key).read_text()

    async def hear(
        self,
        request: Request,
        background: BackgroundTasks,
        signature: Annotated[str, Header(alias="X-Hub-Signature-256")],
        event: Annotated[str, Header(alias="X-GitHub-Event")],
    ) -> dict[str, bool]:
        """Answer, and work in the background."""
        body = await request.body()
        wanted = hmac.new(self.options.secret.encode(), body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(f"sha256={wanted}", signature):
            raise HTTPException(401)
        told = await request.json()
        if event in {"issues", "pull_request"} and told["action"] == "opened":
            background.add_task(self.opened, event, told)
        return {"ok": True}

    def opened(self, event: str, told: dict[str, Any]) -> None:
        """Do what the rules of the repository say about something that was opened."""
        auth = Auth.AppAuth(1, self.key).get_installation_auth(told["installation"]["id"])
        # PyGithub's own pauses, a second between writes, are off: it would stand still most of the time.
        hub = Github(auth=auth, base_url=self.options.api, seconds_between_requests=None, seconds_between_writes=None)
        repo = hub.get_repo(told["repository"]["full_name"])
        subject = told.get("issue") or told["pull_request"]
        file: Any = repo.get_contents(".github/rules.yml")
        for rule in yaml.safe_load(file.decoded_content)["rules"]:
            if rule["when"] != f"{event}.{told['action']}" or not re.search(rule["title"], subject["title"]):
                continue
            comment = rule["comment"].replace("{sender}", told["sender"]["login"])
            if event == "issues":
                issue = repo.get_issue(subject["number"])
                issue.add_to_labels(rule["label"])
                issue.create_comment(comment)
                issue.add_to_assignees(rule["assign"])
            else:
                pull = repo.get_pull(subject["number"])
                pull.add_to_labels(rule["label"])
                pull.create_issue_comment(comment)
                pull.create_review_request(reviewers=[rule["review"]])
            self.move(
                auth.token, rule["project"], told["repository"]["full_name"].partition("/")[0], subject["node_id"]
            )

    def move(self, token: str, wanted: dict[str, Any], org: str, node: str) -> None:
        """Put a card into a column."""
        board = self.ask(token, BOARD, org=org, number=wanted["number"])["organization"]["projectV2"]
        field = next(each for each in board["fields"]["nodes"] if each.get("name") == wanted["field"])
        option = next(each["id"] for each in field["options"] if each["name"] == wanted["option"])
        card = self.ask(token, ADD, project=board["id"], content=node)["addProjectV2ItemById"]["item"]["id"]
        self.ask(token, MOVE, project=board["id"], item=card, field=field["id"], option=option)

    def ask(self, token: str, query: str, **variables: Any) -> Any:
        """A GraphQL document's answer."""
        body = {"query": query, "variables": variables}
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx.post(f"{self.options.api}/graphql", json=body, headers=headers, timeout=30)
        return answer.raise_for_status().json()["data"]


def main() -> None:
    """Serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--port", "--api", "--key", "--secret"):
        parser.add_argument(name, required=True)
    script = Script(parser.parse_args())
    app = FastAPI()
    app.post("/")(script.hear)
    uvicorn.run(app, host="127.0.0.1", port=int(script.options.port), log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
