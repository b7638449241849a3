"""INKAR 2021, table exports by Verband, borders of 31 December 2019: the employment rate 2001 to 2019.

The layout is that of INKAR's table export (table_export.py); the keys are INKAR's own eight digits, as text or, in rows
that somebody typed anew, as numbers. Unemployed, working-age population and income tax lie beside it as such tables and
are the sums of the municipalities in INKAR 2024, which are read instead (a test holds it).
"""

from typing import Final

from kleinstadt.sources.inkar.table_export import read
from kleinstadt.sources.reading.tables import Reader

READER: Final = Reader("inkar_verbaende_2019", read)
