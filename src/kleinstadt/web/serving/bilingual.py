"""Templates in one language: `t("German", "English")` becomes plain text when a template is compiled.

A profile shows some three hundred such texts; chosen once instead of on every page, they cost nothing.
"""

from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer

from kleinstadt.words.language import Lang, pick

PAIR: Final = 2


class _Chosen(NodeTransformer):
    """Puts one of two literal texts in the place of the call of `t` that names them."""

    def __init__(self, lang: Lang) -> None:
        """Take the language."""
        self.place = pick((0, 1), lang)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the visitor's own naming
        """The text itself, where both are literals.

        Parameters
        ----------
        node : Call
            Any call of a template; Jinja's visitor asks for each.

        Returns
        -------
        Node
            A constant in place of a call of `t` with two literals; else the same call, what is inside it visited.
        """
        texts = [text for text in node.args if isinstance(text, nodes.Const)]
        if isinstance(node.node, nodes.Name) and node.node.name == "t" and len(texts) == len(node.args) == PAIR:
            return nodes.Const(texts[self.place].value, lineno=node.lineno)
        changed: nodes.Node = self.generic_visit(node)
        return changed


class Templates(Environment):
    """The package's templates for one language; they escape what they show and refuse unknown names."""

    def __init__(self, lang: Lang) -> None:
        """Take the language."""
        self.chosen = _Chosen(lang)
        super().__init__(
            loader=PackageLoader("kleinstadt.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.globals.update(lang=lang, t=lambda german, english: pick((german, english), lang))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed: nodes.Template = self.chosen.visit(super()._parse(source, name, filename))
        return parsed
