"""All figures of a town as an Excel file: a row a figure beside its group, its Land and Germany; sources on a sheet."""

import polars as pl

from kleinstadt.compare.profile import Figure, Profile
from kleinstadt.indicators.units import THEMES
from kleinstadt.spreadsheets import excel_bytes
from kleinstadt.words import categories as words
from kleinstadt.words import dates, labels
from kleinstadt.words.language import Lang, Text, pick

SHEETS = Text("Kennzahlen", "Figures"), Text("Quellen", "Sources"), Text("Hinweise", "Notes")
COLUMNS = {
    "theme": Text("Thema", "Theme"),
    "figure": Text("Kennzahl", "Figure"),
    "unit": Text("Einheit", "Unit"),
    "value": Text("Wert", "Value"),
    "when": Text("Stand", "As of"),
    "status": Text("Art der Angabe", "How it is known"),
    "group": Text(*labels.GROUP_WEIGHTED),
    "land": Text("Land", "Land"),
    "bund": Text(*labels.GERMANY),
    "median": Text(*labels.GROUP_MEDIAN),
    "percentile": Text("Platz in der Gruppe (0 bis 100)", "Place in the group (0 to 100)"),
    "sources": Text("Quelle", "Source"),
}


def figures_table(found: Profile, lang: Lang) -> bytes:
    """The Excel file: a sheet of figures, one of sources, and a note on a third that says borders and group.

    Parameters
    ----------
    found : Profile
        All figures of the town.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    bytes
        An Excel file.
    """
    figures = [figure for of in found.themes.values() for figure in of]
    rows = pl.DataFrame([_row(figure, lang) for figure in figures], infer_schema_length=None)
    table = rows.rename({name: pick(said, lang) for name, said in COLUMNS.items()})
    named, sources, notes = (pick(sheet, lang) for sheet in SHEETS)
    return excel_bytes({named: table, sources: _sources(figures, lang)}, _note(found, lang), notes)


def _row(figure: Figure, lang: Lang) -> dict[str, object]:
    digits, place = figure.indicator.decimals + 2, figure.place
    theme = figure.indicator.theme
    rounded = {
        name: None if one.value is None else round(one.value, digits)
        for name, one in (("group", figure.group), ("land", figure.land), ("bund", figure.bund))
    }
    return {
        "theme": pick(THEMES.get(theme, words.MORE_THEMES.get(theme, (theme, theme))), lang),
        "figure": figure.indicator.label(lang),
        "unit": figure.indicator.unit_label(lang),
        "value": None if figure.value is None else round(figure.value, digits),
        "when": dates.period(figure.vintage or "", lang) or None,
        "status": words.status(figure.status, lang),
        **rounded,
        "median": round(place.quartiles[1], digits) if place else None,
        "percentile": round(place.percentile, 1) if place else None,
        "sources": "; ".join(dict.fromkeys(origin.source.attribution_in(lang) for origin in figure.origins)),
    }


def _sources(figures: list[Figure], lang: Lang) -> pl.DataFrame:
    used = {origin.source_id: origin.source for figure in figures for origin in figure.origins}
    names = [pick(pair, lang) for pair in (("Zu nennen", "To be named"), ("Lizenz", "Licence"), ("Adresse", "Address"))]
    rows = [[one.attribution_in(lang), one.licence_in(lang), one.url] for one in used.values()]
    return pl.DataFrame(rows, schema=names, orient="row")


def _note(found: Profile, lang: Lang) -> str:
    group = f"{found.group.name(lang)} ({found.group.counted(lang)}). {found.group.rule(lang)}"
    german = f"{found.area['name']}, Grenzen von {found.year}. Gruppe: {group} Leere Zellen: die Art sagt, warum."
    english = f"{found.area['name']}, borders of {found.year}. Group: {group} Empty cells: how it is known says why."
    return f"{pick((german, english), lang)} {found.class_basis(lang)}".rstrip()
