"""Blocks for pens into flowables: every box and line has its structure element and words for who hears the page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from reportlab.platypus import Flowable

from alongside.accessibility.documents import paper_blocks as p
from alongside.accessibility.documents.compose import Composer
from alongside.accessibility.documents.flowables import CELL_PADDING, Box, Column, Flow, PlacedLine, Row, RowLook
from alongside.accessibility.documents.paper_flowables import SquareRun, Squares, Together, WritingLines
from alongside.accessibility.documents.shaping import break_lines
from alongside.accessibility.documents.structure import Element
from alongside.accessibility.documents.styles import QUIET, TextStyle

CODE_SIZE = 9.0
"""Codes are for who copies the answers, and stay small so that nobody else has to read them."""
CODE_LANGUAGE = "en"
GAP = 10.0
NUMBER_SHARE = 1.9
"""The room for a question's number, as a multiple of the size of its letters."""
SAID_SIZES = (34.0, 28.0, 24.0, 20.0, 18.0)
"""The options of a card have the largest of these with which they leave room for what stands above them."""
SAID_SHARE = 0.7


class PaperComposer(Composer):
    """A composer that knows blocks for pens as well."""

    def makers(self) -> dict[type, Callable[[Any], list[Flowable]]]:
        """Return what turns each kind of block into flowables."""
        return {**super().makers(), p.PaperQuestion: self._question, p.SpokenOptions: self._spoken}

    def _question(self, block: p.PaperQuestion) -> list[Flowable]:
        style, bold = self.sheet.text(), self.sheet.text(bold=True)
        quiet = replace(style, colour=QUIET)
        group = self.root.add(Element("Div"))
        parts: list[Flow] = [self._opening(block.opening, group)] if block.opening else []
        parts += [self._words(group, words, style) for words in block.before]
        words = bold if block.is_strong else style
        parts.append(self._words(group, block.words, words, code=block.code, number=block.number))
        parts += [self._words(group, words, quiet) for words in block.notes]
        wholes = [parts]
        for place, one in enumerate(block.answers):
            if place or one.heading:
                wholes.append([])
            if one.heading:
                wholes[-1].append(self._words(group, one.heading, bold))
            if one.words:
                wholes[-1].append(self._words(group, one.words, style, code=one.code))
            if one.hint:
                wholes[-1].append(self._words(group, one.hint, quiet))
            wholes[-1] += self._answer(one.answer, group)
        each = [Together(self.drawn, whole, room=self.height, after=0) for whole in wholes]
        return [Together(self.drawn, each, room=self.height, after=style.size * 1.3)]

    def _opening(self, lines: Sequence[str], group: Element) -> Row:
        style = self.sheet.text()
        said = [(group.add(Element("P", text=words)), style) for words in lines]
        column = self._column(said, "", CELL_PADDING * 1.5, self.width - CELL_PADDING * 3)
        look = RowLook(CELL_PADDING, tinted=True)
        return Row(self.drawn, self.width, [column], space=(0, style.size * 0.6), look=look)

    def _words(self, group: Element, words: str, style: TextStyle, *, code: str = "", number: str = "") -> Row:
        """Return a text with its number, which stands alone before it: so it keeps its place in every reader."""
        columns, indent = [], 0.0
        if number:
            indent = style.size * NUMBER_SHARE
            columns.append(self._column([(group.add(Element("P", text=number)), style)], "", 0, indent))
        element = group.add(Element("P", text=words))
        code_columns, taken = self._code(code, style.leading, group)
        columns.append(self._column([(element, style)], "", indent, self.width - indent - taken))
        return Row(self.drawn, self.width, [*columns, *code_columns], space=(0, style.size * 0.35))

    def _code(self, code: str, leading: float, parent: Element) -> tuple[list[Column], float]:
        """Return a code at the far end of a row, with the room that it takes."""
        if not code:
            return [], 0.0
        element = parent.add(Element("P", text=code, language=self._other(CODE_LANGUAGE)))
        style = TextStyle(CODE_SIZE, leading, colour=QUIET)
        lines = break_lines(
            code, bold=False, language=CODE_LANGUAGE, right_to_left=False, room=self.width / 2 / CODE_SIZE
        )
        wide = max(line.width for line in lines) * CODE_SIZE
        left = 0.0 if self.right_to_left else self.width - wide
        placed = tuple(PlacedLine(line, style, element) for line in lines)
        return [Column(left, wide, right_to_left=False, lines=placed)], wide + GAP

    def _other(self, language: str) -> str:
        return "" if self.language.partition("-")[0] == language else language

    def _answer(self, answer: p.Answer, group: Element) -> Iterator[Flow]:
        match answer:
            case p.AnswerOptions():
                yield from self._options(answer, group)
            case p.AnswerBoxes():
                yield from self._boxes(answer, group)
            case p.AnswerLines():
                element = group.add(Element("Figure", alt=answer.words))
                yield WritingLines(self.drawn, self.width, answer.count, element, leading=self.sheet.body * 2.2)
            case p.AnswerSteps():
                yield from self._steps(answer, group)

    def _options(self, answer: p.AnswerOptions, group: Element) -> Iterator[Flow]:
        style = self.sheet.text()
        side = style.size * 1.25
        indent = side + style.size * 0.75
        whole = group.add(Element("L"))
        for option in answer.options:
            item = whole.add(Element("LI"))
            figure = item.add(Element("Lbl")).add(Element("Figure", alt=answer.box_words))
            body = item.add(Element("LBody"))
            words = body.add(Element("P", text=option.label))
            columns, taken = self._code(option.code, style.leading, body)
            column = self._column([(words, style)], "", indent, self.width - indent - taken)
            left = self.width - side if self.right_to_left else 0.0
            box = Box(left, side, (style.leading - side) / 2, "empty", figure)
            space = (0, style.size * (0.3 if self.sheet.large else 0.2))
            yield Row(self.drawn, self.width, [column, *columns], space=space, boxes=[box])

    def _boxes(self, answer: p.AnswerBoxes, group: Element) -> Iterator[Flow]:
        style = self.sheet.text()
        side, gap = self.sheet.body * 2, self.sheet.body * 1.5
        for line in self._lines_of_groups(answer.groups, side, gap):
            labels, runs, at = [], [], 0.0
            for box in line:
                wide = self._wide(box, side)
                if box.label:
                    label = group.add(Element("P", text=box.label))
                    labels.append(self._column([(label, style)], "", at, wide + gap * 0.9))
                figure = group.add(Element("Figure", alt=box.words))
                left = self.width - at - box.count * side if self.right_to_left else at
                runs.append(SquareRun(left, box.count, figure))
                at += wide + gap
            if labels:
                yield Row(self.drawn, self.width, labels)
            yield Squares(self.drawn, self.width, runs, side=side, space=(2, style.size * 0.5))
        if answer.after:
            yield self._words(group, answer.after, style)

    def _wide(self, box: p.BoxGroup, side: float) -> float:
        style = self.sheet.text()
        lines = break_lines(
            box.label,
            bold=False,
            language=self.language,
            right_to_left=self.right_to_left,
            room=self.width / style.size,
        )
        return max(box.count * side, *(line.width * style.size for line in lines))

    def _lines_of_groups(self, groups: Sequence[p.BoxGroup], side: float, gap: float) -> Iterator[Sequence[p.BoxGroup]]:
        """Yield as many groups as fit beside each other."""
        line: list[p.BoxGroup] = []
        used = 0.0
        for box in groups:
            wide = self._wide(box, side)
            if line and used + wide > self.width:
                yield line
                line, used = [], 0.0
            line.append(box)
            used += wide + gap
        yield line

    def _steps(self, answer: p.AnswerSteps, group: Element) -> Iterator[Flow]:
        style = self.sheet.text()
        yield from (self._words(group, words, style) for words in answer.ends)
        side = style.size * 1.25
        step = min(self.width / len(answer.steps), side * 2.4)
        whole = group.add(Element("L"))
        columns, runs = [], []
        for place, words in enumerate(answer.steps):
            item = whole.add(Element("LI"))
            figure = item.add(Element("Lbl")).add(Element("Figure", alt=answer.box_words))
            body = item.add(Element("LBody", text=words))
            start = self.width - (place + 1) * step + (step - side) if self.right_to_left else place * step
            (line,) = break_lines(words, bold=False, language=self.language, right_to_left=False, room=side)
            wide = line.width * style.size
            left = start + (side - wide) / 2
            columns.append(Column(left, wide, right_to_left=False, lines=(PlacedLine(line, style, body),)))
            runs.append(SquareRun(start, 1, figure))
        yield Row(self.drawn, self.width, columns)
        yield Squares(self.drawn, self.width, runs, side=side, space=(0, style.size * 0.5))

    def _spoken(self, block: p.SpokenOptions) -> list[Flowable]:
        whole = self.root.add(Element("L"))
        said = []
        for number, label in block.options:
            item = whole.add(Element("LI"))
            said.append((item.add(Element("Lbl", text=number)), item.add(Element("LBody", text=label))))
        for size in SAID_SIZES:
            rows = [self._spoken_row(number, label, size) for number, label in said]
            if sum(row.tall for row in rows) <= self.height * SAID_SHARE:
                break
        return [Together(self.drawn, rows, room=self.height, after=self.sheet.body)]

    def _spoken_row(self, number: Element, label: Element, size: float) -> Row:
        style = TextStyle(size, size * (self.sheet.spread - 0.15))
        indent = size * 2
        columns = [
            self._column([(number, replace(style, bold=True))], "", CELL_PADDING, indent - CELL_PADDING),
            self._column([(label, style)], "", indent, self.width - indent),
        ]
        return Row(self.drawn, self.width, columns, look=RowLook(size / 6, ruled=True))
