"""A form that was sent: its texts, all ticks of a box, and a file that came along."""

from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData, UploadFile

MOST_BYTES: Final = 1_000_000


@dataclass(frozen=True)
class Sent:
    """A form whose fields are asked for by name; what is not there is empty.

    Attributes
    ----------
    form : FormData
        As Starlette read it.
    """

    form: FormData

    def get(self, name: str, otherwise: str = "") -> str:
        """The first text of a field; `otherwise` where the form has no such field.

        Parameters
        ----------
        name : str
            Of the field.
        otherwise : str
            Where the form has no such field.

        Returns
        -------
        str
            "" for a file.
        """
        value = self.form.get(name, otherwise)
        return value if isinstance(value, str) else ""

    def all(self, name: str) -> list[str]:
        """All texts of a field.

        Parameters
        ----------
        name : str
            Of the field.

        Returns
        -------
        list of str
            In the order of the page; empty without any.
        """
        return [value for value in self.form.getlist(name) if isinstance(value, str)]

    def file(self, name: str, most: int = MOST_BYTES) -> bytes:
        """A file's bytes, at most so many of them; empty without one.

        Parameters
        ----------
        name : str
            Of the field.
        most : int
            Bytes at most; ask for one more than is allowed to see that it is too large.

        Returns
        -------
        bytes
            The file's beginning; empty without one.
        """
        value = self.form.get(name)
        return value.file.read(most) if isinstance(value, UploadFile) else b""

    def called(self, name: str) -> str:
        """What a file was called where it came from; empty without one.

        Parameters
        ----------
        name : str
            Of the field.

        Returns
        -------
        str
            As the browser says; never to be used as a path.
        """
        value = self.form.get(name)
        return (value.filename or "") if isinstance(value, UploadFile) else ""
