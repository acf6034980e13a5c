"""Where somebody may be sent after signing in: our own addresses, and nothing that only looks like one. Pure."""

import re

_OWN = re.compile(r"/(?![/\\])[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,499}")


def own_path(to: str) -> str:
    """The path if it is one of ours, else that of the first page."""
    return to if _OWN.fullmatch(to) and not to.startswith(("/sign-", "/static/")) else "/"
