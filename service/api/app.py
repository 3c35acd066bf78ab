"""The HTTP application. It answers only to names it goes by, so that no page elsewhere reaches it by rebinding DNS."""

from collections.abc import Callable
from urllib.parse import urlsplit

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from service.health import Health

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def allowed_hosts(host: str, public_url: str | None) -> list[str]:
    """The Host headers to answer to: loopback names, the name or address listened on, and that of the public URL."""
    named = urlsplit(public_url).hostname if public_url else None
    return [*LOOPBACK, *(name for name in (host, named) if name and name not in LOOPBACK)]


def create_app(health: Callable[[], Health], hosts: list[str]) -> FastAPI:
    """Build the application. `health` is asked at each request and may block; FastAPI calls it in a thread."""
    app = FastAPI(title="Roundlog", docs_url=None, redoc_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts)

    @app.get("/healthz", response_model=None)
    def healthz() -> JSONResponse:
        """200 while the daemon does its work, 503 with the reason when it can't."""
        state = health()
        return JSONResponse(state.as_dict(), status_code=200 if state.ok else 503)

    return app
