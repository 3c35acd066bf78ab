"""Where the script `roundlog` starts: it makes sure of its packages before it imports any of them."""

import sys

from service.errors import RoundlogError
from service.home import check_home


def main() -> None:
    """Run the command line; exit codes as in `service.cli.main`."""
    try:
        check_home()
    except RoundlogError as error:
        print(f"roundlog: {error}", file=sys.stderr)  # noqa: T201 - the one line a fault gets
        sys.exit(error.exit_code)
    from service.cli import main as run  # noqa: PLC0415 - only now is it known whose packages it would import

    run()
