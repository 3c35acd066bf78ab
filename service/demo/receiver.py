"""A receiver of messages as a subscriber would write one: it checks the signature, then it reads."""

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from threading import Lock
from typing import Any

import msgspec
from standardwebhooks import Webhook, WebhookVerificationError

from service.demo.loopback import LoopbackServer


class Message(msgspec.Struct, frozen=True):
    """A message whose signature held: its id (`webhook-id`) and its body."""

    id: str
    body: dict[str, Any]


class Receiver(LoopbackServer):
    """Takes messages signed as the Standard Webhooks specification says.

    A message may come more than once under one id; it is kept once, and the repeats are counted.

    Attributes:
        secret: The endpoint's secret (``whsec_…``); None, and nothing is taken, until it is set.
        messages: Those that held, by id, in order of arrival.
        repeats: How many came again under an id that was there.
        refused: How many had no valid signature.
    """

    def __init__(self) -> None:
        self.secret: str | None = None
        self.messages: dict[str, Message] = {}
        self.repeats = 0
        self.refused = 0
        self._lock = Lock()
        super().__init__(_MessageHandler)

    def take(self, body: bytes, headers: dict[str, str]) -> bool:
        """Keep the message if its signature holds; False if not."""
        message = self._verify(body, headers)
        with self._lock:
            if message is None:
                self.refused += 1
                return False
            if message.id in self.messages:
                self.repeats += 1
            self.messages.setdefault(message.id, message)
            return True

    def _verify(self, body: bytes, headers: dict[str, str]) -> Message | None:
        if self.secret is None:
            return None
        try:
            return Message(headers["webhook-id"], Webhook(self.secret).verify(body, headers))
        except (
            WebhookVerificationError,
            KeyError,
            ValueError,
        ):  # ValueError: not base64, not UTF-8, not JSON
            return None


class _MessageHandler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        taken = self.server.take(body, {name.lower(): value for name, value in self.headers.items()})
        self.send_response(HTTPStatus.NO_CONTENT if taken else HTTPStatus.UNAUTHORIZED)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Keep quiet: the demo shows its own progress."""
