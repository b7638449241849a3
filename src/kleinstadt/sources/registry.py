"""Which parser reads which source."""

from pathlib import Path
from typing import Final

from kleinstadt.sources.bbsr import crosswalk as bbsr_crosswalk
from kleinstadt.sources.bbsr import lage_plz4
from kleinstadt.sources.bbsr import reference_2015 as bbsr_reference
from kleinstadt.sources.bbsr import reference_2020 as bbsr_reference_2020
from kleinstadt.sources.bmdv import regiostar
from kleinstadt.sources.bnetza import renewables
from kleinstadt.sources.broadband import atlas as broadband
from kleinstadt.sources.destatis import changes as destatis_changes
from kleinstadt.sources.destatis import gazetteer_excel, gv100
from kleinstadt.sources.employment_agency import commuters
from kleinstadt.sources.inkar import kreise as inkar_kreise
from kleinstadt.sources.inkar import table_export as inkar
from kleinstadt.sources.jedeschule import schools
from kleinstadt.sources.reading.tables import RawFile, Reader, Reading
from kleinstadt.sources.statistical_offices import census_grid, dwellings, hebesaetze, landuse, zensus2022

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
