"""A web server on loopback that does what a test says: pages with validators, failures, and hostile things."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Request:
    """What the server was asked."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


def page(
    body: bytes | str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """A page that answers 304 to who has it."""
    content = body.encode() if isinstance(body, str) else body

    def reply(handler: BaseHTTPRequestHandler) -> None:
        validators = {"ETag": etag, "Last-Modified": last_modified}
        known = (etag and handler.headers.get("If-None-Match") == etag) or (
            last_modified and handler.headers.get("If-Modified-Since") == last_modified
        )
        sent = {name: value for name, value in validators.items() if value} | dict(headers or {})
        send(handler, 304 if known else 200, b"" if known else content, sent)

    return reply


def status(code: int, headers: Mapping[str, str] | None = None) -> Reply:
    return lambda handler: send(handler, code, b"no", headers or {})


def redirect(location: str, code: int = 302) -> Reply:
    return lambda handler: send(handler, code, b"", {"Location": location})


def compressed(content: bytes, coding: str = "gzip") -> Reply:
    """Bytes that are compressed already."""
    return lambda handler: send(handler, 200, content, {"Content-Encoding": coding})


def bomb(megabytes: int) -> Reply:
    """Zeros, compressed a thousand times."""
    return compressed(gzip.compress(bytes(megabytes * 1_000_000)))


def slow(seconds: float, then: Reply) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        then(handler)

    return reply


def endless(piece: bytes, *, pause: float = 0.0) -> Reply:
    """A body that never ends: at full speed, or dripping."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        while True:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)

    return reply


def raw(content: bytes) -> Reply:
    """Bytes as they are, headers and all."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.wfile.write(content)

    return reply


def send(handler: BaseHTTPRequestHandler, code: int, content: bytes, headers: Mapping[str, str]) -> None:
    handler.send_response(code)
    for name, value in headers.items():
        handler.send_header(name, value)
    if code != 304:
        handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


@dataclass
class FeedServer:
    """Replies by path. Of a list of replies each serves once, and the last from then on.

    Attributes:
        most_at_once: By path, the most requests that were answered at one time.
        asked_event: Set at the first request.
    """

    port: int
    scheme: str = "http"
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    most_at_once: dict[str, int] = field(default_factory=dict)
    asked_event: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _now: dict[str, int] = field(default_factory=dict)

    def put(self, path: str, *replies: Reply) -> str:
        """Serve these replies there; the address comes back."""
        self.replies[path] = list(replies)
        return self.url(path)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        path = handler.path.partition("?")[0]
        with self._lock:
            self.requests.append(Request(handler.command, path, handler.headers, body))
            replies = self.replies.get(path) or [status(404)]
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
            self._now[path] = self._now.get(path, 0) + 1
            self.most_at_once[path] = max(self._now[path], self.most_at_once.get(path, 0))
        self.asked_event.set()
        try:
            reply(handler)
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True
        finally:
            with self._lock:
                self._now[path] -= 1


@contextmanager
def feed_server(tls: SSLContext | None = None) -> Iterator[FeedServer]:
    """A server for the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            served.answer(self)

        def do_POST(self) -> None:
            served.answer(self)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # A client that goes away is what many tests are about.

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    served = FeedServer(server.server_address[1], "https" if tls else "http")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
