"""What a town's page tells machines: schema.org as JSON-LD."""

import json
from typing import Any

from markupsafe import Markup

from kleinstadt.compare.profile import Profile
from kleinstadt.territory.gazetteer import KEY_COLUMN


def schema_org(profile: Profile, name: str, description: str) -> Markup:
    """A municipality or Verband as an AdministrativeArea with its key, its Land and its key figures.

    Each figure is a PropertyValue with unit and period; one that is not known is left out.
    """
    area = profile.area
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "AdministrativeArea",
        "name": name,
        "description": description,
        "identifier": {"@type": "PropertyValue", "propertyID": "AGS" if profile.level == "gemeinde" else "ARS"},
        "containedInPlace": {"@type": "AdministrativeArea", "name": area["land_name"]},
        "additionalProperty": [
            {
                "@type": "PropertyValue",
                "propertyID": figure.indicator.id,
                "name": figure.indicator.de,
                "value": figure.value,
                "unitText": figure.indicator.unit_label("de"),
                "valueReference": figure.vintage,
            }
            for figure in profile.key_figures
            if figure.value is not None
        ],
    }
    about["identifier"]["value"] = area[KEY_COLUMN[profile.level]]
    return Markup(json.dumps(about, ensure_ascii=False).replace("<", "\\u003c"))
