"""A profile by the API is put together from shared pieces, at once where they are kept, the same to the last byte."""

import asyncio
import threading
from random import Random

import numpy as np
import polars as pl
import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from kleinstadt.compare.areas import Areas
from kleinstadt.compare.beside import beside, own_figures
from kleinstadt.compare.columns import Atlas
from kleinstadt.compare.groups import group_of
from kleinstadt.compare.profile import profile
from kleinstadt.edition.edition import Level
from kleinstadt.indicators.catalogue import INDICATORS
from kleinstadt.indicators.units import THEMES
from kleinstadt.memory import Kept
from kleinstadt.report.tables.export import clean
from kleinstadt.web.api.areas import AreaCalls
from kleinstadt.web.api.profile_rows import numbers, rows_written
from kleinstadt.web.api.responses import Written
from kleinstadt.web.serving.at_once import at_once
from kleinstadt.web.serving.site import Site

YEARS = (2024, 2019)
AREA_LEVELS: tuple[Level, ...] = ("gemeinde", "verband", "kreis", "land", "bund")


@pytest.fixture(scope="module")
def calls(client: TestClient) -> AreaCalls:
    return AreaCalls(client.app.state.site)  # type: ignore[attr-defined]


def some(areas: Areas, partial: list[int], most: int) -> list[str]:
    """Keys of areas: those of whose figures many are partial, any others, and some in which nobody lives."""
    empty = [row for row in range(len(areas.keys)) if not areas.inhabited[row]][:5]
    rows = [*partial, *Random(7).sample(range(len(areas.keys)), min(most, len(areas.keys))), *empty]
    return [areas.keys[row] for row in dict.fromkeys(rows)]


def most_partial(atlas: Atlas, year: int, level: Level) -> list[int]:
    """The areas of which most figures are known for a part only."""
    lacking = [atlas.column(name, year, level).status.where("partial") for name in atlas.indicators]
    return list(np.argsort(-np.sum(lacking, axis=0), kind="stable")[:10])


@pytest.mark.parametrize("level", AREA_LEVELS)
@pytest.mark.parametrize("year", YEARS)
def test_rows_put_together_are_those_of_the_table_to_the_last_byte(calls: AreaCalls, year: int, level: Level) -> None:
    atlas = calls.atlas
    areas = atlas.areas(year, level)
    for key in some(areas, most_partial(atlas, year, level), 60):
        written = rows_written(atlas, areas, key, group_of(atlas, areas, key))
        assert written == clean(calls._tabled(key, year).frame).write_json().encode(), (year, level, key)


@pytest.mark.parametrize("level", AREA_LEVELS)
def test_figures_all_at_once_are_those_of_each_column(calls: AreaCalls, level: Level) -> None:
    atlas = calls.atlas
    areas = atlas.areas(2024, level)
    for key in some(areas, most_partial(atlas, 2024, level), 10):
        row, group = areas.row[key], group_of(atlas, areas, key)
        own = own_figures(atlas, areas, row, beside(atlas, areas, group))
        figures = {one.indicator.id: one for theme in profile(atlas, level, key, 2024).themes.values() for one in theme}
        for at, name in enumerate(atlas.indicators):
            column, figure = atlas.column(name, 2024, level), figures[name]
            expected = column.own(row)
            assert figure.own == expected
            assert (own.value[at], own.status[at], own.people_pct[at], own.area_pct[at]) == (
                expected.value,
                expected.status,
                expected.people_pct,
                expected.area_pct,
            )
            assert own.vintage[at] == column.vintage[row] == figure.vintage
            inside = column.values[group.mask & atlas.own(name, 2024, level)]
            inside = inside if len(inside) >= 8 else column.values[group.mask]
            known = inside[~np.isnan(inside)]
            if expected.value is None or len(known) < 2:
                assert figure.place is None and own.percentile[at] is None
            else:
                lower, same = (known < expected.value).sum(), (known == expected.value).sum()
                assert own.lower[at] == lower
                assert own.percentile[at] == pytest.approx((lower + same / 2) / len(known) * 100, abs=1e-9)


def test_indicators_are_declared_theme_by_theme() -> None:
    themes = list(dict.fromkeys(one.theme for one in INDICATORS.values()))
    assert [one.theme for one in INDICATORS.values()] == sorted(
        (one.theme for one in INDICATORS.values()), key=themes.index
    )
    assert themes == [theme for theme in THEMES if theme in themes], "profiles show them in the order of the themes"


def test_numbers_are_written_as_polars_writes_them() -> None:
    odd = [0.1 + 0.2, 4.0, -0.0, 1e-6, 1.5e-5, 123456.7890125, 1e15, 1.5e16, 3e22, None, float("nan"), 1e-9]
    column = pl.DataFrame({"n": pl.Series(odd, dtype=pl.Float64, strict=False)})
    assert numbers(odd) == [row["n"] for row in _raw(clean(column).write_json())]
    assert numbers([]) == []


def _raw(written: str) -> list[dict[str, bytes]]:
    return [{"n": part.split(":")[1].encode()} for part in written.removeprefix("[{").removesuffix("}]").split("},{")]


def test_what_is_kept_is_given_at_once_and_what_must_be_made_waits_in_a_thread() -> None:
    kept, here = Kept(1_000), threading.get_ident()

    def make() -> tuple[int, int]:
        return kept.once("thing", lambda: 7), threading.get_ident()

    first, thread = asyncio.run(at_once(make))
    assert first == 7 and thread != here, "it had to be made"
    assert asyncio.run(at_once(make)) == (7, here)


def test_an_error_within_an_answer_at_once_is_the_askers_and_the_next_may_make_again() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(at_once(fail))
    assert Kept(100).once("key", lambda: 1) == 1


class Watched(AreaCalls):
    """Remembers the thread in which the last profile was finished."""

    finished_in = 0

    def _written(self, key: str, year: int | None) -> Written:
        made = super()._written(key, year)
        self.finished_in = threading.get_ident()
        return made


def test_a_year_that_nobody_asked_for_yet_is_made_in_a_thread(calls: AreaCalls) -> None:
    watched = Watched(Site(Atlas(calls.atlas.edition)))
    areas = calls.atlas.areas(2019, "gemeinde")
    mask = group_of(calls.atlas, areas, "06440002").mask & (areas.codes["land"] == "06")
    key, other = [areas.keys[row] for row in np.flatnonzero(mask)[:2]]

    def ask(wanted: str) -> bool:
        """Whether the answer was made here."""
        scope = {"type": "http", "method": "GET", "path": f"/api/v1/profile/{wanted}", "query_string": b"year=2019"}
        request = Request({**scope, "headers": [], "server": ("x", 80), "scheme": "http"})
        assert asyncio.run(watched.profile(request, wanted, 2019)).status_code == 200
        return watched.finished_in == threading.get_ident()

    assert not ask(key), "nothing is there"
    assert ask(other), "of the same group and Land, so that nothing has to be made"
    assert ask(key)
