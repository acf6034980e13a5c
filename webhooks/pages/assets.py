"""The pages' style, script and pictures: read once, served from memory, kept by browsers until they change."""

from hashlib import sha256
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}


class Assets:
    """The files under `static`."""

    def __init__(self) -> None:
        found = files("webhooks.pages").joinpath("static").iterdir()
        self._files = {file.name: file.read_bytes() for file in found}

    @property
    def route(self) -> Route:
        """Where they are found."""
        return Route("/static/{name}", self.answer, methods=["GET"])

    def url(self, name: str) -> str:
        """A file's address, which changes with the file."""
        return f"/static/{name}?v={sha256(self._files[name]).hexdigest()[:12]}"

    async def answer(self, request: Request) -> Response:
        """One file."""
        name = request.path_params["name"]
        if name not in self._files:
            raise HTTPException(404)
        return Response(self._files[name], media_type=_TYPES[name[name.rindex(".") :]], headers=_KEPT)
