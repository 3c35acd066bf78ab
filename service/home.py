"""Makes sure that the packages Roundlog runs on are its own.

`config`, `events`, `projections` and `service` are common names. Another folder or distribution that has one
and comes first on the path would be imported instead, and what follows would make no sense to anyone.
"""

from importlib.util import find_spec
from pathlib import Path

from service.errors import RoundlogError

NEIGHBOURS = ("config", "events", "projections")
"""The packages that live beside `service`."""


def check_home() -> None:
    """Look where the four packages would come from, without importing them.

    Raises:
        RoundlogError: One of them isn't there, or lives elsewhere.
    """
    home = Path(__file__).resolve().parent.parent
    for name in NEIGHBOURS:
        found = _place(name)
        if found != home / name:
            where = f"comes from {found}" if found else "is missing"
            advice = "run the script roundlog of an environment that holds nothing else (pipx, venv or container)"
            raise RoundlogError(f"the package {name!r} {where} instead of {home / name}: {advice}")


def _place(name: str) -> Path | None:
    """The folder of a package, or the file of a module that has its name."""
    spec = find_spec(name)
    if spec is None:
        return None
    folders = list(spec.submodule_search_locations or ())
    return Path(folders[0] if folders else str(spec.origin)).resolve()
