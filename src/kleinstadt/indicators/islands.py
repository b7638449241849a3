"""Municipalities that no road leads to: nobody drives from there to a goal on the mainland, so there are no minutes."""

from typing import Final

FERRY, TRAIN = "only by ferry or plane", "only by rail over the Hindenburgdamm, ferry or plane"

# Key: name, and how people get there. Islands with a bridge or a dam for cars (Fehmarn, Poel, Rügen, Nordstrand) are
# not here. Keys of 2019 and later.
WITHOUT_ROAD: Final = {
    "01054005": ("Alkersum (Föhr)", FERRY),
    "01054015": ("Borgsum (Föhr)", FERRY),
    "01054025": ("Dunsum (Föhr)", FERRY),
    "01054039": ("Gröde", FERRY),
    "01054046": ("Hörnum (Sylt)", TRAIN),
    "01054050": ("Hallig Hooge", FERRY),
    "01054061": ("Kampen (Sylt)", TRAIN),
    "01054074": ("Langeneß", FERRY),
    "01054078": ("List auf Sylt", TRAIN),
    "01054083": ("Midlum (Föhr)", FERRY),
    "01054085": ("Nebel (Amrum)", FERRY),
    "01054087": ("Nieblum (Föhr)", FERRY),
    "01054089": ("Norddorf auf Amrum", FERRY),
    "01054094": ("Oevenum (Föhr)", FERRY),
    "01054098": ("Oldsum (Föhr)", FERRY),
    "01054103": ("Pellworm", FERRY),
    "01054129": ("Süderende (Föhr)", FERRY),
    "01054143": ("Utersum (Föhr)", FERRY),
    "01054149": ("Wenningstedt-Braderup (Sylt)", TRAIN),
    "01054158": ("Witsum (Föhr)", FERRY),
    "01054160": ("Wittdün auf Amrum", FERRY),
    "01054163": ("Wrixum (Föhr)", FERRY),
    "01054164": ("Wyk auf Föhr", FERRY),
    "01054168": ("Sylt", TRAIN),
    "01056025": ("Helgoland", FERRY),
    "03452002": ("Baltrum", FERRY),
    "03452013": ("Juist", FERRY),
    "03452020": ("Norderney", FERRY),
    "03455021": ("Wangerooge", FERRY),
    "03457002": ("Borkum", FERRY),
    "03462007": ("Langeoog", FERRY),
    "03462014": ("Spiekeroog", FERRY),
    "09187123": ("Chiemsee (Herreninsel, Fraueninsel)", FERRY),
    "13073040": ("Insel Hiddensee", FERRY),
}
