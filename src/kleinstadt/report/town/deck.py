"""The parts of a PowerPoint slide: title, text, picture, chart with its data, table, notes; each with its words.

Titles are title placeholders, so that the outline and screen readers find them; pictures, charts and tables carry an
alternative text; all text names its language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Length, Pt

from kleinstadt.report.town.story import Bars
from kleinstadt.words.language import Lang, pick

WIDTH: Final = 13.333  # inches: 16 to 9
HEIGHT: Final = 7.5
LEFT: Final = 0.7
INNER: Final = WIDTH - 2 * LEFT
TOP: Final = 1.85  # of what is below the title
SOURCE_TOP: Final = 6.72
TITLE_ONLY: Final = 5  # of the built-in template's layouts
OWN: Final = RGBColor(0xA9, 0x3A, 0x20)
OTHER: Final = RGBColor(0x8B, 0x87, 0x80)
INK: Final = RGBColor(0x22, 0x22, 0x22)
QUIET: Final = RGBColor(0x5C, 0x5C, 0x5C)
HAIRLINE: Final = RGBColor(0xD5, 0xD3, 0xCF)
HEAD: Final = RGBColor(0xEF, 0xEC, 0xE6)
PAPER: Final = RGBColor(0xFF, 0xFF, 0xFF)


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches.

    Attributes
    ----------
    left, top : float
        From the slide's upper left corner.
    width, height : float
        Its size.
    """

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        """As PowerPoint counts."""
        left, top, width, height = (Inches(one) for one in (self.left, self.top, self.width, self.height))
        return left, top, width, height


BELOW: Final = Box(LEFT, TOP, INNER, SOURCE_TOP - TOP - 0.15)


class Deck:
    """A presentation that is being written.

    Attributes
    ----------
    lang : {"de", "en"}
        Language of all its text.
    made : Presentation of python-pptx
        The presentation itself.
    layout : SlideLayout of python-pptx
        A title, and nothing below it.
    """

    def __init__(self, title: str, lang: Lang) -> None:
        """An empty one, with the one layout that it needs.

        Parameters
        ----------
        title : str
            What the file says of itself.
        lang : {"de", "en"}
            Language.
        """
        self.lang: Lang = lang
        self.made = Presentation()
        self.made.slide_width, self.made.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self.layout = self.made.slide_layouts[TITLE_ONLY]
        for other in [one for one in self.made.slide_layouts if one != self.layout]:
            self.made.slide_layouts.remove(other)
        for holder in [*self.made.slide_master.placeholders, *self.layout.placeholders]:
            _widened(holder)
        about = self.made.core_properties
        about.title, about.author, about.language = title, "kleinstadt", pick(("de-DE", "en-GB"), lang)

    def slide(self, title: str, notes: Sequence[str], *, size: int = 32) -> "Slide":
        """A further slide: its title, what its speaker reads.

        Parameters
        ----------
        title : str
            Its heading.
        notes : sequence of str
            What its speaker reads, a paragraph each.
        size : int
            Of the title's letters, points.

        Returns
        -------
        Slide
            To be filled.
        """
        made = self.made.slides.add_slide(self.layout)
        holder = made.shapes.title
        holder.left, holder.top, holder.width, holder.height = Box(LEFT, 0.45, INNER, 1.25).emu
        holder.text_frame.margin_left = 0
        self.write(holder.text_frame, [title], size, bold=True)
        made.notes_slide.notes_text_frame.text = "\n".join(notes)
        return Slide(self, made)

    def write(
        self,
        frame: Any,  # noqa: ANN401 - python-pptx has no types
        lines: Sequence[str],
        size: int,
        *,
        bold: bool = False,
        colour: RGBColor = INK,
    ) -> None:
        """Paragraphs into a frame, in the deck's language.

        Parameters
        ----------
        frame : TextFrame of python-pptx
            Where they stand.
        lines : sequence of str
            A paragraph each.
        size : int
            Of the letters, points.
        bold : bool
            Whether they are heavy.
        colour : RGBColor
            Of the letters.
        """
        frame.word_wrap = True
        for at, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(size / 2 if at < len(lines) - 1 else 0)
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold, run.font.color.rgb = line, Pt(size), bold, colour
            run._r.get_or_add_rPr().set("lang", pick(("de-DE", "en-GB"), self.lang))

    def file(self) -> bytes:
        """The presentation as a file.

        Returns
        -------
        bytes
            PPTX.
        """
        stream = BytesIO()
        self.made.save(stream)
        return stream.getvalue()


