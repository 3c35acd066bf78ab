"""Secrets and signatures as the Standard Webhooks specification has them (``v1``: HMAC-SHA256)."""

import base64
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from standardwebhooks import Webhook

SECRET_BYTES = 32  # the specification allows 24 to 64


def new_secret() -> str:
    """A new signing key: ``whsec_`` and base64 of random bytes."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"


def signed_headers(message: str, body: bytes, secret: str, moment: datetime) -> Mapping[str, str]:
    """Headers of one attempt to send a message.

    Args:
        message: Id of the message, the same at each attempt.
        body: The exact bytes to send, UTF-8.
        secret: The endpoint's key, as `new_secret` makes it.
        moment: When this attempt is made, aware. Receivers refuse a timestamp more than five minutes off.
    """
    # The library takes the digits of a datetime as UTC whatever its zone says.
    moment = moment.astimezone(UTC)
    return {
        "content-type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret).sign(message, moment, body.decode()),
    }
