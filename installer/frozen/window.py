"""The installed program `modaverse-desktop`; the model process is the same program, and ends in `freeze_support`."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from modaverse_desktop.app import launch

    sys.exit(launch())
