"""Commuters between Kreise."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kleinstadt.errors import SourceContentError, SourceLayoutError
from kleinstadt.sources.catalogue import known_files
from kleinstadt.sources.employment_agency import commuters
from kleinstadt.sources.reading.tables import FLOWS, RawFile

FILE = RawFile("pendler/kreise_pendler_2019-12.csv", "pendler", date(2019, 12, 31), "2019", "")
HEADER = "id_kreis_a,id_kreis_b,inandout,incoming,outgoing"
KREISE = ["1001", "1002", "16077"]


def table(flows: dict[tuple[str, str], int]) -> str:
    """Every pair, told from both sides, from flows (residence, work)."""
    rows = []
    for a in KREISE:
        for b in KREISE:
            into, out = flows.get((b, a), 0), flows.get((a, b), 0)
            rows.append(f"{a},{b},{into + out},{into},{out}")
    return "\n".join([HEADER, *rows]) + "\n"


SAMPLE = table({("1001", "1002"): 693, ("1002", "1001"): 345, ("1002", "16077"): 28})


def write(folder: Path, text: str) -> Path:
    path = folder / "kreise_pendler_2019-12.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_flows_run_from_residence_to_work(tmp_path: Path) -> None:
    flows = commuters.read(write(tmp_path, SAMPLE), FILE).flows
    assert flows is not None
    assert dict(flows.schema) == FLOWS
    assert flows.select("from_id", "to_id", "value").rows() == [
        ("01001", "01002", 693.0),
        ("01002", "01001", 345.0),
        ("01002", "16077", 28.0),
    ]


PAIRS = [(a, b) for a in KREISE for b in KREISE if a != b]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.integers(0, 1000), min_size=len(PAIRS), max_size=len(PAIRS)))
def test_nobody_is_lost_or_made(tmp_path: Path, counts: list[int]) -> None:
    text = table(dict(zip(PAIRS, counts, strict=True)))
    flows = commuters.read(write(tmp_path, text), FILE).flows
    assert flows is not None
    assert flows["value"].sum() == sum(counts)
    assert flows.height == sum(count > 0 for count in counts)


@pytest.mark.parametrize(
    ("old", "new", "error", "message"),
    [
        ("1001,1002,1038,345,693", "1001,1002,1039,346,693", SourceContentError, "contradict"),
        ("1001,1002,1038,345,693", "1001,1002,1000,345,693", SourceContentError, "01001 and 01002.*1000"),
        ("1002,1001,1038,693,345\n", "", SourceContentError, "contradict"),
        ("1002,1001,1038,693,345", "1001,1002,1038,345,693", SourceContentError, "share a key"),
        ("1002,1001,1038,693,345", "abc,1001,1038,693,345", SourceContentError, "data row 4"),
        ("1002,1001,1038,693,345", "1002,1001,1038,693,-345", SourceContentError, "data row 4"),
        ("1002,1001,1038,693,345", "1002,1001,1038,693,*", SourceContentError, "column 'outgoing'"),
        ("incoming", "in", SourceLayoutError, "incoming"),
    ],
)
def test_bad_input_is_refused(tmp_path: Path, old: str, new: str, error: type[Exception], message: str) -> None:
    assert old in SAMPLE
    with pytest.raises(error, match=message):
        commuters.read(write(tmp_path, SAMPLE.replace(old, new, 1)), FILE)


def test_the_matrix_of_2019(raw_dir: Path) -> None:
    file = next(file for file in known_files() if file.source == "pendler")
    flows = commuters.read(raw_dir / file.path, file).flows
    assert flows is not None
    assert flows.height == 44_078
    assert flows["value"].sum() == 12_696_929
    assert flows["value"].min() == 10  # smaller flows are withheld
    assert flows["from_id"].n_unique() == 401
    frankfurt = flows.filter(pl.col("to_id") == "06412")["value"].sum()
    assert frankfurt == 385_739  # far more come to Frankfurt than leave it
    assert flows.filter(pl.col("from_id") == "06412")["value"].sum() == 100_353
