"""What can go wrong, by name.

Each error also is the builtin a caller would expect, and its message says what, where, why and what to do next.
"""


class KleinstadtError(Exception):
    """Base of every error that this package raises on purpose."""


class KeyFormatError(KleinstadtError, ValueError):
    """A municipality, Verband, Kreis or Land key that is not one."""


class UnknownNameError(KleinstadtError, LookupError):
    """A town, indicator, year, table or source that the edition does not have; the message lists near ones.

    Attributes
    ----------
    german : str
        The message in German.
    listed : str
        Which list names what there is ("indicators", "areas"), or "".
    """

    def __init__(self, message: str, german: str = "", *, listed: str = "") -> None:
        """Take the message, what it is in German, and which list names what there is ("indicators").

        Parameters
        ----------
        message : str
            In English.
        german : str
            In German; the English one by default.
        listed : str
            Name of a list, or "".
        """
        super().__init__(message)
        self.german, self.listed = german or message, listed


class SourceMissingError(KleinstadtError, FileNotFoundError):
    """A raw file that is needed and not there."""


class SourceLayoutError(KleinstadtError, ValueError):
    """A raw file whose columns, sheets, encoding or container are not what its publisher used so far."""


class SourceContentError(KleinstadtError, ValueError):
    """A raw file that reads well but contradicts itself: a doubled key, a wrong total, an impossible value."""


class EditionError(KleinstadtError, RuntimeError):
    """An edition that is damaged, incomplete or made by another version."""


class AggregationError(KleinstadtError, TypeError):
    """A rate that was asked to be added up."""


class ExtraMissingError(KleinstadtError, ImportError):
    """A library of an optional extra that is needed and not installed; the message says which extra."""


class PlanError(KleinstadtError, ValueError):
    """Something of a plan that cannot be read, kept or printed as it is, with the field that it is about.

    Attributes
    ----------
    german : str
        The message in German.
    field : str
        Name of the field, or "".
    """

    def __init__(self, message: str, german: str = "", *, field: str = "") -> None:
        """Take the message, what it is in German, and the field that it is about.

        Parameters
        ----------
        message : str
            In English.
        german : str
            In German; the English one by default.
        field : str
            Name of the field, or "".
        """
        super().__init__(message)
        self.german = german or message
        self.field = field
