"""A quicker start takes nothing away."""

from __future__ import annotations

import subprocess
import sys


def test_the_library_leaves_the_collector_alone() -> None:
    program = (
        "import gc; before = gc.get_threshold(); import pipeline.cli, pipeline.extraction; print(gc.get_threshold() == before)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
