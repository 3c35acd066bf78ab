"""A process that sends what is due, for tests that kill it. Arguments: path of the database."""

import asyncio
import sys
from ipaddress import ip_network

from events.sql_log import SqlEventLog
from service.clock import now
from service.database import open_engine
from service.delivery.leasing import give_back_all
from service.delivery.sender import Sender
from service.fetching.door import Door


async def send(path: str) -> None:
    engine = open_engine(f"sqlite:///{path}")
    give_back_all(engine)
    async with Door(allowed=(ip_network("127.0.0.0/8"),), agent="Roundlog/test") as door:
        sender = Sender(SqlEventLog(engine), door, now)
        await sender.send_due()
        await sender.close()


if __name__ == "__main__":
    asyncio.run(send(sys.argv[1]))
