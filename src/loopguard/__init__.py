"""LoopGuard: finds the calls that block an event loop.

The command line is `loopguard check PATHS`; the same work is `loopguard.engine.check(settings)`.
"""

__version__ = "0.1.0"
