"""Parquet tables that would take far more memory than their size says are refused before it is taken."""

import io
import resource
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.sturdy import parquet_bombs
from kleinstadt.errors import SourceContentError, SourceLayoutError, SourceMissingError
from kleinstadt.sources.reading import parquet
from kleinstadt.sources.reading.parquet import read_parquet


def written(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd")
    return stream.getvalue()


def refused(path: Path, data: bytes, match: str) -> None:
    """It is refused in so many words, and takes less than 60 MB."""
    path.write_bytes(data)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SourceContentError, match=match):
        read_parquet(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


def test_one_value_repeated_more_often_than_any_table_has_cells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "MOST_CELLS", 1_000_000)
    data = written(pa.table({"name": pa.DictionaryArray.from_arrays(pa.array([0] * 1_100_000, pa.int8()), ["Lauf"])}))
    assert len(data) < 4_000
    refused(tmp_path / "a.parquet", data, r"a\.parquet: claims 1,100,000 rows of 1 columns; .* nothing was read")


def test_a_page_that_inflates_to_more_than_the_footer_says_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "LARGEST_SHEET_MB", 8)
    data = written(pa.table({"name": ["x" * 9 * 2**20]}))
    whole = pq.read_metadata(io.BytesIO(data)).row_group(0).column(0).total_uncompressed_size
    number = bytearray()  # as the footer writes it: seven bits a byte, the lowest first, twice the number
    rest = 2 * whole
    while rest:
        number.append(rest & 0x7F | (0x80 if rest > 0x7F else 0))
        rest >>= 7
    assert data.count(number) >= 1
    lie = bytes([0x82, *[0x80] * (len(number) - 2), 0])  # 1, in as many bytes
    assert pq.read_metadata(io.BytesIO(data.replace(number, lie))).row_group(0).column(0).total_uncompressed_size == 1
    refused(tmp_path / "a.parquet", data.replace(number, lie), "pages that inflate to .* at most 8 MB")


def test_real_tables_pass_and_what_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with pytest.raises(SourceMissingError, match="no such file"):
        read_parquet(path)
    frame = pl.DataFrame(
        {"ags": ["09574138"], "value": [None], "share": [[1.5, 2.5]]}, schema_overrides={"value": pl.Float64}
    )
    frame.write_parquet(path)
    assert read_parquet(path).equals(frame)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SourceLayoutError, match=r"a\.parquet: is no whole Parquet file"):
        read_parquet(path)


def test_damaged_files_end_in_our_errors_or_in_a_table() -> None:
    said = {outcome for _, outcome in parquet_bombs.outcomes(300, 12)}
    assert said == {"read", "refused"}
