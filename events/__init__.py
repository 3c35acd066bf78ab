"""The vocabulary of what happened, and the append-only log that keeps it.

Rules of the log:

- A record never changes. Positions are gapless, start at 1 and are given inside the write lock.
- The canonical bytes of the whole envelope are what is stored, hashed and exchanged; columns are copies.
- An event's type is a dotted string in the past tense, never the path of a class.
- Ids of machine-made events come from their natural key, so a retry appends nothing twice.
- Nothing here reads a clock, the network or chance: times, salts and ids of human acts come in as arguments.
"""
