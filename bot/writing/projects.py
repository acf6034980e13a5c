"""Projects as rules write them, a number of the owner's or an address, under one name each. Pure."""


def project_key(project: int | str, repo: str) -> str:
    """`owner/number`, in lower case; a number alone is a project of the repository's owner."""
    if isinstance(project, int):
        return f"{repo.partition('/')[0]}/{project}".lower()
    *_, owner, _, number = project.rstrip("/").split("/")
    return f"{owner}/{int(number)}".lower()
