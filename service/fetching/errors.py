"""What can go wrong on the way out. Messages name the host alone, since a whole address can carry tokens."""

from service.errors import RoundlogError, UsageError


class FetchError(RoundlogError):
    """A request brought no usable answer.

    Attributes:
        host: Whom it was meant for.
        reason: Why, in plain words that go on from the host's name.
        permanent: No retry will help until someone acts.
    """

    def __init__(self, host: str, reason: str, *, permanent: bool = False) -> None:
        super().__init__(f"{host}: {reason}")
        self.host, self.reason, self.permanent = host, reason, permanent


class TargetRefused(FetchError):
    """The address has a wrong form, or isn't public; Roundlog made no connection to it."""

    exit_code = UsageError.exit_code

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(host, reason, permanent=True)


class FeedUnreadable(RoundlogError):
    """What came isn't a feed, or can't be read as one within the limits.

    Attributes:
        reason: Why, in plain words.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
