"""A listener between the bot and a simulated GitHub, which passes everything on and keeps it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from tests.contract.rest import Exchange

_PASSED_ON = {"content-type", "link", "etag", "location"}


@contextmanager
def listening_to(url: str) -> Iterator[tuple[str, list[Exchange]]]:
    """The listener's address, and what was said while the block lasts."""
    heard: list[Exchange] = []
    with httpx.Client(base_url=url, trust_env=False) as client:

        class Listener(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _pass_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                request = client.build_request(self.command, self.path, content=body, headers=dict(self.headers))
                answer = client.send(request)
                address = httpx.URL(self.path)
                exchange = Exchange(
                    self.command, address.path, address.query.decode(), body, answer.status_code, answer.content
                )
                heard.append(exchange)
                self.send_response(answer.status_code)
                for name, value in answer.headers.items():
                    if name in _PASSED_ON:
                        self.send_header(name, value)
                self.send_header("content-length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _pass_on  # noqa: N815 - the base class names them so

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", heard
        finally:
            server.shutdown()
            thread.join(5)
            server.server_close()
