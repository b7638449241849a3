"""Where plans are kept by default: a file in the folder that the system has for a user's data."""

import os
import sys
from pathlib import Path
from typing import Final

from kleinstadt.errors import PlanError

SYSTEM_DATA: Final = {"win32": "AppData/Roaming", "darwin": "Library/Application Support"}  # elsewhere .local/share
FILE: Final = "plans.sqlite"


def user_data() -> Path:
    """The folder of this user's own data: in XDG_DATA_HOME, else where the system has it.

    Returns
    -------
    Path
        Whether or not it is there.

    Raises
    ------
    PlanError
        Where the user has no home and no folder is named.
    """
    if named := os.environ.get("XDG_DATA_HOME"):
        return Path(named) / "kleinstadt"
    if sys.platform == "win32" and (roaming := os.environ.get("APPDATA")):
        return Path(roaming) / "kleinstadt"
    try:
        home = Path.home()
    except RuntimeError as error:
        msg = "There is no home folder to keep plans in; name a file: --database sqlite:///plans.sqlite"
        german = "Es gibt keinen Benutzerordner für Pläne; bitte eine Datei nennen: --database sqlite:///plans.sqlite"
        raise PlanError(msg, german) from error
    return home / SYSTEM_DATA.get(sys.platform, ".local/share") / "kleinstadt"


def default_url() -> str:
    """The address of the database where none is named: KLEINSTADT_DATABASE, else a file in the user's data.

    Returns
    -------
    str
        For `Store`.

    Raises
    ------
    PlanError
        Where the user has no home and neither is named.
    """
    return os.environ.get("KLEINSTADT_DATABASE") or f"sqlite:///{user_data() / FILE}"
