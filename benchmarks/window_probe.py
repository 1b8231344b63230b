"""`python -m benchmarks.window_probe REPORT SECONDS`: the window, watched. Empty but for that: the engine's process
imports this module too, and must not get Qt from it.
"""

if __name__ == "__main__":
    import os
    import sys
    import time
    from pathlib import Path

    from benchmarks.window_watch import watch

    start = float(os.environ.get("MODAVERSE_PROBE_STARTED", time.monotonic()))
    sys.exit(watch(Path(sys.argv[1]), float(sys.argv[2]), start))
