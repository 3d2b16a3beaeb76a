from collections.abc import Mapping, Sequence
from typing import Literal

from matplotlib.spines import Spine

class Axes:
    spines: Mapping[str, Spine]
    def set_title(
        self,
        label: str,
        *,
        loc: Literal["left", "center", "right"],
        fontsize: float,
        fontweight: str,
        x: float,
        pad: float,
    ) -> object: ...
    def set_xlim(self, left: float, right: float) -> object: ...
    def set_ylim(self, bottom: float, top: float) -> object: ...
    def set_xticks(self, ticks: Sequence[float]) -> object: ...
    def set_yticks(self, ticks: Sequence[float], labels: Sequence[str]) -> object: ...
    def tick_params(self, *, axis: Literal["x", "y"], length: float) -> None: ...
    def barh(self, y: Sequence[float], width: Sequence[float], *, height: float, color: str) -> object: ...
    def plot(
        self, xs: Sequence[float], ys: Sequence[float], *, color: str, linewidth: float, marker: str, markersize: float
    ) -> object: ...
    def axvline(self, x: float, *, color: str, linestyle: tuple[int, tuple[int, int]], linewidth: float) -> object: ...
    def text(self, x: float, y: float, s: str, *, ha: str, va: str, fontsize: float) -> object: ...
    def annotate(
        self,
        text: str,
        xy: tuple[float, float],
        *,
        xycoords: tuple[str, str],
        xytext: tuple[float, float],
        textcoords: str,
        va: str,
        fontweight: str,
    ) -> object: ...
