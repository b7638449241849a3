"""A town's slides: where it lies, five findings, its twins, what we do not know."""

from typing import Final

from kleinstadt.compare.borders import borders_source, years_with_borders
from kleinstadt.compare.now_and_then import Change
from kleinstadt.compare.portrait import Remark
from kleinstadt.indicators.data_gaps import ABSENT
from kleinstadt.report.drawing import images
from kleinstadt.report.drawing.small_maps import locator, on_paper
from kleinstadt.report.town.deck import INNER, LEFT, TOP, WIDTH, Box, Deck
from kleinstadt.report.town.story import Story, change_headline, headline
from kleinstadt.territory.names import beside_land, short
from kleinstadt.words import categories as words
from kleinstadt.words.language import Lang, pick

FINDINGS: Final = 5
TWINS_SHOWN: Final = 6  # as many as a room can read
MAP_SCALE: Final = 4.0  # dots for each pixel of the small map
MAP_WIDTH: Final = 7.0
TITLE_SIZE: Final = 44
GAPS_SHOWN: Final = 8
SPEAKER: Final = 14  # figures that notes list at most


def slides(story: Story, lang: Lang) -> bytes:
    """The deck as a PPTX file. Where a town has fewer than five findings, changes of ten years stand in.

    Parameters
    ----------
    story : Story
        What is told of the town.
    lang : {"de", "en"}
        Language.

    Returns
    -------
    bytes
        The PPTX file, with notes for its speaker.
    """
    deck = Deck(story.name, lang)
    _title(deck, story, lang)
    remarks = story.portrait.remarks[:FINDINGS]
    for remark in remarks:
        _finding(deck, story, remark, lang)
    for change in story.portrait.changes[: FINDINGS - len(remarks)]:
        _change(deck, story, change, lang)
    if story.twins:
        _twins(deck, story, lang)
    _unknown(deck, story, lang)
    return deck.file()


def _title(deck: Deck, story: Story, lang: Lang) -> None:
    told = [one for one in (story.portrait.what_it_is(lang), story.portrait.known_for(lang)) if one]
    limits = [one for one in (story.portrait.counted_anew(lang), story.findings.caveat(lang)) if one]
    slide = deck.slide(story.name, [*told, _compared(story, lang), *limits], size=TITLE_SIZE)
    territory = pick((f"Gebiet {story.year}", f"Borders of {story.year}"), lang)
    if story.year in years_with_borders(story.atlas):
        drawn = images.png(on_paper(locator(story.atlas, story.level, story.key, story.year, lang)), scale=MAP_SCALE)
        where = pick(("Karte: wo {} liegt, in Deutschland und zwischen den Nachbarn", "Map: where {} lies, in "
                      "Germany and among its neighbours"), lang).format(story.name)  # fmt: skip
        slide.picture(drawn, Box(WIDTH - LEFT - MAP_WIDTH, TOP, MAP_WIDTH, 0), where)
        slide.text(told, Box(LEFT, TOP, INNER - MAP_WIDTH - 0.4, 4.5), size=20)
        slide.source(f"kleinstadt · {territory} · {borders_source(lang)}")
    else:
        slide.text(told, Box(LEFT, TOP, INNER, 3.5), size=24)
        slide.source(f"kleinstadt · {territory}")


def _finding(deck: Deck, story: Story, remark: Remark, lang: Lang) -> None:
    bars, unit = story.beside(remark, lang), remark.indicator.unit_label(lang)
    basis = "" if remark.status == "measured" else f", {words.status(remark.status, lang)}"
    when = f"{pick(('Stand', 'As of'), lang)} {remark.of_when(lang)}{basis}"
    whose = "; ".join(remark.credits(lang))
    notes = [
        f"{remark.indicator.label(lang)}: {remark.number(lang)} ({when}). {remark.said(lang)}",
        _compared(story, lang),
        pick(
            ("Land und Deutschland sind nach der Regel der Zahl gerechnet, der Median ist der mittlere Ort der Gruppe.",
             "Land and Germany are computed by the figure's own rule; the median is the middle place of the group."),
            lang,
        ),
        *([_modelled(lang)] if remark.status == "modelled" else []),
        f"{pick(('Quelle', 'Source'), lang)}: {whose}",
    ]  # fmt: skip
    slide = deck.slide(headline(remark, lang), notes)
    titled = remark.indicator.titled(lang)
    slide.bars(bars, titled, f"{pick(('Balken', 'Bars'), lang)}, {titled}: {bars.said('', lang)} ({unit}).")
    slide.source(f"{when} · {whose}")


