"""What the page of a town or a region tells machines: schema.org as JSON-LD."""

import json
from typing import Any, Final

from markupsafe import Markup

from kleinstadt.compare.profile import Figure, Profile
from kleinstadt.edition.edition import Level
from kleinstadt.territory.gazetteer import KEY_COLUMN
from kleinstadt.words.language import Lang, pick

TYPES: Final[dict[Level, str]] = {"land": "State", "bund": "Country"}
KEYS: Final[dict[Level, str]] = {
    "gemeinde": "AGS",
    "verband": "ARS",
    "kreis": "Kreisschlüssel",
    "land": "Landesschlüssel",
}


def schema_org(profile: Profile, name: str, description: str, lang: Lang) -> Markup:
    """An area with its key, what it lies in and its key figures, in the language of the page.

    Each figure is a PropertyValue with unit and period; one that is not known is left out.

    Parameters
    ----------
    profile : Profile
        Of the area.
    name : str
        As the page writes it.
    description : str
        What it is, in one sentence.
    lang : {"de", "en"}
        Language of the page.

    Returns
    -------
    Markup
        JSON for a script element: no "<" in it.
    """
    level, figures = profile.level, [figure for figure in profile.key_figures if figure.value is not None]
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(level, "AdministrativeArea"),
        "name": name,
        "description": description,
        **_key(profile),
        **_place(profile, lang),
        "additionalProperty": [_figure(figure, lang) for figure in figures],
    }
    return Markup(json.dumps(about, ensure_ascii=False).replace("<", "\\u003c"))


def _key(profile: Profile) -> dict[str, Any]:
    if profile.level not in KEYS:
        return {}
    value = profile.area[KEY_COLUMN[profile.level]]
    return {"identifier": {"@type": "PropertyValue", "propertyID": KEYS[profile.level], "value": value}}


def _place(profile: Profile, lang: Lang) -> dict[str, Any]:
    country = {"@type": "Country", "name": pick(("Deutschland", "Germany"), lang)}
    if profile.level in TYPES:
        return {"containedInPlace": country} if profile.level == "land" else {}
    land = {"@type": "State", "name": profile.area["land_name"], "containedInPlace": country}
    return {"containedInPlace": land}


def _figure(figure: Figure, lang: Lang) -> dict[str, Any]:
    return {
        "@type": "PropertyValue",
        "propertyID": figure.indicator.id,
        "name": figure.indicator.label(lang),
        "value": figure.value,
        "unitText": figure.indicator.unit_label(lang),
        "valueReference": figure.vintage,
    }
