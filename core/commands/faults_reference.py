"""`alongside faults-reference`: every fault code, collected from the source where the faults are made."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from alongside.core.definitions import errors

FOLDERS = ("core", "accessibility", "plugins")
FIELDS = ("code", "place", "cause", "repair", "is_warning")
CODE = re.compile(r"[A-Z0-9]+(_[A-Z0-9]+)+")
UNKNOWN = "…"


class FaultCodeHiddenError(errors.AlongsideError):
    """A fault is made with a code that cannot be read from the source, so no reference can list it."""


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One way in which a fault is made: its code, and its words with `{placeholders}`."""

    code: str
    cause: str
    repair: str
    is_warning: bool


@dataclass(frozen=True, slots=True)
class _Maker:
    """A function that makes faults from its own arguments: which, and what it fills in itself."""

    parameters: tuple[str, ...]
    slots: Mapping[str, ast.expr]
    scope: Mapping[str, ast.expr]


def fault_kinds(root: Path) -> list[FaultKind]:
    """Return every fault that the source under `root` can make, by code.

    Raises:
        FaultCodeHiddenError: a code is not written out where the fault is made.
    """
    trees = {
        file: ast.parse(file.read_text(encoding="utf-8"))
        for folder in FOLDERS
        for file in sorted((root / folder).rglob("*.py"))
    }
    makers: dict[str, _Maker] = {"Fault": _Maker(FIELDS, {name: ast.Name(name) for name in FIELDS}, {})}
    for tree in trees.values():
        makers.update(_makers_in(tree))
    kinds = {kind for tree in trees.values() for kind in _kinds_in(tree, makers)}
    hidden = [kind for kind in kinds if not CODE.fullmatch(kind.code)]
    if hidden:
        words = "; ".join(sorted(f"{kind.code!r}: {kind.cause}" for kind in hidden))
        raise FaultCodeHiddenError(f"Write these codes out where the faults are made: {words}")
    return sorted(kinds, key=lambda kind: (kind.code, kind.cause, kind.repair, kind.is_warning))


def faults_markdown(root: Path | None = None) -> str:
    """Return the reference of all faults as Markdown. `root` None = the installed package."""
    by_code: dict[str, list[FaultKind]] = {}
    for kind in fault_kinds(root or Path(errors.__file__).parents[2]):
        by_code.setdefault(kind.code, []).append(kind)
    return "\n".join(
        (
            "# Faults",
            "",
            "Written by `alongside faults-reference`; change the words where the fault is made, not on this page.",
            "",
            "A fault says what is wrong with a definition, a plugin, a text, a sound or a setting, where, and how to mend it.",
            "A warning does not refuse anything.",
            "",
            *(line for code, kinds in by_code.items() for line in _section(code, kinds)),
        )
    )


@click.command("faults-reference", epilog="\b\nExample:\n  alongside faults-reference > docs/reference/faults.md")
def faults_reference() -> None:
    """Print every fault code as Markdown: its cause and its repair."""
    click.echo(faults_markdown(), nl=False)


def _section(code: str, kinds: list[FaultKind]) -> Iterator[str]:
    yield f"## `{code}`"
    yield ""
    for kind in kinds:
        cause = "The cause says what was found." if kind.cause == UNKNOWN else _escaped(kind.cause)
        yield f"- {'Warning: ' if kind.is_warning else ''}{cause}"
        yield f"  *Repair:* {_escaped(kind.repair)}"
    yield ""


def _escaped(words: str) -> str:
    return re.sub(r"([<>*_])", r"\\\1", words)


def _makers_in(tree: ast.Module) -> Iterator[tuple[str, _Maker]]:
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        parameters = tuple(argument.arg for argument in (*function.args.args, *function.args.kwonlyargs))
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            slots = _bound(call, FIELDS)
            code = slots.get("code")
            if _name(call.func) == "Fault" and isinstance(code, ast.Name) and code.id in parameters:
                yield function.name, _Maker(parameters, slots, _assigned(tree) | _assigned(function))


def _kinds_in(tree: ast.Module, makers: Mapping[str, _Maker]) -> Iterator[FaultKind]:
    module = _assigned(tree)
    inside = {
        id(call): function
        for function in ast.walk(tree)  # breadth first: the innermost function comes last and stays
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
    }
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        maker = makers.get(_name(call.func))
        if maker is None:
            continue
        function = inside.get(id(call))
        if function is not None and function.name in makers and _name(call.func) == "Fault":
            continue  # a maker's own call: its callers are read instead
        given = _bound(call, maker.parameters)
        scope = module | (_assigned(function) if function else {})
        words = {}
        for slot, expression in maker.slots.items():
            if isinstance(expression, ast.Name) and expression.id in maker.parameters:
                words[slot] = _words(given[expression.id], scope) if expression.id in given else [""]
            else:
                words[slot] = _words(expression, maker.scope)
        for number, code in enumerate(words["code"]):
            cause, repair, warning = (
                _matching(words.get(slot, [""]), number, len(words["code"]))
                for slot in ("cause", "repair", "is_warning")
            )
            yield FaultKind(code, cause, repair, warning == "True")


def _matching(alternatives: list[str], number: int, of: int) -> str:
    """Return the words that go with one of several codes: `A if x else B` stands with `C if x else D`."""
    return alternatives[number] if len(alternatives) == of else alternatives[0]


def _bound(call: ast.Call, parameters: tuple[str, ...]) -> dict[str, ast.expr]:
    return dict(zip(parameters, call.args, strict=False)) | {
        keyword.arg: keyword.value for keyword in call.keywords if keyword.arg
    }


def _assigned(scope: ast.Module | ast.FunctionDef) -> dict[str, ast.expr]:
    """Return what the names of a scope are set to: a module's own, or all inside a function."""
    nodes = scope.body if isinstance(scope, ast.Module) else list(ast.walk(scope))
    assigned: dict[str, ast.expr] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                assigned |= _targets(target, node.value)
    return assigned


def _targets(target: ast.expr, value: ast.expr) -> dict[str, ast.expr]:
    if isinstance(target, ast.Name):
        return {target.id: value}
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return {name.id: one for name, one in zip(target.elts, value.elts, strict=False) if isinstance(name, ast.Name)}
    return {}


def _name(expression: ast.expr) -> str:
    return expression.id if isinstance(expression, ast.Name) else ""


def _words(expression: ast.expr, scope: Mapping[str, ast.expr]) -> list[str]:
    """Return what an expression says: each of its alternatives, with placeholders for what is known only later."""
    match expression:
        case ast.Constant(value=value):
            return [str(value)]
        case ast.JoinedStr(values=values):
            return ["".join(_part(value) for value in values)]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_words(body, scope), *_words(orelse, scope)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [_words(left, scope)[0] + _words(right, scope)[0]]
        case ast.Name(id=name) if name in scope:
            return _words(scope[name], {known: value for known, value in scope.items() if known != name})
        case _:
            return [UNKNOWN]


def _part(value: ast.expr) -> str:
    match value:
        case ast.Constant(value=words):
            return str(words)
        case ast.FormattedValue(value=inner, conversion=conversion):
            match inner:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    label = f"{{{name}}}"
                case _:
                    label = UNKNOWN
            return f"'{label}'" if conversion == ord("r") else label
        case _:
            return UNKNOWN
