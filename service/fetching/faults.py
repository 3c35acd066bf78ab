"""The faults of the HTTP library, put into plain words at the border."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from service.fetching.errors import FetchError
from service.fetching.limits import Limits


@contextmanager
def plainly(host: str, limits: Limits) -> Iterator[None]:
    """Turn what httpx and timeouts raise into `FetchError`.

    Raises:
        FetchError: In their place.
    """
    try:
        yield
    except TimeoutError:
        raise FetchError(host, f"it took longer than {limits.total:g} s to answer in full") from None
    except httpx.HTTPError as error:
        raise FetchError(host, _reason(error, limits)) from error


def _reason(error: httpx.HTTPError, limits: Limits) -> str:
    match error:
        case httpx.ConnectTimeout():
            return f"no connection within {limits.connect:g} s"
        case httpx.TimeoutException():
            return f"it fell silent for {limits.silence:g} s"
        case httpx.ConnectError():
            by_certificate = "CERTIFICATE" in str(error).upper()
            return "its certificate isn't valid for it" if by_certificate else "no connection to it"
        case httpx.ProtocolError():
            return "its answer breaks off, or isn't HTTP"
        case _:
            return "the connection failed"
