"""The paper of a check: four pages, tagged, the same words as DOCX; and the axis of a measure's participation."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from docx import Document
from pypdf import PdfReader

from kleinstadt.report.check.chapter import check_docx
from kleinstadt.report.check.content import Paper, paper
from kleinstadt.report.check.over_time import Moment, time_picture
from kleinstadt.report.check.pictures import FieldRow, LevelRow, field_picture, level_picture
from kleinstadt.report.check.print import check_pdf
from kleinstadt.report.participation.axis import NARROW, WIDE, Dot, axis, sentence
from kleinstadt.words.language import Lang, Text
from kleinstadt.workbench.check.beside import Value
from kleinstadt.workbench.check.following import Span
from kleinstadt.workbench.check.questionnaire import questionnaire
from kleinstadt.workbench.check.records import CheckState, Kept, KeptField
from kleinstadt.workbench.check.scoring import Level, Point
from kleinstadt.workbench.models.proofs import Decision, Hearing, Participation
from kleinstadt.workbench.participation.phases import stretches
from kleinstadt.workbench.participation.timing import timing
from kleinstadt.workbench.reading.when import when

QUESTIONS = questionnaire()
PEOPLE = ("Hauptamt", "Bauamt")
SVG = "{http://www.w3.org/2000/svg}"


def value(indicator: str) -> Value:
    word = Text(f"Kennzahl {indicator}", f"Figure {indicator}")
    return Value(
        indicator, word, 12.5, Text("12,5 %", "12.5%"), Text("9,1", "9.1"), Text("", ""), "2022", word, "e" * 40
    )


def state() -> CheckState:
    """Two people who answered everything, each item differently, with notes: the longest paper there is."""
    levels = {"Hauptamt": Level("level", 2), "Bauamt": Level("level", 3, evidence="Beschluss des Rates vom 12.3.2026")}
    points = {"Hauptamt": Point("no_issue", "zurzeit kein Bedarf"), "Bauamt": Point("planned", note="ab 2027")}
    answers = tuple(
        Kept(question=one.id, person=who, said=levels[who], note="Termin mit der Spitze steht noch aus.")
        for who in PEOPLE
        for one in QUESTIONS.recommendations
    )
    fields = tuple(
        KeptField(
            topic=one.id, person=who, points={item.id: points[who] for item in one.items}, lacking="Menschen ohne Auto."
        )
        for who in PEOPLE
        for one in QUESTIONS.topics
    )
    values = tuple(value(name) for one in QUESTIONS.topics for name in one.beside)
    return CheckState(
        label="Check Mai 2026", day=date(2026, 5, 14), version=1, answers=answers, fields=fields, values=values
    )


def whole(lang: Lang = "de") -> Paper:
    return paper(state(), "Bad Berleburg", lang)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_longest_check_fits_four_pages_and_is_tagged(lang: Lang) -> None:
    pdf = PdfReader(BytesIO(check_pdf(whole(lang), lang)))
    assert len(pdf.pages) == 4
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(lang)
    assert "Bad Berleburg" in str(pdf.metadata and pdf.metadata.title)
    text = "\n".join(page.extract_text() for page in pdf.pages)
    for one in QUESTIONS.recommendations:
        assert (one.title.de if lang == "de" else one.title.en) in text
    assert not [word for word in ("None", "Hauptamt", "Bauamt", "Spitze steht noch aus") if word in text]


def test_a_level_without_evidence_says_so_and_both_people_stand_there() -> None:
    part = whole().parts[0]
    assert [(one.who, one.level) for one in part.said] == [("Person 1", "Stufe 2"), ("Person 2", "Stufe 3")]
    assert part.said[0].evidence == "keiner, Selbstauskunft"
    assert part.said[1].evidence == "Beschluss des Rates vom 12.3.2026"


def test_word_has_headings_tables_and_the_pictures_words() -> None:
    word = Document(BytesIO(check_docx(whole(), "de")))
    headings = [one.text for one in word.paragraphs if one.style.name.startswith("Heading")]
    assert "Acht Felder" in headings
    assert "Fehlerkultur" in headings
    assert len(word.tables) == 8
    described = [one.get("descr") for one in word.element.iter() if one.tag.endswith("}docPr")]
    assert len(described) == 2
    assert described[0].startswith("Digitalisierungsstrategie: Stufe 2 – 3; ")


def test_one_person_alone_is_not_named_and_unknown_is_no_level() -> None:
    alone = replace(state(), answers=(Kept(question="strategy", person="Hauptamt", said=Level("unknown")),), fields=())
    found = paper(alone, "Bad Berleburg", "de")
    assert found.parts[0].said[0].who == ""
    assert found.levels[0] == LevelRow("Digitalisierungsstrategie", None, None, "weiß nicht")
    assert found.levels[1].said == "noch nicht beantwortet"
    assert found.steps == ()


def test_the_picture_shows_a_dot_a_bar_and_the_ring_before() -> None:
    rows = [
        LevelRow("Eins & zwei", Span(2, 2), Span(1, 1), ""),
        LevelRow("Drei", Span(0, 4), None, ""),
        LevelRow("Vier", None, None, "weiß nicht"),
    ]
    drawn = ElementTree.fromstring(level_picture(rows, "de"))
    assert len(drawn.findall(f"{SVG}circle[@class='now']")) == 1
    assert len(drawn.findall(f"{SVG}circle[@class='before']")) == 1
    assert len(drawn.findall(f"{SVG}rect[@class='apart']")) == 1
    assert drawn.get("aria-label") == "Eins & zwei: Stufe 2; Drei: Stufe 0 – 4; Vier: weiß nicht"


def test_over_time_a_gap_stays_a_gap_and_nothing_is_summed() -> None:
    spans = [Span(0, 0), Span(1, 1), None, Span(2, 2), Span(2, 3)]
    moments = [Moment(f"Stand {n}", date(2026, 1 + n, 1), {"a": span}) for n, span in enumerate(spans)]
    drawn = ElementTree.fromstring(time_picture({"a": "Eins & zwei"}, moments, "de"))
    panel = drawn.find(f"{SVG}g")
    assert panel is not None
    assert len(panel.findall(f"{SVG}circle[@class='now']")) == 3
    assert len(panel.findall(f"{SVG}line[@class='way']")) == 1, "no line across a state without a level"
    assert len(panel.findall(f"{SVG}rect[@class='apart']")) == 1
    assert drawn.get("aria-label", "").endswith("Eins & zwei 0, 1, keine Stufe, 2, 2 – 3")


def test_a_field_has_a_square_for_each_item() -> None:
    row = FieldRow("Sicherheit", {"done": 2, "apart": 1, "": 3})
    drawn = ElementTree.fromstring(field_picture([row], "de"))
    squares = [one for one in drawn.findall(f"{SVG}rect") if one.get("rx")]
    assert [one.get("class") for one in squares] == ["done", "done", "apart", "none", "none", "none"]
    assert drawn.get("aria-label") == "Sicherheit: 2 getan, 1 verschieden, 3 offen"


@pytest.mark.parametrize(("day", "late"), [("5.5.2026", 1), ("1.2.2026", 0)])
def test_the_axis_hatches_only_what_comes_too_late(day: str, late: int) -> None:
    step = Participation(title="Runde", day=when(day), level=4, measure="m1")
    hearing = Hearing(body="Rat", day=date(2026, 3, 12), role="decides")
    found = timing("m1", [step], [Decision(title="Bau", hearings=(hearing,), measures=("m1",))])
    dots = [Dot(1, step.day.earliest, 4, step.title)] if step.day and step.day.earliest else []
    drawn = ElementTree.fromstring(axis(dots, found, "de"))
    assert len(drawn.findall(f"{SVG}rect[@class='late']")) == late
    assert len(drawn.findall(f"{SVG}line[@class='council']")) == 1
    assert "Schema, keine Messung" in "".join(drawn.itertext())
    assert ("Der Rat hat am 12.3.2026 entschieden" in sentence(found, "de", date(2026, 4, 1))) == bool(late)
    assert ("Der Rat entscheidet am 12.3.2026, gefragt" in sentence(found, "de", date(2026, 1, 1))) == bool(late)
    assert axis([], replace(found, decided=None), "de") == ""


def test_the_axis_draws_each_phase_within_its_days_on_page_and_phone() -> None:
    steps = [
        Participation(title="Rundgang", day=when("1.2.2026"), until=when("30.6.2026"), phase="analysis", level=3),
        Participation(title="Runde", day=when("1.9.2026"), phase="draft", level=4),
    ]
    for frame in (WIDE, NARROW):
        drawn = ElementTree.fromstring(axis([], timing("m1", [], []), "de", stretches(steps), frame))
        bars = [(float(one.get("x", "")), float(one.get("width", ""))) for one in drawn.iter(f"{SVG}rect")]
        assert len(bars) == 2
        assert bars[0][0] + bars[0][1] < bars[1][0], "analysis ends before the draft begins"
        assert frame.left <= bars[0][0] < bars[1][0] + bars[1][1] <= frame.width - frame.right
        words = [one.text for one in drawn.iter(f"{SVG}text")]
        assert words.index("Analyse") < words.index("Entwurf")
        assert "Phase Analyse, 1.2.2026 – 30.6.2026; Phase Entwurf, 1.9.2026" in drawn.get("aria-label", "")
