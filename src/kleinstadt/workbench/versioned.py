"""Questions in versioned files of the package; old versions stay, so that old answers stay readable."""

from dataclasses import dataclass
from importlib.resources import files

from kleinstadt.errors import UnknownNameError


@dataclass(frozen=True)
class VersionedFiles:
    """The files `questions/1.toml`, `questions/2.toml`, ... of a package.

    Attributes
    ----------
    room : str
        Name of the package.
    """

    room: str

    def versions(self) -> tuple[int, ...]:
        """The versions that the package has, oldest first.

        Returns
        -------
        tuple of int
            Numbers of the files.
        """
        names = (path.name for path in files(self.room).joinpath("questions").iterdir())
        return tuple(sorted(int(name.removesuffix(".toml")) for name in names if name.endswith(".toml")))

    def text(self, version: int | None = None) -> str:
        """A version's text.

        Parameters
        ----------
        version : int, optional
            The newest by default.

        Returns
        -------
        str
            TOML.

        Raises
        ------
        UnknownNameError
            For a version that is not here.
        """
        known = self.versions()
        wanted = known[-1] if version is None else version
        if wanted not in known:
            there = ", ".join(map(str, known))
            msg = f"No version {wanted} of the questions is here; there are: {there}. The answers may be newer."
            raise UnknownNameError(msg, f"Fassung {wanted} der Fragen gibt es hier nicht; es gibt: {there}.")
        return files(self.room).joinpath(f"questions/{wanted}.toml").read_text(encoding="utf-8")
