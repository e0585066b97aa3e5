"""The version, in the one place that the build, the JSON output and ``--version`` read."""

__version__ = "0.1.0"
