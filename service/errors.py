"""Faults a user can do something about. The command line prints their message and nothing else."""


class RoundlogError(Exception):
    """A fault whose message is one line that says what to do. Exit code 1."""

    exit_code = 1


class UsageError(RoundlogError):
    """Wrong use: an argument that can't be meant. Exit code 2."""

    exit_code = 2
