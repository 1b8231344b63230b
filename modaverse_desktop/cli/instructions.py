"""`instructions convert`, `check` and `show`: files of instructions, made, checked and looked at."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from modaverse_desktop.cli.output import Output
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_atomically
from modaverse_desktop.core.meta_response import Spelling
from modaverse_desktop.core.wording import counted


def convert(arguments: Namespace, output: Output) -> int:
    """Make one instruction file of published ones."""
    from modaverse_desktop.training.construction.converters import Options, convert_files
    from modaverse_desktop.training.construction.files import write_samples
    from modaverse_desktop.training.construction.sample import Kind, Sample

    for path in arguments.files:
        _keep(path, arguments.output)
    options = Options(Kind(arguments.kind) if arguments.kind else None, arguments.name_of, arguments.seed)

    def samples() -> Iterator[Sample]:
        for number, (path, sample) in enumerate(convert_files(arguments.format, arguments.files, options)):
            if number % 1000 == 0:
                output.progress(f"{path.name}: {number:,} samples")
            yield sample

    count = write_samples(islice(samples(), arguments.limit), arguments.output)
    output.result({"samples": count, "file": str(arguments.output)}, f"{count:,} samples written to {arguments.output}")
    return 0


def check(arguments: Namespace, output: Output) -> int:
    """Check instruction files. The exit code is 3 if one has a problem."""
    from modaverse_desktop.training.construction.checking import check_file

    problems = 0
    for path in arguments.files:
        tell = lambda count, name=path.name: output.progress(f"{name}: {count:,} samples")  # noqa: E731
        found = check_file(path, arguments.media, probe=arguments.probe, tell=tell)
        problems += found.problems.total()
        data = {
            "file": str(path),
            "samples": found.samples,
            "kinds": dict(found.kinds),
            "pairs": dict(found.pairs.most_common()),
            "problems": dict(found.problems),
            "first_problems": found.said,
        }
        counts = counted(found.samples, "sample", "samples"), counted(found.problems.total(), "problem", "problems")
        lines = [f"{path}: {', '.join(counts)}"]
        lines += [f"  {count:>9,}  {name}" for name, count in (*found.kinds.most_common(), *found.pairs.most_common())]
        output.result(data, "\n".join([*lines, *(f"  {sentence}" for sentence in found.said)]))
    return ErrorKind.INPUT.exit_code if problems else 0


def show(arguments: Namespace, output: Output) -> int:
    """Show some samples, as text or as a page."""
    from modaverse_desktop.training.construction.sample import to_line
    from modaverse_desktop.training.construction.showing import as_html, as_text, draw

    samples = draw(arguments.file, arguments.count, arguments.seed)
    if not samples:
        raise AppError(f"{arguments.file} holds no samples", hint="Is it the right file?", kind=ErrorKind.INPUT)
    spelling = Spelling(arguments.spelling)
    if arguments.html:
        _keep(arguments.file, arguments.html)
        page = as_html(samples, arguments.media, spelling, arguments.file.name)
        write_atomically(arguments.html, page.encode())
        output.result(
            {"samples": len(samples), "file": str(arguments.html)}, f"{len(samples)} samples in {arguments.html}"
        )
        return 0
    if output.as_json:
        import json

        output.result({"samples": [json.loads(to_line(sample)) for sample in samples]}, "")
    else:
        output.show(as_text(samples, spelling))
    return 0


def _keep(read: Path, written: Path) -> None:
    """Raises AppError(USAGE) if what is to be written is the file that is read: it would be lost."""
    if read.exists() and written.exists() and read.samefile(written):
        title = f"{written} is the file that is read"
        raise AppError(title, "It would be written over", "Choose another name.", ErrorKind.USAGE)
