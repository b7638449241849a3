"""A town's slides and its sheet: what a council is shown is what the town's page says."""

from io import BytesIO

import pytest
from pptx import Presentation
from pypdf import PdfReader

from kleinstadt.compare.opened import OpenedEdition
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
