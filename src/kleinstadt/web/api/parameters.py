"""What calls of the API may ask for: each parameter once, with its limits and its words for the description."""

from dataclasses import dataclass, fields
from typing import Annotated, Final, Literal

import polars as pl
from fastapi import Depends, Path, Query

from kleinstadt.territory.areas import SIZES
from kleinstadt.web.api.responses import MOST_ROWS, Format
from kleinstadt.words.labels import SMALL_TOWNS

MOST_INDICATORS: Final = 10

Year = Annotated[int | None, Query(ge=1990, le=2100, description="Borders of this year; the newest if absent.")]
LevelOf = Annotated[Literal["gemeinde", "verband", "kreis", "land", "bund"], Query(description="Level of territory.")]
TownLevel = Annotated[Literal["gemeinde", "verband"], Query(description="Municipalities or Verbände.")]
Keys = Annotated[str | None, Query(max_length=2000, description="Keys of areas, separated by commas.")]
NeededKeys = Annotated[str, Query(max_length=2000, description="Keys of areas, separated by commas.")]
Indicator = Annotated[str, Path(max_length=80, description="Id of an indicator.")]
Indicators = Annotated[
    str,
    Query(
        max_length=400,
        description=f"Ids of up to {MOST_INDICATORS} indicators, separated by commas.",
        json_schema_extra={"pattern": f"^[a-z0-9_]+(,[a-z0-9_]+){{0,{MOST_INDICATORS - 1}}}$"},
    ),
]
Period = Annotated[str | None, Query(max_length=10, description='Exactly this period ("2019", "2019-12").')]
Key = Annotated[
    str,
    Path(
        pattern=r"^[0-9 ]{1,20}$",
        description="Key of a municipality (AGS, 8 digits, or ARS, 12), a Verband (9), a Kreis (5), a Land (2) or "
        "Germany (00), also with blanks or without its first zero.",
    ),
]
Form = Annotated[Format, Query(description="Format of the answer.", alias="format")]
Wanted = Annotated[str, Query(max_length=80, description="A name, however spelled, or a key.")]
Most = Annotated[int, Query(ge=1, le=50, description="Places at most.")]

Computed = Annotated[bool, Query(description="Leave official classes aside: type and Lage as the rules give them.")]

Land = Annotated[str | None, Query(pattern=r"^[0-9]{2}$", description="Key of a Land, e.g. 06.")]
Kreis = Annotated[str | None, Query(pattern=r"^[0-9]{5}$", description="Key of a Kreis, e.g. 06440.")]
Within = Annotated[
    str | None,
    Query(
        pattern=r"^([0-9]{2}|[0-9]{5})$",
        description="Key of a Land (2 digits) or Kreis (5): only areas within it, in full detail.",
    ),
]
Type = Annotated[
    Literal["grossstadt", "mittelstadt", "kleinstadt", "groessere_kleinstadt", "kleine_kleinstadt", "landgemeinde"]
    | None,
    Query(description="Stadt- und Gemeindetyp of the Verband; kleinstadt means both kinds of small towns."),
]
OwnType = Annotated[
    Literal["grossstadt", "mittelstadt", "kleinstadt", "groessere_kleinstadt", "kleine_kleinstadt", "landgemeinde"]
    | None,
    Query(description="Type of a municipality by itself, within which municipalities are compared (level=gemeinde)."),
]
Lage = Annotated[
    Literal["sehr_zentral", "zentral", "peripher", "sehr_peripher"] | None,
    Query(description="Location of the Verband."),
]
Size = Annotated[
    str | None,
    Query(
        pattern=f"^({'|'.join(SIZES)})$",
        description="Class of population, as in the column size of /areas.",
        json_schema_extra={"enum": list(SIZES)},
    ),
]


@dataclass(frozen=True)
class Filter:
    """Which areas are meant; None lets all through.

    Attributes
    ----------
    land, kreis : str, optional
        Key of a Land (2 digits), of a Kreis (5).
    type : str, optional
        Stadt- und Gemeindetyp of the Verband; "kleinstadt" means both kinds of small towns.
    own_type : str, optional
        Type of a municipality by itself.
    lage : str, optional
        Location of the Verband.
    size : str, optional
        Class of population, one of SIZES.
    """

    land: Land = None
    kreis: Kreis = None
    type: Type = None
    own_type: OwnType = None
    lage: Lage = None
    size: Size = None

    def of(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows that pass.

        Parameters
        ----------
        frame : pl.DataFrame
            Areas, with a column for each filter that is set.

        Returns
        -------
        pl.DataFrame
            In the same order.
        """
        for column in [field.name for field in fields(self)]:
            value = getattr(self, column)
            if value is not None:
                values = list(SMALL_TOWNS) if value == "kleinstadt" else [value]
                frame = frame.filter(pl.col(column).cast(pl.String).is_in(values))
        return frame


@dataclass(frozen=True)
class Paging:
    """In which format, and which part of the rows.

    Attributes
    ----------
    form : {"json", "csv", "parquet", "xlsx"}
        Format of the answer.
    limit : int
        Rows at most.
    offset : int
        Rows before the first.
    """

    form: Form = "json"
    limit: Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows a call.")] = 1000
    offset: Annotated[int, Query(ge=0, le=10_000_000, description="Rows to skip; meta.page.next is the next page.")] = 0


Filtered = Annotated[Filter, Depends()]
Paged = Annotated[Paging, Depends()]
