"""`python -m tools.docs [FOLDER]`: write every generated page and part of a page below the checkout's folder."""

import sys
from pathlib import Path

from tools.docs.pages import write_all

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()
    for path in write_all(folder):
        sys.stdout.write(f"Wrote {path}\n")
