"""``python -m benchmarks``: measure, and print a table of rates and ratios."""

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import append, reading, replay
from service.cli.output import console, table


def main() -> None:
    """Run all benchmarks in a temporary folder (TMPDIR says on which disk)."""
    with TemporaryDirectory() as folder:
        results = [
            result
            for benchmark in (append, replay)
            for result in benchmark.measure(Path(folder) / benchmark.__name__.rpartition(".")[2])
        ]
    rows = [
        (each.name, f"{each.rate:,.0f}", f"{each.bare:,.0f}", f"{each.ratio:.2f}", f"{each.goal:.2f}")
        for each in results
    ]
    columns = ("what", "events/s", "bare table /s", "ratio", "goal")
    console().print(table(columns, rows, title="Medians of rounds taken in turn; the ratio is what counts"))
    lines = [(each.name, each.figure, each.goal) for each in reading.measure()]
    console().print(table(("what", "measured", "goal"), lines, title="Reading, on one core"))


if __name__ == "__main__":
    main()
