"""Makes `python -m loopguard` the same as the `loopguard` command."""

from loopguard.cli import main

if __name__ == "__main__":
    main()
