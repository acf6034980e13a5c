"""Runs `fingerpost serve` or the simulated GitHub, and ends it when the demo that started it is gone.

`python -m bot.demo.child serve` is `fingerpost serve`, nothing else: its settings come from the environment. The only
difference is a thread that reads the standard input, which closes when the demo ends, however it ends.
"""

import os
import signal
import sys
import threading


def main() -> int:
    """Run the program that the first argument names with the others."""
    threading.Thread(target=_end_with_the_demo, daemon=True).start()
    program, *arguments = sys.argv[1:]
    if program == "github":
        from bot.sandbox.__main__ import main as run  # noqa: PLC0415 - the bot needs nothing of it

        sys.argv = ["python -m bot.sandbox", *arguments]
        return run()
    from bot.cli import main as fingerpost  # noqa: PLC0415 - the simulated GitHub needs nothing of it

    sys.argv = ["fingerpost", program, *arguments]
    fingerpost()
    return 0


def _end_with_the_demo() -> None:
    while os.read(sys.stdin.fileno(), 1):
        continue
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
