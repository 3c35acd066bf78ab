from datetime import datetime

import pytest

from config.dossier import load_dossiers
from config.lexicon import load_lexicons


@pytest.fixture(scope="session")
def lexicons():
    return load_lexicons()


@pytest.fixture(scope="session")
def dossier():
    return load_dossiers()[0]


@pytest.fixture(scope="session")
def moment():
    """Reads a moment as dispatches write it."""
    return datetime.fromisoformat
