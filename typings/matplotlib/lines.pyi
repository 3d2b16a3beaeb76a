from collections.abc import Sequence

class Line2D:
    def __init__(
        self,
        xdata: Sequence[float],
        ydata: Sequence[float],
        *,
        color: str,
        linestyle: tuple[int, tuple[int, int]],
        label: str,
    ) -> None: ...
