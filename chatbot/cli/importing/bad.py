"""What of a file can't be taken: in sentences, as far as anybody reads on, and how many there were."""

from dataclasses import dataclass, field

MOST_TOLD = 1_000


@dataclass(slots=True)
class Bad:
    told: list[str] = field(default_factory=list[str])
    count: int = 0

    def add(self, sentence: str) -> None:
        self.count += 1
        if self.count <= MOST_TOLD:
            self.told.append(sentence)
