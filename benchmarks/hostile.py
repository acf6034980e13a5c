"""How long rule files that mean harm keep the loader busy: each must be refused or read within a second.

    python -m benchmarks.hostile [NAME ...]

Prints a table, the longest first: seconds of processor time, the size of the file, what came of it.
"""

import argparse
import time

from rules.diagnostics import RuleFileError
from rules.language import load
from tests.rules.hostile import CASES, Hostile


def outcome(case: Hostile) -> tuple[float, str]:
    """Seconds, and the first finding."""
    start = time.process_time()
    try:
        found = load(case.text, case.bases).diagnostics
        what = f"loads, {len(found)} findings"
    except RuleFileError as error:
        first = error.diagnostics[0]
        what = f"refused at {first.line}:{first.column}: {first.message}"
    return time.process_time() - start, what


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="parts of the names of the files to try; all of them by default")
    wanted = parser.parse_args().names
    load("project: {purpose: A first file reads what all others need}\nrules: []\n")
    names = [name for name in CASES if not wanted or any(part in name for part in wanted)]
    rows = [(*outcome(CASES[name]), name) for name in names]
    print("seconds      size  file")
    for seconds, what, name in sorted(rows, reverse=True):
        print(f"{seconds:>7.2f} {len(CASES[name].text):>9}  {name}: {what[:90]}")


if __name__ == "__main__":
    main()
