"""Where the raw files are."""

import os
import sys
from pathlib import Path


def raw_folder() -> Path:
    """The folder that KLEINSTADT_RAW names; ends the program where there is none."""
    folder = Path(os.environ.get("KLEINSTADT_RAW", ""))
    if not os.environ.get("KLEINSTADT_RAW") or not folder.is_dir():
        sys.exit("Set KLEINSTADT_RAW to the folder of raw files (docs/edition.md says what is in it).")
    return folder
