"""A workflow as an SVG picture: states in columns by how far they are from the start, the normal way in the top row."""

from collections.abc import Iterator, Mapping
from html import escape

from msgspec import Struct

from chatbot.cli.workflows.picture import Arrow, Node, Picture

WIDTH, HEIGHT, BETWEEN, BELOW, ABOVE, EDGE = 148, 58, 64, 46, 40, 14
STYLE = (
    "text{font:13px sans-serif;fill:#777;text-anchor:middle}.name{font-weight:bold}"
    "rect{fill:none;stroke:#94a3b8;stroke-width:1.5}.offered{stroke:#2563eb}.owned{stroke:#16a34a}"
    ".on-hold{stroke:#16a34a;stroke-dasharray:4 3}.final{stroke-width:3}"
    "path{fill:none;stroke:#94a3b8;stroke-width:1.5}.or{stroke-dasharray:3 3}marker path{fill:#94a3b8;stroke:none}"
)
MARKER = (
    '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0 0 8 4 0 8z"/></marker>'
)


class Spot(Struct, frozen=True):
    """The upper left corner, in pixels."""

    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2


def as_svg(picture: Picture) -> str:
    spots = _spots(picture)
    width = max(spot.x for spot in spots.values()) + WIDTH + EDGE
    height = max(spot.y for spot in spots.values()) + HEIGHT + BELOW + EDGE
    title = escape(f"{picture.name}{f', for {picture.role}' if picture.role else ''}")
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img">',
            f"<title>{title}</title>",
            f"<style>{STYLE}</style>",
            f"<defs>{MARKER}</defs>",
            *(_arrow(arrow, spots) for arrow in picture.arrows),
            *(line for node in picture.nodes for line in _node(node, spots[node.code])),
            "</svg>",
        ]
    )


def _spots(picture: Picture) -> Mapping[int, Spot]:
    """Each column is filled from the top; the normal way comes first."""
    depths, filled = _depths(picture), dict[int, int]()
    spots: dict[int, Spot] = {}
    for code, depth in depths.items():
        row = filled.get(depth, 0)
        filled[depth] = row + 1
        spots[code] = Spot(EDGE + depth * (WIDTH + BETWEEN), ABOVE + row * (HEIGHT + BELOW))
    return spots


def _depths(picture: Picture) -> Mapping[int, int]:
    """By state its column: its place on the normal way, or one behind the first that leads to it."""
    depths = {node.code: place for place, node in enumerate(picture.normal_way)}
    left = [node.code for node in picture.nodes if node.code not in depths]
    while left:
        found = {
            arrow.end: depths[arrow.start] + 1
            for arrow in reversed(picture.arrows)
            if arrow.end in left and arrow.start in depths
        } or dict.fromkeys(left, 0)
        depths |= found
        left = [code for code in left if code not in found]
    return depths


def _node(node: Node, at: Spot) -> Iterator[str]:
    kind = node.kind.replace(" ", "-")
    yield f'<rect class="{kind}" x="{at.x}" y="{at.y}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
    yield f'<text class="name" x="{at.middle}" y="{at.y + 24}">{escape(f"{node.code} {node.name}")}</text>'
    yield f'<text x="{at.middle}" y="{at.y + 44}">{escape(node.label or node.kind)}</text>'


def _arrow(arrow: Arrow, spots: Mapping[int, Spot]) -> str:
    kind = "" if arrow.normal else ' class="or"'
    return f'<path{kind} marker-end="url(#tip)" d="{_curve(spots[arrow.start], spots[arrow.end])}"/>'


def _curve(start: Spot, end: Spot) -> str:
    """To the next column from side to side, over what is between above the boxes, back below them, and in the same
    column straight."""
    columns = (end.x - start.x) // (WIDTH + BETWEEN)
    if columns == 1:
        x, y, to_x, to_y = start.x + WIDTH, start.y + HEIGHT // 2, end.x, end.y + HEIGHT // 2
        return f"M{x} {y}C{x + BETWEEN // 2} {y} {to_x - BETWEEN // 2} {to_y} {to_x} {to_y}"
    if columns > 1:
        return _arc(start.middle + 20, start.y, end.middle - 20, end.y, min(start.y, end.y) - ABOVE + 4)
    if columns == 0 and start.y < end.y:
        return f"M{start.middle - 40} {start.y + HEIGHT}V{end.y}"
    if columns == 0:
        return f"M{start.middle + 40} {start.y}V{end.y + HEIGHT}"
    below = max(start.y, end.y) + HEIGHT + BELOW - 8
    return _arc(start.middle - 20, start.y + HEIGHT, end.middle + 20, end.y + HEIGHT, below)


def _arc(x: int, y: int, to_x: int, to_y: int, through: int) -> str:
    return f"M{x} {y}C{x} {through} {to_x} {through} {to_x} {to_y}"
