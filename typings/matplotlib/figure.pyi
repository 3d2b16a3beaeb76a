from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

class Canvas:
    def draw(self) -> None: ...

class Figure:
    canvas: Canvas
    def __init__(self, *, figsize: tuple[float, float]) -> None: ...
    def add_axes(self, rect: tuple[float, float, float, float]) -> Axes: ...
    def legend(
        self, *, handles: Sequence[Patch | Line2D], loc: str, ncols: int, frameon: bool, borderaxespad: float
    ) -> object: ...
    def savefig(self, fname: str, *, transparent: bool, dpi: float, metadata: Mapping[str, None] | None) -> None: ...
