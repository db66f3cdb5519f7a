"""dojletters as one module: `from dojletters import compare, extract, load, verify`, and `python -m dojletters` is the command.

The packages beside this module are called `pipeline`, `extractors` and `schemas`. Whoever works in a folder that has a
`pipeline/` of its own imports this module: it takes the packages that lie beside it, whatever comes first on the path.
"""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

__all__ = ["__version__", "compare", "extract", "load", "verify"]

_BESIDE = Path(__file__).resolve().parent


def _take(name: str) -> None:
    """Import the package `name` that lies beside this module; raises ImportError where another of that name was imported."""
    folder = _BESIDE / name
    known = sys.modules.get(name)
    if known is not None:
        if Path(known.__file__ or "").resolve().parent != folder:
            raise ImportError(
                f"{known.__file__} was imported as {name!r}: import dojletters before it, or in a process of its own"
            )
        return
    spec = spec_from_file_location(name, folder / "__init__.py", submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None:
        raise ImportError(f"no package {name!r} lies beside {__file__}")
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


for _name in ("schemas", "extractors", "pipeline"):
    _take(_name)

from pipeline import __version__, compare, extract, load, verify  # noqa: E402

if __name__ == "__main__":
    from pipeline.cli import main

    main()
