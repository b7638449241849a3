"""Which parser reads which source."""

from pathlib import Path
from typing import Final

from kleinstadt.sources import (
    bbsr_crosswalk,
    bbsr_reference,
    bbsr_reference_2020,
    broadband,
    census_grid,
    commuters,
    destatis_changes,
    dwellings,
    gazetteer_excel,
    gv100,
    hebesaetze,
    inkar,
    inkar_kreise,
    lage_plz4,
    landuse,
    regiostar,
    renewables,
    schools,
    zensus2022,
)
from kleinstadt.sources.reading import RawFile, Reader, Reading

READERS: Final[dict[str, Reader]] = {
    "gv": gazetteer_excel.read,
    "gv100": gv100.read,
    "bbsr_reference": bbsr_reference.read,
    "bbsr_crosswalk": bbsr_crosswalk.read,
    "bbsr_reference_2020": bbsr_reference_2020.read,
    "bbsr_lage_plz4": lage_plz4.read,
    "destatis_changes": destatis_changes.read,
    "breitbandatlas": broadband.read,
    "inkar": inkar.read,
    "inkar_kreise": inkar_kreise.read,
    "hebesaetze": hebesaetze.read,
    "landuse": landuse.read,
    "dwellings": dwellings.read,
    "regiostar": regiostar.read,
    "renewables": renewables.read,
    "zensus2022": zensus2022.read,
    "zensus2011_grid": census_grid.read,
    "pendler": commuters.read,
    "jedeschule": schools.read,
}


def read_raw(raw: Path, file: RawFile) -> Reading:
    """The tidy tables of one raw file; the parser's errors name the file."""
    return READERS[file.source](raw / file.path, file)
