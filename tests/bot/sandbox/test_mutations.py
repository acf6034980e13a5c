"""Mutations: one by one, many in one request."""

from bot.sandbox.testing import Raw


def test_aliases_run_in_order_and_fail_one_by_one(hub: Raw) -> None:
    issue = hub.item("acme/site#1")["node_id"]

    answer = hub.graphql(
        """mutation($i:ID!){
             one: addComment(input:{subjectId:$i,body:"first"}){commentEdge{node{body}}}
             two: addComment(input:{subjectId:$i,body:" "}){commentEdge{node{body}}}
             three: addComment(input:{subjectId:$i,body:"third",clientMutationId:"c3"}){clientMutationId}}""",
        i=issue,
    )

    assert answer["data"] == {
        "one": {"commentEdge": {"node": {"body": "first"}}},
        "two": None,
        "three": {"clientMutationId": "c3"},
    }
    assert [error["path"] for error in answer["errors"]] == [["two"]]
    assert [comment["body"] for comment in hub.item("acme/site#1")["comments"]] == ["first", "third"]


def test_a_label_that_is_there_already_changes_nothing_and_tells_nobody(hub: Raw) -> None:
    hub.act("ben", "label", item="acme/site#1", labels="bug")
    before = (hub.events(), len(hub.item("acme/site#1")["timeline"]))
    query = """{repository(owner:"acme",name:"site"){label(name:"BUG"){id}}}"""
    label = hub.graphql(query)["data"]["repository"]["label"]["id"]

    answer = hub.graphql(
        """mutation($i:ID!,$l:ID!){addLabelsToLabelable(input:{labelableId:$i,labelIds:[$l]}){
             labelable{labels(first:5){nodes{name}}}}}""",
        i=hub.item("acme/site#1")["node_id"],
        l=label,
    )

    assert answer["data"]["addLabelsToLabelable"]["labelable"]["labels"]["nodes"] == [{"name": "bug"}]
    assert (hub.events(), len(hub.item("acme/site#1")["timeline"])) == before
    assert hub.control("audit")[-1]["noop"] is True


def test_a_label_of_another_repository_is_refused(hub: Raw) -> None:
    other = hub.graphql('{repository(owner:"acme",name:"other"){label(name:"bug"){id}}}')
    label = other["data"]["repository"]["label"]["id"]

    answer = hub.graphql(
        "mutation($i:ID!,$l:ID!){addLabelsToLabelable(input:{labelableId:$i,labelIds:[$l]}){clientMutationId}}",
        i=hub.item("acme/site#1")["node_id"],
        l=label,
    )

    assert answer["data"] == {"addLabelsToLabelable": None}
    assert answer["errors"][0]["type"] == "NOT_FOUND"


def test_a_comment_can_be_as_long_as_github_takes_and_not_longer(hub: Raw) -> None:
    issue = hub.item("acme/site#1")["node_id"]
    mutation = "mutation($i:ID!,$b:String!){addComment(input:{subjectId:$i,body:$b}){clientMutationId}}"

    fits = hub.graphql(mutation, i=issue, b="x" * 65_536)
    long = hub.graphql(mutation, i=issue, b="x" * 65_537)

    assert "errors" not in fits
    assert long["errors"][0]["type"] == "UNPROCESSABLE"
    assert long["errors"][0]["message"] == "Body is too long (maximum is 65536 characters)"


