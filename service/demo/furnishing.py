"""Adds the demo's feeds and its receiver, as `roundlog feeds add` and `roundlog endpoints add` would."""

from service.delivery.endpoints import Endpoints
from service.demo.feeds import FeedServer
from service.demo.receiver import Receiver
from service.feeds.repository import Feeds
from service.services import Services


def add_feeds(services: Services, publishers: FeedServer) -> None:
    """Add every publisher's feed under the publisher's name."""
    feeds = Feeds(services.log, services.clock)
    for feed in publishers.feeds.values():
        feeds.add(publishers.url + feed.path, publisher=feed.publisher)


def add_receiver(services: Services, receiver: Receiver) -> str:
    """Add the receiver as an endpoint for all changes, and return the secret it shares with Roundlog."""
    return Endpoints(services.log, services.clock).add(receiver.url).secret
