"""Making the base map's files out of the raw folder, the same byte for byte every time."""

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import polars as pl

from kleinstadt.edition.base_map import ground, place_names, railways
from kleinstadt.edition.base_map.shapes import Feature, written
from kleinstadt.edition.edition import Edition
from kleinstadt.errors import SourceMissingError
from kleinstadt.files import folder_written_whole, sha256_of, take_over
from kleinstadt.sources.catalogue import SOURCES

COARSE: Final = 3  # digits of a degree: 110 m, finer than a source of 1:10 million
FINE: Final = 4  # 11 m
FIRST_ZOOM: Final = 85  # tenths: names that are written up to here come first
READ: Final[dict[str, tuple[str, ...]]] = {  # whose files are read
    "natural_earth": tuple(f"karte/{name}" for name in ground.FILES),
    "db_railways": railways.FILES,
    "euronym": (place_names.FILE,),
}
MANIFEST: Final = "manifest.json"


@dataclass(frozen=True)
class Made:
    """What was written.

    Attributes
    ----------
    sizes : dict of str to int
        Bytes of each file, by name.
    """

    sizes: dict[str, int]


def build(raw: Path, out: Path, edition: Edition) -> Made:
    """Write the base map's files and their manifest, all at once or none; what else is there stays.

    Parameters
    ----------
    raw : Path
        Folder of raw files.
    out : Path
        Folder of the base map.
    edition : Edition
        Whose borders and names are taken, of its newest year.

    Returns
    -------
    Made
        Names and sizes.

    Raises
    ------
    SourceMissingError
        For a file that is not there.
    SourceLayoutError
        For a file that is no GeoJSON.
    SourceContentError
        For a name of a river far from any.
    """
    for name in (name for names in READ.values() for name in names):
        if not (raw / name).is_file():
            msg = f"{name}: is not in the raw folder {raw}; the base map is made of it."
            raise SourceMissingError(msg)
    germany = edition.polygons(edition.years[-1], "bund").geometry.iloc[0]
    around = ground.ground(raw / "karte", germany)
    made = {
        "ground.json": written(around, COARSE),
        "railways.json": written(railways.railways(raw), FINE),
        **_names(raw, edition, next(one for one in around if one.about["kind"] == "river")),
    }
    made[MANIFEST] = _manifest(raw, made)
    with folder_written_whole(out) as beside:
        for name, data in made.items():
            (beside / name).write_bytes(data)
        take_over(out, beside, lambda name: name not in made)
    return Made({name: len(data) for name, data in made.items()})


def _names(raw: Path, edition: Edition, rivers: Feature) -> dict[str, bytes]:
    """Names of waters and of the places that come first; the other places."""
    places = place_names.place_names(raw, edition)
    table = pl.read_csv(files(__package__).joinpath("water_names.csv").read_bytes())
    waters = ground.water_names(table, rivers.shape)
    first = pl.col("zoom") <= FIRST_ZOOM
    return {
        "names.json": _json({"waters": waters, "places": _columns(places.filter(first))}),
        "more_names.json": _json({"waters": [], "places": _columns(places.filter(~first))}),
    }


def _columns(places: pl.DataFrame) -> dict[str, list[Any]]:
    return {name: places[name].to_list() for name in places.columns}


def _json(what: dict[str, Any]) -> bytes:
    return (json.dumps(what, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _manifest(raw: Path, made: dict[str, bytes]) -> bytes:
    """Whose files were read, under which licence, and what came out."""
    read = [
        {
            "source": name,
            "attribution": SOURCES[name].attribution,
            "licence": SOURCES[name].licence,
            "files": {path: sha256_of(raw / path) for path in paths},
        }
        for name, paths in READ.items()
    ]
    out = {name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in made.items()}
    about = {"read": read, "borders": "the edition's own (vg250)", "files": out}
    return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()
