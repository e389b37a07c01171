"""SVG path data into moves, lines and curves with absolute coordinates."""

import math
import re
from collections.abc import Iterator, Sequence

Point = tuple[float, float]
Step = tuple[str, tuple[float, ...]]  # ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",)

_PART = re.compile(r"[MmZzLlHhVvCcSsQqTtAa]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}

_SMOOTH = {"S": "CS", "T": "QT"}  # after these, a smooth curve goes on from the last handle


def _split_flags(data: str) -> str:
    """Part the two flags of an arc, which may be written without a space between."""

    def spread(arc: re.Match[str]) -> str:
        number = r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)[\s,]*"
        return arc[1] + re.sub(
            rf"{number}{number}{number}([01])[\s,]*([01])[\s,]*{number}{number}", r"\1 \2 \3 \4 \5 \6 \7 ", arc[2]
        )

    return re.sub(r"([Aa])([^A-DF-Za-df-z]*)", spread, data)


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; repeated numbers repeat the command."""
    command, numbers = "", list[float]()
    for part in _PART.findall(_split_flags(data)):
        if part.isalpha():
            command, numbers = part, []
            if part in "Zz":
                yield part, []
            continue
        numbers.append(float(part))
        if len(numbers) == _COUNTS[command.upper()]:
            yield command, numbers
            numbers = []
            command = {"M": "L", "m": "l"}.get(command, command)


def _quadratic(start: Point, control: Point, end: Point) -> Step:
    """Raise a quadratic curve to a cubic one."""
    first = (start[0] + 2 / 3 * (control[0] - start[0]), start[1] + 2 / 3 * (control[1] - start[1]))
    second = (end[0] + 2 / 3 * (control[0] - end[0]), end[1] + 2 / 3 * (control[1] - end[1]))
    return ("C", (*first, *second, *end))


def arc_to_curves(start: Point, radii: Point, turn: float, flags: tuple[bool, bool], end: Point) -> Iterator[Step]:
    """Turn an elliptical arc into cubic curves (SVG 2, appendix B.2.4); `turn` in degrees."""
    radius_x, radius_y = abs(radii[0]), abs(radii[1])
    if start == end:
        return
    if not radius_x or not radius_y:
        yield ("L", end)
        return
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    half_x, half_y = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cosine * half_x + sine * half_y, -sine * half_x + cosine * half_y
    excess = (x / radius_x) ** 2 + (y / radius_y) ** 2
    if excess > 1:
        radius_x, radius_y = radius_x * math.sqrt(excess), radius_y * math.sqrt(excess)
    square = (radius_x * y) ** 2 + (radius_y * x) ** 2
    factor = math.sqrt(max(0.0, ((radius_x * radius_y) ** 2 - square) / square))
    if flags[0] == flags[1]:
        factor = -factor
    inner_x, inner_y = factor * radius_x * y / radius_y, -factor * radius_y * x / radius_x
    centre = (
        cosine * inner_x - sine * inner_y + (start[0] + end[0]) / 2,
        sine * inner_x + cosine * inner_y + (start[1] + end[1]) / 2,
    )
    first = math.atan2((y - inner_y) / radius_y, (x - inner_x) / radius_x)
    sweep = math.atan2((-y - inner_y) / radius_y, (-x - inner_x) / radius_x) - first
    if flags[1] and sweep < 0:
        sweep += 2 * math.pi
    elif not flags[1] and sweep > 0:
        sweep -= 2 * math.pi
    count = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    part = sweep / count
    pull = 4 / 3 * math.tan(part / 4)

    def place(along: float, across: float) -> Point:
        along, across = along * radius_x, across * radius_y
        return (centre[0] + cosine * along - sine * across, centre[1] + sine * along + cosine * across)

    for number in range(count):
        a, b = first + number * part, first + (number + 1) * part
        one = place(math.cos(a) - pull * math.sin(a), math.sin(a) + pull * math.cos(a))
        two = place(math.cos(b) + pull * math.sin(b), math.sin(b) - pull * math.cos(b))
        yield ("C", (*one, *two, *place(math.cos(b), math.sin(b))))


def _end_of(kind: str, numbers: Sequence[float], origin: Point, here: Point) -> Point:
    """Return the point where a command ends."""
    match kind:
        case "H":
            return (numbers[0] + origin[0], here[1])
        case "V":
            return (here[0], numbers[0] + origin[1])
        case _:
            return (numbers[-2] + origin[0], numbers[-1] + origin[1])


def read_path(data: str) -> list[Step]:
    """Return the steps of a path in absolute coordinates."""
    steps: list[Step] = []
    here: Point = (0.0, 0.0)
    opened: Point = here
    control: Point = here
    before = ""
    for command, numbers in _commands(data):
        kind = command.upper()
        origin = here if command.islower() else (0.0, 0.0)
        end = opened if kind == "Z" else _end_of(kind, numbers, origin, here)
        points = [number + origin[place % 2] for place, number in enumerate(numbers)]
        handle = (2 * here[0] - control[0], 2 * here[1] - control[1]) if before in _SMOOTH.get(kind, "-") else here
        control = end
        if kind == "Z":
            steps.append(("Z", ()))
        elif kind in "CS":
            curve = points if kind == "C" else [*handle, *points]
            control = (curve[2], curve[3])
            steps.append(("C", tuple(curve)))
        elif kind in "QT":
            control = (points[0], points[1]) if kind == "Q" else handle
            steps.append(_quadratic(here, control, end))
        elif kind == "A":
            flags = (bool(numbers[3]), bool(numbers[4]))
            steps += arc_to_curves(here, (numbers[0], numbers[1]), numbers[2], flags, end)
        else:
            steps.append(("M" if kind == "M" else "L", end))
        if kind == "M":
            opened = end
        here, before = end, kind
    return steps
