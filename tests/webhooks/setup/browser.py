"""A person's browser, for the tests of the set-up."""

import re
from html import unescape
from urllib.parse import urlsplit

import httpx

from bot.sandbox.testing import NO_CERTIFICATES


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


async def registered_at(github: str, browser: Browser, code: str, **given: str) -> str:
    """Give the code and have that GitHub register an App; gives the path to which it leads the browser back."""
    await browser.send("/setup/code", code=code)
    answers = {"organization": "acme", "name": "Signs", "api_url": github, "contents-write": "yes", **given}
    await browser.send("/setup/app", url=str(browser.client.base_url).rstrip("/"), **answers)
    async with httpx.AsyncClient(base_url=github, verify=NO_CERTIFICATES) as client:
        there = Browser(client)
        there.page = browser.page
        await there.send(browser.action())
        fields = dict(re.findall(r'name="(manifest|state|name)" value="([^"]*)"', there.page))
        led = await client.post(there.action(), data={name: unescape(text) for name, text in fields.items()})
    back = urlsplit(led.headers["location"])
    return f"{back.path}?{back.query}"
