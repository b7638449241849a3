"""A town's slides and its sheet: what a council is shown is what the town's page says."""

from io import BytesIO
from math import ceil

import pytest
from pptx import Presentation
from pypdf import PdfReader

from kleinstadt.compare.groups import group_of
from kleinstadt.compare.opened import OpenedEdition
from kleinstadt.report.town.deck import HEIGHT, INNER, SOURCE_TOP
from kleinstadt.report.town.handout import handout
from kleinstadt.report.town.slides import slides
from kleinstadt.report.town.story import MOST_WORDS, Story, headline, story
from kleinstadt.words.language import Lang

pytestmark = pytest.mark.slow

WIDE = 16 / 9


@pytest.fixture(scope="module")
def told() -> Story:
    opened = OpenedEdition()
    return story(opened.atlas, "gemeinde", "05970004", opened.atlas.newest)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_eight_slides_with_titles_real_charts_and_words_for_all(told: Story, lang: Lang) -> None:
    deck = Presentation(BytesIO(slides(told, lang)))
    assert deck.slide_width / deck.slide_height == pytest.approx(WIDE, abs=0.001)
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(titles) == 8
    assert titles[0] == "Bad Berleburg"
    assert titles[1:6] == [headline(one, lang) for one in told.portrait.remarks]
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    for chart, remark in zip(charts, told.portrait.remarks, strict=True):
        own, median = list(chart.plots[0].series[0].values)[:2]
        assert own == round(remark.value, remark.indicator.decimals)
        assert median == round(remark.median, remark.indicator.decimals)
    for slide in deck.slides:
        assert slide.notes_slide.notes_text_frame.text
        shown = [shape for shape in slide.shapes if not shape.has_text_frame]
        assert all(shape._element.xpath(".//p:cNvPr/@descr") for shape in shown)
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    for note, remark in zip(notes[1:6], told.portrait.remarks, strict=True):
        assert remark.said(lang) in note
        assert remark.of_when(lang) in note


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_room_reads_at_most_twelve_words(told: Story, lang: Lang) -> None:
    for remark in told.portrait.remarks:
        assert len(headline(remark, lang).split()) <= MOST_WORDS


def test_a_year_without_a_value_is_a_gap(told: Story) -> None:
    people = next(one for one in told.portrait.changes if one.indicator.id == "population")
    line = told.years(people)
    assert line.names[0] == people.start
    assert (line.values[0], line.values[-1]) == (people.first, people.last)
    assert line.values[line.names.index("2018")] is None


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_sheet_has_a_front_and_a_back(told: Story, lang: Lang) -> None:
    made = PdfReader(BytesIO(handout(told, lang, "https://example.org/stadt/x")))
    front, back = (" ".join(page.extract_text().split()) for page in made.pages)
    for remark in told.portrait.remarks:
        assert " ".join(remark.said(lang).split()) in front
    assert "https://example.org/stadt/x" in front
    assert all(twin.name.split(",")[0] in back for twin in told.twins)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_group_is_named_with_number_median_and_rule_wherever_it_is_named(told: Story, lang: Lang) -> None:
    group = told.portrait.profile.group
    wanted = (group.name(lang), group.counted(lang), group.rule(lang))
    front = PdfReader(BytesIO(handout(told, lang))).pages[0].extract_text()
    deck = Presentation(BytesIO(slides(told, lang)))
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    foot = [shape.text_frame.text for shape in deck.slides[-1].shapes if shape.has_text_frame][-1]
    for text in (front, *notes[:6], foot):
        assert all(part in " ".join(text.split()) for part in wanted), text


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_foot_of_a_slide_holds_the_longest_group(lang: Lang) -> None:
    """Its lines of 12 points end above the slide's edge; a letter is half as wide as it is high, or a little more."""
    opened = OpenedEdition()
    areas = opened.atlas.areas(opened.atlas.newest, "verband")
    groups = {group_of(opened.atlas, areas, key) for key in areas.keys}
    longest = max(groups, key=lambda one: len(one.name(lang) + one.counted(lang) + one.rule(lang)))
    key = next(key for key in areas.keys if group_of(opened.atlas, areas, key) == longest)
    foot = story(opened.atlas, "verband", key, opened.atlas.newest).group(lang)
    assert longest.rule(lang) in foot
    lines = ceil((len(foot) + len("Verglichen mit: ")) / (INNER * 72 / (12 * 0.55)))
    assert SOURCE_TOP + 0.05 + lines * 12 * 1.2 / 72 < HEIGHT


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("key", ["160645055", "073385001"])
def test_the_sheet_of_a_verband_with_a_long_name_has_a_front_and_a_back(key: str, lang: Lang) -> None:
    """They name all their members: in letters of 26 points the figures fell onto a third page."""
    opened = OpenedEdition()
    made = PdfReader(BytesIO(handout(story(opened.atlas, "verband", key, opened.atlas.newest), lang)))
    assert len(made.pages) == 2
