"""What can go wrong with the log. The docstring of an error is what it means; its message says what to do."""


class EventLogError(Exception):
    """The log can't do what was asked."""


class WrongExpectedVersion(EventLogError):
    """The subject has moved on since it was read.

    Attributes:
        subject: What the events are about.
        expected: The version (number of events) the caller had seen.
        actual: The version the log holds.
    """

    def __init__(self, subject: str, expected: int, actual: int) -> None:
        super().__init__(f"{subject} is at version {actual}, not {expected}: read it again and retry")
        self.subject, self.expected, self.actual = subject, expected, actual


class UnknownEventType(EventLogError):
    """A record of a type or schema version that this release doesn't know.

    Attributes:
        type: The type the record carries.
        schema_version: Its schema version.
    """

    def __init__(self, type_: str, schema_version: int) -> None:
        super().__init__(
            f"this release can't read {type_} version {schema_version}: it was written by a newer Roundlog, so upgrade"
        )
        self.type, self.schema_version = type_, schema_version


class MalformedEvent(EventLogError):
    """The bytes of a record aren't a valid event of their type."""


class QuoteMismatch(EventLogError):
    """A claim's evidence isn't an exact slice of the text it is said to come from."""


class LogUnavailable(EventLogError):
    """The database that holds the log failed: no room, a lock held too long, a damaged or missing file."""
