// A peer: a minimal Probot app, written as Probot's documentation shows it.
import { run, ProbotOctokit } from "probot";

const BOARD = `query($org: String!, $number: Int!) { organization(login: $org) { projectV2(number: $number) { id
  fields(first: 50) { nodes { ... on ProjectV2SingleSelectField { id name options { id name } } } } } } }`;
const ADD = `mutation($project: ID!, $content: ID!) {
  addProjectV2ItemById(input: {projectId: $project, contentId: $content}) { item { id } } }`;
const MOVE = `mutation($project: ID!, $item: ID!, $field: ID!, $option: String!) {
  updateProjectV2ItemFieldValue(input: {projectId: $project, itemId: $item, fieldId: $field,
    value: {singleSelectOptionId: $option}}) { projectV2Item { id } } }`;

async function move(context, wanted, node) {
  const org = context.payload.repository.owner.login;
  const { organization } = await context.octokit.graphql(BOARD, { org, number: wanted.number });
  const board = organization.projectV2;
  const field = board.fields.nodes.find((each) => each.name === wanted.field);
  const option = field.options.find((each) => each.name === wanted.option);
  const added = await context.octokit.graphql(ADD, { project: board.id, content: node });
  const item = added.addProjectV2ItemById.item.id;
  await context.octokit.graphql(MOVE, { project: board.id, item, field: field.id, option: option.id });
}

async function opened(context) {
  const config = await context.config("rules.yml");
  const subject = context.payload.issue ?? context.payload.pull_request;
  for (const rule of config?.rules ?? []) {
    if (rule.when !== `${context.name}.${context.payload.action}`) continue;
    if (!new RegExp(rule.title.replace("(?i)", ""), "i").test(subject.title)) continue;
    await context.octokit.rest.issues.addLabels(context.issue({ labels: [rule.label] }));
    const body = rule.comment.replace("{sender}", context.payload.sender.login);
    await context.octokit.rest.issues.createComment(context.issue({ body }));
    if (rule.assign) await context.octokit.rest.issues.addAssignees(context.issue({ assignees: [rule.assign] }));
    if (rule.review) {
      await context.octokit.rest.pulls.requestReviewers(context.pullRequest({ reviewers: [rule.review] }));
    }
    await move(context, rule.project, subject.node_id);
  }
}

// Octokit's own throttling, a write a second, is off: it would stand still most of the time.
const Octokit = ProbotOctokit.defaults((given) => ({ ...given, throttle: { enabled: false } }));
run((app) => app.on(["issues.opened", "pull_request.opened"], opened), { env: process.env, Octokit });
