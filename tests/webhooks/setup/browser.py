"""A person's browser, for the tests of the set-up."""

import re
from html import unescape

import httpx


class Browser:
    """It keeps cookies and fills in forms."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client, self.page, self.status = client, "", 0
        self.origin = str(client.base_url).rstrip("/")

    async def open(self, address: str) -> str:
        """Go somewhere, wherever it leads."""
        return self._shown(await self.client.get(address, follow_redirects=True))

    async def send(self, action: str, **given: str) -> str:
        """Send the form of the page in hand that goes there, filled in so."""
        form = next(form for form in re.findall(r"<form.*?</form>", self.page, re.DOTALL) if f'"{action}"' in form)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        fields = {unescape(name): unescape(text) for name, text in hidden.items()} | given
        headers = {"Origin": self.origin}
        return self._shown(
            await self.client.post(unescape(action), data=fields, headers=headers, follow_redirects=True)
        )

    def action(self) -> str:
        """Where the first form of the page in hand goes."""
        found: list[str] = re.findall(r'<form method="post" action="([^"]+)"', self.page)
        return found[0]

    def stamp(self, page: str) -> str:
        """What the forms of a page carry."""
        found: list[str] = re.findall(r'name="token" value="([^"]+)"', page)
        return found[0]

    def _shown(self, answer: httpx.Response) -> str:
        self.page, self.status = answer.text, answer.status_code
        return self.page
