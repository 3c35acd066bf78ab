"""What the commands and the daemon work with, built once by `service.bootstrap`."""

from dataclasses import dataclass

from sqlalchemy import Engine

from config.settings import Settings
from events.sql_log import SqlEventLog
from service.clock import Clock


@dataclass(frozen=True, slots=True)
class Services:
    """The open database and all that every door needs."""

    settings: Settings
    engine: Engine
    log: SqlEventLog
    clock: Clock