class Slide:
    """A slide that is being written.

    Attributes
    ----------
    deck : Deck
        Where it stands.
    made : Slide of python-pptx
        The slide itself.
    """

    def __init__(self, deck: Deck, made: Any) -> None:  # noqa: ANN401 - python-pptx has no types
        """Take the deck and the slide as python-pptx has it.

        Parameters
        ----------
        deck : Deck
            Where it stands.
        made : Slide of python-pptx
            The slide itself.
        """
        self.deck, self.made = deck, made

    def text(self, lines: Sequence[str], box: Box, *, size: int = 20, colour: RGBColor = INK) -> None:
        """Paragraphs.

        Parameters
        ----------
        lines : sequence of str
            A paragraph each.
        box : Box
            Where they stand.
        size : int
            Of the letters, points.
        colour : RGBColor
            Of the letters.
        """
        frame = self.made.shapes.add_textbox(*box.emu).text_frame
        frame.margin_left = frame.margin_right = 0
        self.deck.write(frame, lines, size, colour=colour)

    def source(self, line: str) -> None:
        """The line at the foot: whose figures, of when.

        Parameters
        ----------
        line : str
            In words.
        """
        self.text([line], Box(LEFT, SOURCE_TOP, INNER, 0.6), size=12, colour=QUIET)

    def picture(self, png: bytes, box: Box, told: str) -> None:
        """A picture as wide as its box.

        Parameters
        ----------
        png : bytes
            The picture.
        box : Box
            Where it stands; its height follows from the picture.
        told : str
            What it shows, for those who do not see it.
        """
        shape = self.made.shapes.add_picture(BytesIO(png), Inches(box.left), Inches(box.top), Inches(box.width))
        _tell(shape, told)

    def bars(self, bars: Bars, unit: str, told: str) -> None:
        """Bars that lie, from zero, the first of them the town's own.

        Parameters
        ----------
        bars : Bars
            None of its values is missing.
        unit : str
            What stands above them.
        told : str
            What they show, for those who do not see them.
        """
        chart = self._chart(XL_CHART_TYPE.BAR_CLUSTERED, bars, unit, told)
        chart.category_axis.reverse_order = True
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False
        plot = chart.plots[0]
        plot.gap_width, plot.vary_by_categories, plot.has_data_labels = 55, False, True
        plot.data_labels.font.size, plot.data_labels.font.bold = Pt(20), True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = self._format(bars.decimals), False
        for at in range(len(bars.values)):
            fill = plot.series[0].points[at].format.fill
            fill.solid()
            fill.fore_color.rgb = OWN if at == 0 else OTHER

    def line(self, bars: Bars, unit: str, told: str) -> None:
        """Values of one place over years; a missing year is a gap.

        Parameters
        ----------
        bars : Bars
            A year each.
        unit : str
            What stands above it.
        told : str
            What it shows, for those who do not see it.
        """
        chart = self._chart(XL_CHART_TYPE.LINE_MARKERS, bars, unit, told)
        chart.value_axis.major_gridlines.format.line.color.rgb = HAIRLINE
        chart.value_axis.format.line.fill.background()
        chart.value_axis.tick_labels.font.size = Pt(16)
        chart.value_axis.tick_labels.number_format = self._format(bars.decimals)
        chart.value_axis.tick_labels.number_format_is_linked = False
        series = chart.plots[0].series[0]
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = OWN, Pt(3)
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = OWN
        series.marker.format.line.color.rgb = OWN

    def _chart(self, kind: XL_CHART_TYPE, bars: Bars, unit: str, told: str) -> Any:  # noqa: ANN401
        data = CategoryChartData(number_format=self._format(bars.decimals))
        data.categories = bars.names
        data.add_series(unit, [None if one is None else round(one, bars.decimals) for one in bars.values])
        shape = self.made.shapes.add_chart(kind, *BELOW.emu, data)
        _tell(shape, told)
        chart = shape.chart
        chart.has_legend, chart.has_title = False, True
        chart.chart_title.text_frame.text = unit
        head = chart.chart_title.text_frame.paragraphs[0].runs[0].font
        head.size, head.bold, head.color.rgb = Pt(16), False, QUIET
        chart.font.size, chart.font.color.rgb = Pt(18), INK
        axis = chart.category_axis
        axis.major_tick_mark, axis.tick_label_position = XL_TICK_MARK.NONE, XL_TICK_LABEL_POSITION.LOW
        axis.format.line.color.rgb = HAIRLINE
        return chart

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], told: str) -> None:
        """A table below the title.

        Parameters
        ----------
        head : sequence of str
            Its first row.
        rows : sequence of sequence of str
            The others.
        widths : sequence of float
            Of the columns, inches.
        told : str
            What it shows, for those who do not see it.
        """
        shape = self.made.shapes.add_table(len(rows) + 1, len(head), *Box(LEFT, TOP, INNER, 0.4 * (len(rows) + 1)).emu)
        _tell(shape, told)
        made = shape.table
        made.horz_banding = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Inches(width)
        for at, row in enumerate([head, *rows]):
            for cell, text in zip(made.rows[at].cells, row, strict=True):
                cell.fill.solid()
                cell.fill.fore_color.rgb = HEAD if at == 0 else PAPER
                cell.vertical_anchor = MSO_ANCHOR.TOP
                self.deck.write(cell.text_frame, [text], 14, bold=at == 0)

    def _format(self, decimals: int) -> str:
        """The number format of cells and labels, in the deck's language."""
        language = pick(("[$-407]", "[$-809]"), self.deck.lang)
        return f"{language}#,##0" + (f".{'0' * decimals}" if decimals else "")


def _widened(holder: Any) -> None:  # noqa: ANN401 - python-pptx has no types
    """A placeholder of the template, which is 4 to 3, as wide as the page."""
    scale = WIDTH / 10
    holder.left, holder.width = Emu(int(holder.left * scale)), Emu(int(holder.width * scale))


def _tell(shape: Any, told: str) -> None:  # noqa: ANN401 - python-pptx has no types
    """Give a shape its alternative text."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", told)
