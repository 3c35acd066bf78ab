"""A webhook receiver on loopback: verifies signatures with the standardwebhooks library, answers by script."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
from standardwebhooks import Webhook, WebhookVerificationError

TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True)
class Received:
    """A message whose signature held."""

    id: str
    timestamp: int
    headers: dict[str, str]
    raw: bytes
    body: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """A scripted answer."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Receiver:
    """Answers 204 unless `script` holds something else; stands still while `gate` is closed.

    Attributes:
        received: Every verified message, repeats included, in order of arrival.
        refused: Requests whose signature didn't hold.
        arrived: Set as soon as a verified message is in, before it is answered.
        secret: Set it before the first message.
        clock: Given where the sender's clock isn't the real one; the age is checked by it then.
    """

    def __init__(self, *script: int | Answer, clock: Callable[[], datetime] | None = None) -> None:
        self.script: deque[int | Answer] = deque(script)
        self.secret, self.clock = "", clock
        self.received: list[Received] = []
        self.refused = 0
        self.arrived, self.gate = threading.Event(), threading.Event()
        self.gate.set()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/hook/s3cret-t0ken?key=h1dden"

    @property
    def ids(self) -> list[str]:
        return [message.id for message in self.received]

    def __enter__(self) -> "Receiver":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.gate.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _take(self, raw: bytes, headers: dict[str, str]) -> Answer:
        try:
            self._verify(raw, headers)
        except (WebhookVerificationError, ValueError):
            self.refused += 1
            return Answer(401)
        message = Received(
            headers["webhook-id"], int(headers["webhook-timestamp"]), headers, raw, msgspec.json.decode(raw)
        )
        with self._lock:
            self.received.append(message)
            answer = self.script.popleft() if self.script else 204
        self.arrived.set()
        self.gate.wait(30)
        return answer if isinstance(answer, Answer) else Answer(answer)

    def _verify(self, raw: bytes, headers: dict[str, str]) -> None:
        hook = Webhook(self.secret)
        if self.clock is None:
            hook.verify(raw, headers)
            return
        sent = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
        signature = hook.sign(headers["webhook-id"], sent, raw.decode())
        if signature not in headers["webhook-signature"].split() or abs(self.clock() - sent) > TOLERANCE:
            raise WebhookVerificationError

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("content-length", 0)))
                answer = receiver._take(raw, {name.lower(): value for name, value in self.headers.items()})
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.status != 204:
                    self.send_header("content-length", str(len(answer.body)))
                self.end_headers()
                if answer.status != 204:
                    self.wfile.write(answer.body)

            def do_GET(self) -> None:
                receiver.refused += 1
                self.send_error(405)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
