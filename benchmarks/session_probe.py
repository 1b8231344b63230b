"""`python -m benchmarks.session_probe SCRIPT REPORT AMOUNT`: the window, used by a script and watched. Empty but for
that: the engine's process imports this module too, and must not get Qt from it.
"""

if __name__ == "__main__":
    import sys
    from pathlib import Path

    from benchmarks.session_watch import watch

    sys.exit(watch(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])))
