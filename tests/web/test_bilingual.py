"""Templates in one language: literal pairs are chosen when compiled, others when shown."""

import pytest
from jinja2 import nodes

from kleinstadt.web.serving.bilingual import Templates


@pytest.mark.parametrize(("lang", "word"), [("de", "Stadt & Land"), ("en", "Town & country")])
def test_a_literal_pair_is_plain_text_in_the_compiled_template(lang: str, word: str) -> None:
    templates = Templates(lang)
    source = '{% macro m(t) %}{{ t("Stadt & Land", "Town & country") }}{% endmacro %}{{ m(t) }}'
    assert not list(templates._parse("{{ t('a', 'b') }}", None, None).find_all(nodes.Call))
    assert templates.from_string(source).render() == word.replace("&", "&amp;")


def test_a_pair_that_is_not_literal_is_chosen_when_shown() -> None:
    assert Templates("en").from_string("{{ t(a, b) }}").render(a="Stadt", b="Town") == "Town"
