"""`python -m benchmarks [NAME]...`: measure, print a table, write build/bench.json."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.benchmark import Benchmark, Finding
from benchmarks.encoder import PictureEncoding
from benchmarks.engine import EngineWork, EveryAnswerParses
from benchmarks.gpu import GpuWork
from benchmarks.machine import machine
from benchmarks.million_lines import MillionLines
from benchmarks.session import LongSession, ManyFiles, NoLeak, StartWithHistory
from benchmarks.set_up import SecondStart
from benchmarks.training import CachedTraining
from benchmarks.window import CommandLineStart, WindowAtWork, WindowStart

RESULTS = Path(__file__).resolve().parent.parent / "build" / "bench.json"


def main(typed: Sequence[str] | None = None) -> int:
    """Run the benchmarks named, or all; returns 1 if a promise is not kept."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", metavar="NAME", nargs="*", help="only these")
    parser.add_argument("--parses", metavar="N", type=int, default=500, help="how many answers are read")
    parser.add_argument("--seconds", metavar="S", type=float, default=60, help="how long the window is watched")
    parser.add_argument("--session", metavar="S", type=float, default=300, help="how long the long session is")
    parser.add_argument("--conversions", metavar="N", type=int, default=200, help="how many conversions must not leak")
    parser.add_argument("--small", action="store_true", help="gpu: tiny models on the CPU, in seconds")
    arguments = parser.parse_args(typed)
    every: list[Benchmark] = [
        SecondStart(), CommandLineStart(), WindowStart(), WindowAtWork(arguments.seconds), EngineWork(),
        EveryAnswerParses(arguments.parses), PictureEncoding(), StartWithHistory(), ManyFiles(),
        NoLeak(arguments.conversions), LongSession(arguments.session), CachedTraining(), MillionLines(),
        GpuWork(small=arguments.small),
    ]  # fmt: skip
    if unknown := set(arguments.names) - {each.name for each in every}:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(each.name for each in every)}")
    os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
    described = machine()
    print(", ".join(f"{name} {value}" for name, value in described.items()))
    found: list[Finding] = []
    for each in every:
        if not arguments.names or each.name in arguments.names:
            found += _measured(each)
    RESULTS.parent.mkdir(exist_ok=True)
    data = {"machine": described, "findings": [{**asdict(each), "kept": each.kept} for each in found]}
    RESULTS.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    broken = [each for each in found if each.kept is False]
    print(f"\n{len(found)} measured, {len(broken)} promises not kept; written to {RESULTS}")
    return 1 if broken else 0


def _measured(benchmark: Benchmark) -> list[Finding]:
    print(f"\n{benchmark.name}", flush=True)
    try:
        benchmark.prepare()
        found = benchmark.run()
    except Exception as error:
        print(f"  could not be measured: {type(error).__name__}: {error}")
        return [Finding(benchmark.name, 0, "could not be measured", 1, at_least=True, note=str(error))]
    finally:
        benchmark.clear()
    for each in found:
        print(_row(each), flush=True)
    return found


def _row(finding: Finding) -> str:
    value = f"{finding.value:.0f}" if finding.value >= 100 else f"{finding.value:.3g}"
    limit = "" if finding.limit is None else f"{'≥' if finding.at_least else '≤'} {finding.limit:g}"
    mark = {True: "kept", False: "NOT KEPT", None: ""}[finding.kept]
    return f"  {finding.name:<36} {value:>8} {finding.unit:<8} {limit:<8} {mark:<9} {finding.note}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
