"""Words for what people choose in a plan: stages, states, priorities, in German and English."""

from typing import Final

from kleinstadt.words.language import Text

STAGES: Final = {
    "idea": Text("Idee", "Idea"),
    "pool": Text("Vorrat", "Pool"),
    "measure": Text("Maßnahme", "Measure"),
    "key_project": Text("Leitprojekt", "Key project"),
}
PRIORITIES: Final = {
    "": Text("noch offen", "not set"),
    "1": Text("I: in den nächsten fünf Jahren", "I: within five years"),
    "2": Text("II: in den Jahren 6 bis 10", "II: years 6 to 10"),
    "3": Text("III: später", "III: later"),
}
STATES: Final = {
    "not_begun": Text("nicht begonnen", "not begun"),
    "preparing": Text("in Vorbereitung", "in preparation"),
    "applied": Text("beantragt", "applied for"),
    "granted": Text("bewilligt", "granted"),
    "building": Text("im Bau", "under construction"),
    "running": Text("laufend", "running"),
    "done": Text("fertig", "done"),
    "deferred": Text("zurückgestellt", "deferred"),
    "given_up": Text("aufgegeben", "given up"),
}
MATURITIES: Final = {
    "": Text("noch offen", "not set"),
    "idea": Text("Idee", "idea"),
    "preliminary": Text("Vorplanung (Leistungsphase 2)", "preliminary design"),
    "design": Text("Entwurf (Leistungsphase 3)", "design"),
    "permit": Text("Genehmigung", "permit"),
    "tender": Text("ausschreibungsreif", "ready for tender"),
}
KINDS: Final = {
    "": Text("noch offen", "not set"),
    "building": Text("Investition, Bau", "building"),
    "site": Text("Ordnungsmaßnahme", "site work"),
    "planning": Text("Planung, Gutachten", "planning, survey"),
    "management": Text("Management", "management"),
    "fund": Text("Fonds, Anreizprogramm", "fund"),
    "rules": Text("Satzung, Verwaltung", "rules, administration"),
    "cooperation": Text("Kooperation", "cooperation"),
}
COST_CLASSES: Final = {
    "": Text("ohne Angabe", "not said"),
    "guess": Text("grobe Annahme", "rough guess"),
    "frame": Text("Kostenrahmen", "cost frame"),
    "estimate": Text("Kostenschätzung DIN 276", "estimate, DIN 276"),
    "computation": Text("Kostenberechnung DIN 276", "computation, DIN 276"),
}
GROUPS: Final = {
    "1": Text("1 Vorbereitung", "1 Preparation"),
    "2": Text("2 Ordnungsmaßnahmen (§ 147 BauGB)", "2 Site work"),
    "3": Text("3 Baumaßnahmen (§ 148 BauGB)", "3 Building"),
    "4": Text("4 Fonds und Anreizprogramme", "4 Funds"),
    "5": Text("5 Sonstiges", "5 Other"),
}
INFLUENCES: Final = {
    "": Text("noch offen", "not set"),
    "direct": Text("direkt", "directly"),
    "indirect": Text("mittelbar", "indirectly"),
    "context": Text("kaum (Rahmenbedingung)", "hardly (context)"),
}
SIDES: Final = {
    "strength": Text("Stärken", "Strengths"),
    "weakness": Text("Schwächen", "Weaknesses"),
    "notable": Text("Auffällig, ohne Wertung", "Notable, without judgement"),
}
REASONS: Final = {
    "outdated": Text("Zahl ist veraltet", "the number is outdated"),
    "wrong_here": Text("Zahl stimmt bei uns nicht", "the number is wrong here"),
    "unimportant": Text("für uns nicht wichtig", "not important for us"),
    "elsewhere": Text("steht anderswo", "stands elsewhere"),
    "other": Text("anderer Grund", "another reason"),
}
FORMER_STATES: Final = {
    "done": Text("fertig", "done"),
    "running": Text("läuft noch", "running"),
    "not_begun": Text("nicht begonnen", "not begun"),
    "given_up": Text("aufgegeben", "given up"),
    "": Text("noch nicht eingeordnet", "not sorted yet"),
}
