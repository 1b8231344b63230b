"""The installed program `modaverse`."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from modaverse_desktop.cli import main

    sys.exit(main())
