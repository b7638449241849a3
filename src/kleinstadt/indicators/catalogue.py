"""All declared indicators, by id."""

from typing import Final

from kleinstadt.errors import UnknownNameError
from kleinstadt.indicators import ages, digital, energy, finances, housing, land, location, population, services, work
from kleinstadt.indicators.model import Indicator

_THEMES: Final = (population, ages, land, location, work, housing, services, digital, finances, energy)

INDICATORS: Final[dict[str, Indicator]] = {indicator.id: indicator for theme in _THEMES for indicator in theme.DECLARED}


def indicator(indicator_id: str) -> Indicator:
    """The indicator of this id.

    Parameters
    ----------
    indicator_id : str
        Id of an indicator (docs/indicators.md).

    Returns
    -------
    Indicator
        As it is declared.

    Raises
    ------
    UnknownNameError
        For an id that is not declared, with the nearest three.

    Examples
    --------
    >>> indicator("residents_per_job").en
    'Residents per job'
    """
    if indicator_id in INDICATORS:
        return INDICATORS[indicator_id]
    from rapidfuzz import process

    words = {found: found.replace("_", " ") for found in INDICATORS}
    near = [found for _, _, found in process.extract(indicator_id.replace("_", " "), words, limit=3)]
    msg = f"No indicator '{indicator_id}'. Near: {', '.join(near)}."
    german = f"Kein Indikator „{indicator_id}“. Ähnlich: {', '.join(near)}."
    raise UnknownNameError(msg, german, listed="indicators")


def needed_variables() -> set[str]:
    """Every variable of the fact table that some indicator needs: what an edition keeps.

    Returns
    -------
    set of str
        Names of variables.
    """
    return {name for declared in INDICATORS.values() for name in declared.variables}


OCCUPATION: Final = "occupation_"
"""How variables of employees by occupation group and Kreis begin: the report adds them up by a table of its own."""
