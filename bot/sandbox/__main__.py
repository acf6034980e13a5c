"""Start the simulated GitHub: `python -m bot.sandbox --public-key FILE` and the options that `--help` lists."""

import argparse
import socket
import sys
from pathlib import Path

import uvicorn

from bot.sandbox.app import create_sandbox
from bot.sandbox.auth import load_key
from bot.sandbox.config import Config
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.scenario import BadScenario, read_scenario
from bot.sandbox.seeding import seed
from bot.sandbox.shapes.lens import AppIdentity
from bot.sandbox.world.records import Installation


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description="A simulated GitHub on loopback.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=4700, help="port; 0 for a free one (default: %(default)s)")
    parser.add_argument("--home", type=Path, help="folder for the state; without it, memory only")
    parser.add_argument("--scenario", type=Path, help="YAML file that seeds an empty world")
    parser.add_argument("--webhook-url", help="where webhooks go")
    parser.add_argument("--secret", help="webhook secret")
    parser.add_argument("--app-id", type=int, default=4711, help="the App's number (default: %(default)s)")
    parser.add_argument("--app-slug", default="fingerpost", help="the App's slug (default: %(default)s)")
    parser.add_argument("--public-key", type=Path, required=True, help="PEM of the App's public or private key")
    return parser.parse_args()


def main() -> int:
    """Run until interrupted."""
    given = _arguments()
    app = AppIdentity(given.app_id, given.app_slug, given.app_slug.replace("-", " ").title())
    known = {"webhook_url": given.webhook_url, "webhook_secret": given.secret}
    config = Config(**{name: value for name, value in known.items() if value is not None})
    try:
        sandbox = Sandbox(given.home, app, load_key(given.public_key.read_bytes()), config)
        if given.scenario and not sandbox.world.every(Installation):
            seed(sandbox, read_scenario(given.scenario))
    except (BadScenario, OSError, ValueError, TypeError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((given.host, given.port))
        sandbox.address = f"http://{given.host}:{listener.getsockname()[1]}"
        sys.stdout.write(f"Sandbox GitHub on {sandbox.address}\n")
        sys.stdout.flush()
        settings = uvicorn.Config(create_sandbox(sandbox), log_config=None, lifespan="on", date_header=False)
        uvicorn.Server(settings).run(sockets=[listener])
    return 0


if __name__ == "__main__":
    sys.exit(main())
