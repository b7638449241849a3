import re
import struct

import altair as alt
import pytest

from kleinstadt.report.drawing import images, pen
from kleinstadt.report.drawing.style import FONT, WIDTH, styled

WORDS = "Größere Kleinstädte: 1.234,5 km² – „Süßen“ ≥ 50 %"


def chart(text=WORDS, weight=400, width=WIDTH):
    words = pen.texts([{"x": 5, "y": 10, "text": text}], weight=weight)
    return styled(pen.page([words], width, 20), "de", 'Ein "Satz" mit <Zeichen> & Umlauten: ä')


def test_text_stays_text_and_keeps_umlauts():
    assert f">{WORDS}</text>" in images.svg(chart())


def test_the_description_is_the_accessible_name_safely_escaped():
    head = images.svg(chart()).partition(">")[0]
    assert 'role="img"' in head
    assert 'aria-label="Ein &quot;Satz&quot; mit &lt;Zeichen&gt; &amp; Umlauten: ä"' in head


@pytest.mark.parametrize(("weight", "faces"), [(400, 1), (600, 2)])
def test_the_typeface_is_inside_in_the_styles_that_are_used(weight, faces):
    assert images.svg(chart(weight=weight)).count("@font-face") == faces


def test_a_page_may_declare_the_typeface_itself():
    assert "@font-face" not in images.svg(chart(), embed_fonts=False)
    assert images.font_faces().count("@font-face") == 3


def test_text_falls_back_on_a_sans():
    assert f'font-family="{FONT}, sans-serif"' in images.svg(chart())


def test_all_images_are_equally_wide():
    for width in (WIDTH, 300):
        head = images.svg(chart("kurz", width=width))[:2000]
        assert re.search(rf'width="{WIDTH}" height="20" viewBox="0 0 {WIDTH} 20"', head)


def test_an_image_that_is_too_wide_is_not_cut():
    assert 'width="700"' in images.svg(chart("kurz", width=700))[:2000]


def test_png_has_the_dots_per_inch_asked_for():
    data = images.png(images.svg(chart()), dpi=254)
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">I", data[16:20])[0] == 1600  # 160 mm at 10 dots per mm


def _drawn_width(font):
    words = alt.Chart(alt.InlineData(values=[{"t": "Mmm" * 20}])).mark_text(font=font, fontSize=20, align="left")
    spec = words.encode(text="t:N").properties(width=1, height=1)
    return float(re.search(r'width="([\d.]+)"', images.vl_convert.vegalite_to_svg(spec.to_dict()))[1])


def test_the_typeface_is_measured_not_a_substitute():
    images.svg(chart())  # registers it
    assert _drawn_width(FONT) != _drawn_width("No Such Typeface")


def test_the_same_chart_gives_the_same_image():
    assert images.svg(chart()) == images.svg(chart())
    assert images.png(images.svg(chart())) == images.png(images.svg(chart()))


def test_the_licence_of_the_typeface_lies_beside_it():
    assert "SIL Open Font License" in (images.FONT_FOLDER / "OFL.txt").read_text(encoding="utf-8")
