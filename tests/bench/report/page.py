"""The page of figures, made of nothing but a run that was kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.figures import Figure
from tests.bench.report.samples import limit_of, ratio, told, verdict

HEAD = """\
# How fast dibs is, and what stands beside it

    {command}

wrote this page, and `make soak` the row that says so; nothing here is typed by hand. Each row holds what dibs took, and
what its peers took in turns with it in the same run: figures differ between machines and hours, so compare only within
a row. Shown is the median, in brackets the quartiles (of fewer than four samples: the least and the most) and how many
samples there are. `ratio` is dibs to that peer. What was tried to get here, failures too: [notes.md](notes.md).

"""
COLUMNS = "| figure | dibs | beside it | took | ratio | limit | |\n|---|---|---|---|---|---|---|\n"


@dataclass(frozen=True, slots=True)
class Run:
    """`about`: when, where and with what it was measured."""

    about: Mapping[str, str]
    figures: Sequence[Figure]

    @property
    def groups(self) -> dict[str, list[Figure]]:
        """By heading, in the order in which they were measured; of what was measured twice the last."""
        latest = {(one.group, one.name): one for one in self.figures}
        found: dict[str, list[Figure]] = {}
        for one in latest.values():
            found.setdefault(one.group, []).append(one)
        return found


def page(run: Run) -> str:
    parts = [HEAD.format(command=run.about["command"]), _missed(run)]
    parts += [_group(group, figures) for group, figures in run.groups.items()]
    return "".join([*parts, _about(run.about)])


def plot_of(group: str) -> str:
    """The name of the file with that group's plot."""
    return "-".join("".join(sign if sign.isalnum() else " " for sign in group.lower()).split()) + ".svg"


def _missed(run: Run) -> str:
    limited = [one for some in run.groups.values() for one in some if one.limit]
    missed = [one for one in limited if not one.held]
    said = f"{len(limited) - len(missed)} of {len(limited)} limits are kept."
    rows = [f"| {one.group}: {one.name}, {one.unit} | {told(one.ours)} | {limit_of(one)} |" for one in missed]
    head = [f"{said} Missed:", "", "| missed | dibs | limit |", "|---|---|---|"] if missed else [said]
    return "\n".join([*head, *rows]) + "\n\n"


def _group(group: str, figures: Iterable[Figure]) -> str:
    figures = list(figures)
    rows = "".join(line for figure in figures for line in _rows(figure))
    return f"## {group[:1].upper()}{group[1:]}\n\n{COLUMNS}{rows}\n![{group}]({plot_of(group)})\n\n"


def _rows(figure: Figure) -> Iterable[str]:
    """One for each peer; the first of them has what is said of the figure itself."""
    ours = (f"{figure.name}, {figure.unit}", told(figure.ours), limit_of(figure), verdict(figure))
    name, took, limit, kept = ours
    for peer in figure.peers or [""]:
        beside = (peer, told(figure.peers[peer]), ratio(figure, peer)) if peer else ("", "", "")
        yield "| " + " | ".join([name, took, *beside, limit, kept]) + " |\n"
        name = took = limit = kept = ""


def _about(about: Mapping[str, str]) -> str:
    return "## Where this was measured\n\n| | |\n|---|---|\n" + "".join(
        f"| {name} | {value} |\n" for name, value in about.items()
    )
