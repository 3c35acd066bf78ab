"""The history of the database's schema: one hand-written file a step, named by its revision, run by Alembic.

All steps still missing run in one transaction, so a failed upgrade leaves the database as it was.
"""

from importlib import resources


def revisions() -> tuple[str, ...]:
    """Names of all steps that this release knows, oldest first, by their files: Alembic is slow to load."""
    steps = resources.files(__name__).joinpath("versions").iterdir()
    return tuple(sorted(step.name.removesuffix(".py") for step in steps if step.name[:4].isdecimal()))
