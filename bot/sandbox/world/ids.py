"""Node ids in GitHub's two forms: `I_kwDO...` (new) and base64 of `05:Issue42` (old)."""

import base64
import binascii
import re

PREFIXES = {
    "User": "U",
    "Organization": "O",
    "Bot": "BOT",
    "Team": "T",
    "UserStatus": "US",
    "Repository": "R",
    "Label": "LA",
    "Milestone": "MI",
    "Issue": "I",
    "PullRequest": "PR",
    "Discussion": "D",
    "DiscussionCategory": "DIC",
    "IssueComment": "IC",
    "DiscussionComment": "DC",
    "PullRequestReview": "PRR",
    "PullRequestReviewComment": "PRRC",
    "ReviewRequest": "RR",
    "ProjectV2": "PVT",
    "ProjectV2Field": "PVTF",
    "ProjectV2SingleSelectField": "PVTSSF",
    "ProjectV2Item": "PVTI",
    "ProjectV2Workflow": "PWF",
    "Reaction": "REA",
    "CheckRun": "CR",
    "StatusContext": "SC",
    "Commit": "C",
    "Blob": "B",
    "Tree": "TR",
    "LabeledEvent": "LE",
    "UnlabeledEvent": "UNLE",
    "AssignedEvent": "AE",
    "UnassignedEvent": "UNAE",
    "ReviewRequestedEvent": "RRE",
    "ReviewRequestRemovedEvent": "RRRE",
}
_ARRAY_OF_2, _ARRAY_OF_3, _UINT32 = 0x92, 0x93, 0xCE
_OLD = re.compile(r"0\d+:([A-Za-z0-9]+?)(\d+)")


def node_id(typename: str, number: int, scope: int = 0) -> str:
    """The new form: a prefix and a packed array of a zero, the repository (if any) and the number."""
    head = bytes([_ARRAY_OF_3, 0, _UINT32]) + scope.to_bytes(4, "big") if scope else bytes([_ARRAY_OF_2, 0])
    packed = head + bytes([_UINT32]) + number.to_bytes(4, "big")
    text = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return f"{PREFIXES.get(typename, 'EVT')}_{text}"


def old_node_id(typename: str, number: int) -> str:
    """The old form, which GitHub still accepts: base64 of the type's name and the number."""
    return base64.b64encode(f"0{len(typename)}:{typename}{number}".encode()).decode()


def number_of(node: str) -> int | None:
    """The number that a node id of either form stands for; None if it is neither."""
    head, mark, packed = node.partition("_")
    if mark and head in _KNOWN:
        try:
            raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        except (binascii.Error, ValueError):
            return None
        return int.from_bytes(raw[-4:], "big") if len(raw) in _LENGTHS else None
    try:
        text = base64.b64decode(node, validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    found = _OLD.fullmatch(text)
    return int(found[2]) if found else None


def names(node: str, typename: str, number: int) -> bool:
    """Whether a node id of either form names this thing, in whatever repository it was at the time."""
    prefix, mark, _ = node.partition("_")
    if mark:
        return prefix == PREFIXES.get(typename, "EVT") and number_of(node) == number
    return node == old_node_id(typename, number)


_KNOWN = {*PREFIXES.values(), "EVT"}
_LENGTHS = (7, 12)
