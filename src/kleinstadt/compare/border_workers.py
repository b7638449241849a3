"""Towns whose people work beyond the border: German counts of employees and German taxes miss them.

Employees are counted where they are insured, and income is often taxed where it is earned. So a rate of 21 % in Perl,
beside Luxembourg, says nothing about work, and nobody is judged by it. Whether it is so is inferred, as nobody
publishes it by municipality: few employees for those of working age, and places abroad near by. Of 201 municipalities
with a rate under 50 % in 2023, 158 lie so; among the others are places with camps or barracks.
"""

from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.kept_levels import CODE
from kleinstadt.edition.edition import Level
from kleinstadt.edition.kept_columns import code_of
from kleinstadt.words.language import Text

RATE: Final = "employment_rate_gemeinde_pct"
AFFECTED: Final = frozenset(
    (RATE, "employment_rate_pct", "income_tax_eur_per_head", "tax_revenue_eur_per_head", "tax_strength_eur_per_head")
)
FEW: Final = 55.0  # employees per 100 residents of working age
NEAR_KM: Final = 20.0
KM_PER_DEGREE: Final = 111.2
PLACES: Final = Path(__file__).parents[1] / "travel" / "modelled" / "abroad.csv"
CAVEAT: Final = Text(
    "Viele, die hier wohnen, arbeiten vermutlich jenseits der Grenze. Dort sind sie versichert und zahlen oft auch "
    "Steuern, deshalb fehlen sie in Beschäftigtenquote und Steuereinnahmen; danach wird hier nicht geurteilt.",
    "Many who live here probably work beyond the border. They are insured there and often pay taxes there, so the "
    "rate of employment and tax revenue miss them; nobody is judged by these here.",
)


def work_abroad(atlas: Atlas, year: int, level: Level) -> NDArray[np.bool_]:
    """Of which areas of a level probably many work abroad: few are employed, and most live near a place abroad.

    Parameters
    ----------
    atlas : Atlas
        Columns of an edition.
    year : int
        Year of the borders.
    level : Level
        Level of the areas.

    Returns
    -------
    array of bool
        One entry an area: under FEW employees per 100 residents of working age, and more than half of its people live
        within NEAR_KM of a place abroad.
    """
    return atlas.once(("work abroad", year, level), lambda: _work_abroad(atlas, year, level))


def _work_abroad(atlas: Atlas, year: int, level: Level) -> NDArray[np.bool_]:
    areas = atlas.areas(year, level)
    if RATE not in atlas.indicators:
        return np.zeros(len(areas.keys), dtype=np.bool_)

    def make() -> pl.DataFrame:
        return pl.DataFrame({"abroad": _few_and_near(atlas, areas)})

    what = f"{level}-work-abroad-{CODE}-{code_of(__file__, str(PLACES))}"
    return atlas.edition.frame_kept(what, year, make)["abroad"].to_numpy()


def _few_and_near(atlas: Atlas, areas: Areas) -> NDArray[np.bool_]:
    few: NDArray[np.bool_] = atlas.column(RATE, areas.year, areas.level).values < FEW
    towns = atlas.edition.members(areas.year).select("lon", "lat", "population").fill_null(0.0).to_numpy()
    asked = np.flatnonzero(few[areas.area_of])
    people = towns[asked, 2]
    near, every = (
        np.bincount(areas.area_of[asked], weights, minlength=len(areas.keys))
        for weights in (people * _near(towns[asked, :2]), people)
    )
    return few & (near > every / 2)


def _near(places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether a place abroad lies near; places : longitude and latitude in degrees, one row each."""
    from kleinstadt.travel.modelled.declared import in_degrees  # asked once a year of territory, then kept

    others = in_degrees(PLACES.name).select("lon", "lat").to_numpy()
    apart = (places[:, None, :] - others[None, :, :]) * KM_PER_DEGREE
    apart[:, :, 0] *= np.cos(np.radians(places[:, 1]))[:, None]
    near: NDArray[np.bool_] = (np.hypot(apart[:, :, 0], apart[:, :, 1]) <= NEAR_KM).any(axis=1)
    return near