def _change(deck: Deck, story: Story, change: Change, lang: Lang) -> None:
    label, whose = change.indicator.titled(lang), "; ".join(change.credits(lang))
    notes = [f"{change.indicator.label(lang)}: {change.said(lang)}; {change.beside(lang)}."]
    notes += [change.doubt.said(lang)] if change.doubt else []
    notes += [story.portrait.counted_anew(lang)] if change.indicator.id == "population" else []
    notes += [_compared(story, lang), f"{pick(('Quelle', 'Source'), lang)}: {whose}"]
    slide = deck.slide(change_headline(change, lang), notes)
    line = story.years(change)
    slide.line(line, label, f"{pick(('Linie', 'Line'), lang)}, {label}: {line.said('', lang)}.")
    slide.source(f"{pick(('Gebiet', 'Borders of'), lang)} {story.year} · {whose}")


def _twins(deck: Deck, story: Story, lang: Lang) -> None:
    title = pick((f"{story.unit}: die ähnlichsten Orte", f"{story.unit}: the most similar places"), lang)
    head = pick((("Ort", "Was ähnlich ist", "Was anders ist"), ("Place", "What is alike", "What differs")), lang)
    areas = story.atlas.areas(story.year, "verband")
    lands = {twin.key: str(areas.record(twin.key)["land_name"]) for twin in story.twins}
    rows = [
        (
            f"{beside_land(twin.name, lands[twin.key])} ({lands[twin.key]})",
            "; ".join(pair.both(lang) for pair in twin.alike[:2]),
            "; ".join(pair.instead(lang) for pair in twin.apart) or "–",
        )
        for twin in story.twins[:TWINS_SHOWN]
    ]
    rule = pick(
        (f"Verglichen werden Gemeindeverbände (hier {story.unit}) desselben Typs in derselben Lage oder der nächsten. "
         "Bei Ähnlichem steht die eigene Zahl zuerst.",
         f"Verbände (here {story.unit}) of the same type are compared, in the same location or the next. "
         "Of what is alike the own number comes first."),
        lang,
    )  # fmt: skip
    told = [f"{short(twin.name)}: {twin.sentence(lang)}" for twin in story.twins]
    slide = deck.slide(title, [rule, *told])
    slide.table(head, rows, (3.2, 5.2, INNER - 8.4), title)
    slide.source(rule)


def _unknown(deck: Deck, story: Story, lang: Lang) -> None:
    title = pick(("Was wir nicht wissen, und wer es weiß", "What we do not know, and who does"), lang)
    head = pick((("Was fehlt", "Wer es hat"), ("What is missing", "Who has it")), lang)
    rows = [pick(((one.de, one.source_de), (one.en, one.source_en)), lang) for one in ABSENT]
    own = story.unknown(lang)
    rest = pick(("Für diesen Ort liegen außerdem nicht vor", "Not available for this place either"), lang)
    notes = [f"{one}: {source}" for one, source in rows]
    notes += [f"{rest}: {'; '.join(own[:SPEAKER])}{' …' if len(own) > SPEAKER else ''}"] if own else []
    slide = deck.slide(title, notes)
    slide.table(head, rows[:GAPS_SHOWN], (6.4, INNER - 6.4), title)
    slide.source(_compared(story, lang))


def _compared(story: Story, lang: Lang) -> str:
    return f"{pick(('Verglichen mit', 'Compared with'), lang)}: {story.group(lang)}"


def _modelled(lang: Lang) -> str:
    return pick(("Gerechnet, nicht gemessen: siehe Methoden.", "Computed, not measured: see the methods."), lang)
