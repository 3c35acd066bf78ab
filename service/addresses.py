"""Addresses of articles, in the one form under which they are compared and kept."""

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}

# What campaigns and networks add to a link; it never chooses the article.
_TRACKING_PREFIXES = ("utm_", "mtm_", "hsa_")
# fmt: off
_TRACKING_NAMES = frozenset({
    "_ga", "_gl", "_hsenc", "_hsmi", "_openstat", "at_campaign", "at_medium", "dclid", "fbclid", "gbraid",
    "gclid", "gclsrc", "igshid", "mc_cid", "mc_eid", "mkt_tok", "msclkid", "oly_anon_id", "oly_enc_id",
    "pk_campaign", "pk_kwd", "s_cid", "ttclid", "twclid", "vero_id", "wbraid", "wt_mc", "yclid", "ysclid",
})
# fmt: on

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def canonical_address(url: str) -> str | None:
    """The address without what doesn't choose the article; None if it isn't an http or https address.

    Scheme and host in lower case, international names in their ASCII form (RFC 5890), no user name, password,
    default port, fragment or tracking parameters, an empty path as ``/`` (RFC 3986, section 6.2). All else
    stays as it is, since servers may tell it apart.
    """
    parts = _split(url)
    where = parts and _where(parts)
    if parts is None or where is None:
        return None
    query = "&".join(part for part in parts.query.split("&") if not _is_tracking(part))
    return urlunsplit((parts.scheme, where, parts.path or "/", query, ""))


def display_address(url: str) -> str:
    """The address as lists show it: what can carry tokens (user name, password, query) is hidden."""
    parts = _split(url)
    where = parts and _where(parts)
    if parts is None or where is None:
        return "…"
    return f"{parts.scheme}://{where}{parts.path}{'?…' if parts.query else ''}"


def _split(url: str) -> SplitResult | None:
    url = url.strip()
    if _CONTROLS.search(url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # Raises where it isn't a number.
    except ValueError:
        return None
    return parts if parts.scheme in _DEFAULT_PORTS else None


def _host(parts: SplitResult) -> str | None:
    try:
        return (parts.hostname or "").encode("idna").decode("ascii").rstrip(".") or None
    except UnicodeError:
        return None


def _where(parts: SplitResult) -> str | None:
    host = _host(parts)
    if host is None:
        return None
    bracketed = f"[{host}]" if ":" in host else host
    shown = parts.port is not None and parts.port != _DEFAULT_PORTS[parts.scheme]
    return f"{bracketed}:{parts.port}" if shown else bracketed


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)
