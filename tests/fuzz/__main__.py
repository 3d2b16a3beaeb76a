"""`make fuzz`: each target for FUZZ_SECONDS (300), one after the other, on one core.

python -m tests.fuzz [target ...]         what breaks a promise goes into its corpus, and is told
python -m tests.fuzz --keep [target ...]  afterwards: the fewest inputs that reach what was reached, into the corpus
"""
# ruff: noqa: T201 - it tells who waits

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.fuzz import corpus

SECONDS = int(os.environ.get("FUZZ_SECONDS", "300"))
WORK = Path(os.environ.get("FUZZ_FOLDER", ".fuzz"))
"""What was tried and reached something new. The next run goes on from there."""
SLOWEST = 10
"""Seconds for one input; what takes longer is found."""
LARGEST = 2048
"""MB of the whole process."""
TELLS = 15.0
"""Seconds between two lines of progress."""
MOST_KEPT, LONGEST_KEPT = 25, 200
"""Inputs, and bytes of each, that are added to a corpus at a time."""
STATUS = re.compile(r"#(\d+)\s.*cov: (\d+).*corp: (\d+)")


def main(arguments: Sequence[str]) -> int:
    chosen = [name for name in arguments if name != "--keep"] or corpus.names()
    if unknown := set(chosen) - set(corpus.names()):
        print(f"No target {', '.join(sorted(unknown))}. There are: {', '.join(corpus.names())}")
        return 2
    if "--keep" in arguments:
        for name in chosen:
            print(f"{name}: {keep(name)} more are kept")
        return 0
    found = sum(fuzz(name, SECONDS) for name in chosen)
    print(f"{len(chosen)} targets, {found} found." if found else f"{len(chosen)} targets, nothing found.")
    return 1 if found else 0


def fuzz(name: str, seconds: int, work: Path = WORK, into: Path = corpus.CORPUS, *more: str) -> int:
    """How many places broke a promise. Their inputs are in the corpus then, so that every test sees them."""
    folder = work / name
    tried, broken = folder / "tried", folder / "found"
    for one in (tried, broken):
        one.mkdir(parents=True, exist_ok=True)
    for old in broken.iterdir():
        old.unlink()
    _seed(name, tried)
    limits = (f"-max_total_time={seconds}", f"-timeout={SLOWEST}", f"-rss_limit_mb={LARGEST}")
    sizes = (f"-max_len={corpus.target(name).LONGEST}", *_dictionary(name, folder), "-len_control=20")
    options = (*limits, *sizes, f"-artifact_prefix={broken}/", *more, str(tried))
    _watch(name, [sys.executable, "-m", "tests.fuzz.guided", name, str(broken), *options], broken, folder / "log")
    inputs = list(_inputs(broken))
    for input_ in inputs:
        place = input_.with_suffix(".txt").read_text("utf-8").splitlines()[0] if _told(input_) else input_.name
        print(f"  {name}: {place}\n    {corpus.escaped(input_.read_bytes())[:300]}", flush=True)
    corpus.keep(name, [one.read_bytes() for one in inputs], "found, and mended", into)
    return len(inputs)


def _seed(name: str, tried: Path) -> None:
    for number, one in enumerate(corpus.kept(name)):
        (tried / f"kept-{number}").write_bytes(one)


def _dictionary(name: str, folder: Path) -> list[str]:
    """As an option; libFuzzer wants no empty one."""
    file = folder / "words"
    lines = ("".join(f"\\x{byte:02x}" for byte in word) for word in corpus.words(corpus.kept(name)))
    file.write_text("".join(f'"{line}"\n' for line in lines), "ascii")
    return [f"-dict={file}"] if file.stat().st_size else []


def _watch(name: str, command: Sequence[str], broken: Path, log: Path) -> None:
    """Its words go into a file; from time to time one line of them is told."""
    began = told = time.monotonic()
    status = ("0", "0", "0")
    with (
        log.open("w", encoding="utf-8") as file,
        subprocess.Popen(command, stderr=subprocess.PIPE, stdout=file, text=True, errors="replace") as child,
    ):
        for line in child.stderr or ():
            file.write(line)
            if match := STATUS.match(line):
                status = (match[1], match[2], match[3])
            if time.monotonic() - told > TELLS:
                told = time.monotonic()
                _tell(name, told - began, status, broken)
    _tell(name, time.monotonic() - began, status, broken)
    if not list(_inputs(broken)) and child.returncode:
        raise SystemExit(f"{name} could not be run: see {log}")


def _tell(name: str, seconds: float, status: tuple[str, str, str], broken: Path) -> None:
    tries, reached, corpus_size = status
    found = len(list(_inputs(broken)))
    done = f"{seconds:.0f} s, {tries} inputs, {reached} places reached, {corpus_size} inputs worth keeping"
    print(f"{name}: {done}, {found} found", flush=True)


def _inputs(broken: Path) -> Iterator[Path]:
    """What is found by Found, and what libFuzzer itself writes: crash-, timeout-, oom-."""
    return (file for file in sorted(broken.iterdir()) if not file.suffix and not file.name.startswith("slow"))


def _told(input_: Path) -> bool:
    return input_.with_suffix(".txt").exists()


def keep(name: str, work: Path = WORK, into: Path = corpus.CORPUS) -> int:
    """The short ones among the fewest that reach all that was reached."""
    tried, fewest = work / name / "tried", work / name / "fewest"
    if not tried.exists():
        return 0
    fewest.mkdir(exist_ok=True)
    for old in fewest.iterdir():
        old.unlink()
    before = work / name / "before"
    before.mkdir(exist_ok=True)
    _seed(name, before)
    options = ("-merge=1", f"-max_len={LONGEST_KEPT}", str(fewest), str(before), str(tried))
    command = [sys.executable, "-m", "tests.fuzz.guided", name, str(work / name), *options]
    subprocess.run(command, check=True, capture_output=True)
    known = set(corpus.kept(name, into))
    new = sorted((file.read_bytes() for file in fewest.iterdir()), key=lambda one: (len(one), one))
    new = [one for one in new if one not in known and len(one) <= LONGEST_KEPT]
    return corpus.keep(name, new[:MOST_KEPT], "reached something new", into)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