def test_a_comment_is_edited_hidden_and_deleted(hub: Raw) -> None:
    issue = hub.item("acme/site#1")["node_id"]
    made = hub.graphql('mutation($i:ID!){addComment(input:{subjectId:$i,body:"a"}){commentEdge{node{id}}}}', i=issue)[
        "data"
    ]["addComment"]["commentEdge"]["node"]["id"]

    answer = hub.graphql(
        """mutation($c:ID!){
             edit: updateIssueComment(input:{id:$c,body:"b"}){issueComment{body editor{login}}}
             hide: minimizeComment(input:{subjectId:$c,classifier:OUTDATED}){
               minimizedComment{isMinimized minimizedReason}}
             gone: deleteIssueComment(input:{id:$c}){clientMutationId}
             again: deleteIssueComment(input:{id:$c}){clientMutationId}}""",
        c=made,
    )

    assert answer["data"]["edit"]["issueComment"] == {"body": "b", "editor": {"login": "fingerpost"}}
    assert answer["data"]["hide"]["minimizedComment"] == {"isMinimized": True, "minimizedReason": "outdated"}
    assert (answer["data"]["gone"], answer["data"]["again"]) == ({"clientMutationId": None}, None)
    assert answer["errors"][0]["message"] == f"Could not resolve to a node with the global id of '{made}'"
    assert hub.events()[-3:] == ["issue_comment.created", "issue_comment.edited", "issue_comment.deleted"]


def test_a_label_is_made_once(hub: Raw) -> None:
    repo = hub.graphql('{repository(owner:"acme",name:"site"){id}}')["data"]["repository"]["id"]
    mutation = """mutation($r:ID!,$n:String!){createLabel(input:{repositoryId:$r,name:$n,color:"00ff00"}){
                    label{name color}}}"""

    first = hub.graphql(mutation, r=repo, n="Fresh")
    second = hub.graphql(mutation, r=repo, n="fresh")

    assert first["data"]["createLabel"]["label"] == {"name": "Fresh", "color": "00ff00"}
    assert second["errors"][0]["message"] == "Name has already been taken"


def test_states_change_and_change_back(hub: Raw) -> None:
    issue = hub.item("acme/site#1")["node_id"]

    answer = hub.graphql(
        """mutation($i:ID!){
             close: closeIssue(input:{issueId:$i,stateReason:NOT_PLANNED}){issue{state stateReason}}
             open: reopenIssue(input:{issueId:$i}){issue{state stateReason}}
             lock: lockLockable(input:{lockableId:$i,lockReason:TOO_HEATED}){
               lockedRecord{locked activeLockReason}}
             unlock: unlockLockable(input:{lockableId:$i}){unlockedRecord{locked}}
             pin: pinIssue(input:{issueId:$i}){issue{isPinned}}
             unpin: unpinIssue(input:{issueId:$i}){issue{isPinned}}
             title: updateIssue(input:{id:$i,title:"New"}){issue{title body}}
             heart: addReaction(input:{subjectId:$i,content:HEART}){reaction{content}}}""",
        i=issue,
    )

    assert answer == {
        "data": {
            "close": {"issue": {"state": "CLOSED", "stateReason": "NOT_PLANNED"}},
            "open": {"issue": {"state": "OPEN", "stateReason": "REOPENED"}},
            "lock": {"lockedRecord": {"locked": True, "activeLockReason": "TOO_HEATED"}},
            "unlock": {"unlockedRecord": {"locked": False}},
            "pin": {"issue": {"isPinned": True}},
            "unpin": {"issue": {"isPinned": False}},
            "title": {"issue": {"title": "New", "body": "It breaks."}},
            "heart": {"reaction": {"content": "HEART"}},
        }
    }


def test_a_transferred_issue_gets_a_new_number_and_keeps_its_node_id(hub: Raw) -> None:
    issue = hub.item("acme/site#1")["node_id"]
    target = hub.graphql('{repository(owner:"acme",name:"other"){id}}')["data"]["repository"]["id"]

    hub.graphql(
        "mutation($i:ID!,$r:ID!){transferIssue(input:{issueId:$i,repositoryId:$r}){issue{number}}}", i=issue, r=target
    )
    found = hub.graphql("query($i:ID!){node(id:$i){... on Issue{number repository{name}}}}", i=issue)

    assert found["data"]["node"] == {"number": 1, "repository": {"name": "other"}}
    assert hub.rest("GET", "/repos/acme/site/issues/1").status_code == 404
