"""What a data pack has wrong, said so that its author can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault: the file, the place inside it and a full Vietnamese sentence."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        where = f"Tệp “{self.file}”, mục “{self.place}”" if self.place else f"Tệp “{self.file}”"
        return f"{where}: {self.message}"


class PackError(Exception):
    """The pack cannot be used; `problems` lists every fault found, in the order of the files."""

    code = "pack-invalid"

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))
