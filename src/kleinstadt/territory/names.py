"""Names of places as they are compared, however somebody or some register writes them."""

import re
import unicodedata
from typing import Final

UNINHABITED: Final = "gemfr"  # how registers mark areas without municipality, among them namesakes of towns
_BETWEEN_WORDS: Final = re.compile(r"[^a-z0-9]+")
_FOLDED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(name: str) -> str:
    """A name as compared: lower case, umlauts written out, no accents, titles or punctuation.

    Umlauts in two parts, as macOS writes them (NFD), are the same as in one.
    """
    plain = unicodedata.normalize("NFC", name).lower().partition(",")[0]
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_FOLDED)).encode("ascii", "ignore").decode()
    return _BETWEEN_WORDS.sub(" ", plain).strip()


def short(name: str) -> str:
    """A name as people say it: without what registers write behind the comma ("Stadt", "GKSt", "M", "St").

    An area without municipality keeps it, since it often bears the name of a town.
    """
    own, _, title = name.partition(",")
    return name if title.strip().lower().startswith((UNINHABITED, "gemeindefrei")) else own
