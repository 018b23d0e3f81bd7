"""Translation of templates while they are compiled, so that printing a page costs nothing more.

``_("…", name=value)`` and ``{% trans name=value %}…{% endtrans %}`` become the text in the language
of the site with the values in it, as if the template had been written so.
"""

import re
from collections.abc import Iterator, Mapping

from jinja2 import nodes
from jinja2.ext import InternationalizationExtension
from jinja2.visitor import NodeTransformer

from bulletin.language import CHINESE, Language

_PART = re.compile(r"%\((\w+)\)s|%%")


class Translated(InternationalizationExtension):
    """``{% trans %}``: what Jinja reads from it, printed piece by piece."""

    def _make_node(  # type: ignore[override] # noqa: PLR0913, PLR0917 - as it is inherited, or an if
        self,
        singular: str,
        plural: str | None,
        context: str | None,  # noqa: ARG002
        variables: Mapping[str, nodes.Expr],
        plural_expr: nodes.Expr | None,
        vars_referenced: bool,  # noqa: ARG002, FBT001
        num_called_num: bool,  # noqa: ARG002, FBT001
    ) -> nodes.Stmt:
        language = _language(self.environment)
        node = nodes.Output(list(_pieces(language.find(singular), variables)))
        if plural is None or plural_expr is None:
            return node
        many = nodes.Output(list(_pieces(language.several(singular, plural), variables)))
        single = nodes.Compare(plural_expr, [nodes.Operand("eq", nodes.Const(1))])
        return nodes.If(single, [node], [], [many])


class Translator(NodeTransformer):
    """``_()``: in what is printed as ``{% trans %}``; in an expression as strings put together."""

    def __init__(self, language: Language) -> None:
        """Take the language."""
        self._language = language

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - as it is inherited
        """Print the pieces of each word."""
        node.nodes = [piece for child in node.nodes for piece in self._printed(child)]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - as it is inherited
        """Put the pieces of a word together."""
        if not _marks(node):
            return self.generic_visit(node)
        pieces = [
            nodes.Const(piece.data) if isinstance(piece, nodes.TemplateData) else piece
            for piece in self._pieces(node)
        ]
        return pieces[0] if len(pieces) == 1 else nodes.Concat(pieces)

    def _printed(self, child: nodes.Expr) -> Iterator[nodes.Expr]:
        if isinstance(child, nodes.Call) and _marks(child):
            yield from self._pieces(child)
        else:
            yield self.visit(child)

    def _pieces(self, call: nodes.Call) -> Iterator[nodes.Expr]:
        text = self._language.find(call.args[0].as_const())
        parts = {part.key: self.visit(part.value) for part in call.kwargs}
        return _pieces(text, parts)


def _language(environment: object) -> Language:
    language_of_pages = getattr(environment, "language", CHINESE)
    return language_of_pages if isinstance(language_of_pages, Language) else CHINESE


def _marks(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name == "_"


def _pieces(text: str, parts: Mapping[str, nodes.Expr]) -> Iterator[nodes.Expr]:
    """Split a text with ``%(name)s`` in it into what is said and what stands in it."""
    at = 0
    for match in _PART.finditer(text):
        if match.start() > at:
            yield nodes.TemplateData(text[at : match.start()])
        yield parts[match[1]] if match[1] else nodes.TemplateData("%")
        at = match.end()
    if at < len(text):
        yield nodes.TemplateData(text[at:])
