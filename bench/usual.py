"""The usual way: pandas reads each raw file into frames of cells, Excel through openpyxl or xlrd."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pandas as pd

WIDEST: Final = 20


def read_all(raw: Path, paths: Iterable[str]) -> dict[str, list[pd.DataFrame]]:
    """Every sheet of every file, as it stands: no check, no key, no carrying over reforms."""
    return {path: read(raw / path) for path in paths}


def read(path: Path) -> list[pd.DataFrame]:
    """All tables of one file."""
    if path.suffix in (".xlsx", ".xls"):
        engine = "openpyxl" if path.suffix == ".xlsx" else "xlrd"
        return list(pd.read_excel(path, sheet_name=None, header=None, engine=engine).values())
    if path.suffix == ".parquet":
        return [pd.read_parquet(path)]
    if path.suffix == ".json":
        return [pd.DataFrame(json.loads(path.read_text(encoding="utf-8")))]
    if path.suffix == ".txt":
        return [pd.read_fwf(path, widths=[2, 6, 2, 8, 4, 50, 50, 6, 11, 11, 11, 4, 5], header=None, dtype=str)]
    return [_read_csv(path)]


def _read_csv(path: Path) -> pd.DataFrame:
    """Try encodings and separators until one fits, as people do."""
    for encoding in ("utf-8", "cp1252"):
        for separator in (",", ";"):
            try:
                frame = pd.read_csv(path, sep=separator, encoding=encoding, dtype=str)
            except (UnicodeDecodeError, pd.errors.ParserError):
                continue
            if frame.shape[1] > 1:
                return frame
    with_heading = {"sep": ";", "encoding": "cp1252", "header": None, "names": range(WIDEST)}  # lines of text first
    return pd.read_csv(path, dtype=str, **with_heading)


def main(raw: Path, paths: list[str], key: str = "") -> None:
    """Read the files and, if there is a key, find the rows that hold it."""
    for path, frames in read_all(raw, paths).items():
        keys = {key, key.lstrip("0")}
        rows = [frame[frame.astype(str).isin(keys).any(axis=1)] if key else frame for frame in frames]
        print(path, sum(map(len, rows)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[3:], sys.argv[2])
