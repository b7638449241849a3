"""Keys of areas: always text, zero-padded, checked once, here.

| key     | digits | example      | what                                                       |
| ------- | ------ | ------------ | ---------------------------------------------------------- |
| land    | 2      | 06           | Land                                                       |
| region  | 3      | 064          | Regierungsbezirk                                           |
| kreis   | 5      | 06440        | Kreis or kreisfreie Stadt                                  |
| ags     | 8      | 06440002     | municipality (Amtlicher Gemeindeschlüssel)                 |
| verband | 9      | 064400002    | Gemeindeverband: the first nine digits of the ARS          |
| ars     | 12     | 064400002002 | municipality with its Verband (Amtlicher Regionalschlüssel) |
"""

from typing import Final, Literal

import polars as pl

from kleinstadt.errors import KeyFormatError

DIGITS: Final = {"land": 2, "region": 3, "kreis": 5, "gemeinde": 8, "verband": 9, "ars": 12}

LEVELS: Final = ("gemeinde", "verband", "kreis", "region", "land", "bund")

BUND: Final = "00"

LAENDER: Final = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}

STADTSTAATEN: Final = ("02", "04", "11")


def check_key(key: str, kind: str) -> str:
    """Return a key if it is well formed.

    Parameters
    ----------
    key : str
        The key.
    kind : {"land", "region", "kreis", "gemeinde", "verband", "ars"}
        What it should be a key of.

    Returns
    -------
    str
        The same key.

    Raises
    ------
    KeyFormatError
        With the reason, for instance a lost leading zero.

    Examples
    --------
    >>> check_key("12061112", "gemeinde")
    '12061112'
    """
    wanted = DIGITS[kind]
    if len(key) == wanted and key.isascii() and key.isdigit() and key[:2] in LAENDER:
        return key
    hint = f" Was a leading zero lost? '0{key}' would fit." if key.isdigit() and len(key) == wanted - 1 else ""
    msg = f"'{key}' is no {kind} key: expected {wanted} digits that begin with a Land (01 to 16).{hint}"
    raise KeyFormatError(msg)


def town_level(key: str) -> Literal["gemeinde", "verband"]:
    """Whether a town's key is that of a municipality or of a Verband; an alliance's is as long as a Verband's.

    Parameters
    ----------
    key : str
        Key of a municipality (8 digits), a Verband or an alliance (9 characters).

    Returns
    -------
    {"gemeinde", "verband"}
        Its level.
    """
    return "verband" if len(key) == DIGITS["verband"] else "gemeinde"


def pad_key(column: pl.Expr, kind: str) -> pl.Expr:
    """Text keys from whatever a spreadsheet made of them: 1001000.0, 1001000 and "01001000" all give "01001000".

    Parameters
    ----------
    column : pl.Expr
        Numbers or text.
    kind : {"land", "region", "kreis", "gemeinde", "verband", "ars"}
        What they are keys of.

    Returns
    -------
    pl.Expr
        Text; null for what is no number of so many digits, for the caller to report.

    Examples
    --------
    >>> pl.DataFrame({"key": ["1001000.0", "total"]}).select(pad_key(pl.col("key"), "gemeinde"))["key"].to_list()
    ['01001000', None]
    """
    text = column.cast(pl.String).str.strip_chars().str.replace(r"\.0$", "")
    padded = text.str.zfill(DIGITS[kind])
    return pl.when((text != "") & padded.str.contains(rf"^[0-9]{{{DIGITS[kind]}}}$")).then(padded)


def ags_of_ars(ars: pl.Expr) -> pl.Expr:
    """AGS (8 digits) of an ARS (12 digits): Kreis and municipality without the Verband.

    Parameters
    ----------
    ars : pl.Expr
        Text of 12 digits.

    Returns
    -------
    pl.Expr
        Text of 8 digits.

    Examples
    --------
    >>> pl.select(ags_of_ars(pl.lit("120610112112"))).item()
    '12061112'
    """
    return ars.str.slice(0, 5) + ars.str.slice(9, 3)


def verband_of_ars(ars: pl.Expr) -> pl.Expr:
    """Verband key (9 digits) of an ARS (12 digits).

    Parameters
    ----------
    ars : pl.Expr
        Text of 12 digits.

    Returns
    -------
    pl.Expr
        Text of 9 digits.
    """
    return ars.str.slice(0, 9)


def kreis_of(key: pl.Expr) -> pl.Expr:
    """Kreis key (5 digits) of an AGS, ARS or Verband key.

    Parameters
    ----------
    key : pl.Expr
        Text of 5 digits or more.

    Returns
    -------
    pl.Expr
        Text of 5 digits.
    """
    return key.str.slice(0, 5)


def region_of(key: pl.Expr) -> pl.Expr:
    """Regierungsbezirk key (3 digits) of an AGS, ARS, Verband or Kreis key.

    Parameters
    ----------
    key : pl.Expr
        Text of 3 digits or more.

    Returns
    -------
    pl.Expr
        Text of 3 digits.
    """
    return key.str.slice(0, 3)


def land_of(key: pl.Expr) -> pl.Expr:
    """Land key (2 digits) of any longer key.

    Parameters
    ----------
    key : pl.Expr
        Text of 2 digits or more.

    Returns
    -------
    pl.Expr
        Text of 2 digits.
    """
    return key.str.slice(0, 2)
