"""Which IP addresses are not public, by an explicit list.

The list, and not `ipaddress.is_global`, decides: the latter passes multicast, and private addresses in NAT64,
6to4 and IPv4-compatible form. Sources: the IANA special-purpose registries (RFC 6890), and the RFCs named.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_RANGES = {
    "0.0.0.0/8": "this network (RFC 791)",
    "10.0.0.0/8": "private (RFC 1918)",
    "100.64.0.0/10": "shared by carriers (RFC 6598)",
    "127.0.0.0/8": "loopback (RFC 1122)",
    "169.254.0.0/16": "link-local (RFC 3927)",
    "172.16.0.0/12": "private (RFC 1918)",
    "192.0.0.0/24": "protocol assignments (RFC 6890)",
    "192.0.2.0/24": "documentation (RFC 5737)",
    "192.31.196.0/24": "AS112 (RFC 7535)",
    "192.52.193.0/24": "automatic multicast tunnelling (RFC 7450)",
    "192.88.99.0/24": "6to4 relays (RFC 7526)",
    "192.168.0.0/16": "private (RFC 1918)",
    "192.175.48.0/24": "AS112 (RFC 7534)",
    "198.18.0.0/15": "benchmarking (RFC 2544)",
    "198.51.100.0/24": "documentation (RFC 5737)",
    "203.0.113.0/24": "documentation (RFC 5737)",
    "224.0.0.0/4": "multicast (RFC 5771)",
    "240.0.0.0/4": "reserved (RFC 1112)",
    # Unspecified, loopback, and every form that wraps an IPv4 address: compatible, mapped, translated.
    "::/8": "reserved, loopback or a wrapped IPv4 address (RFC 4291)",
    "64:ff9b::/96": "NAT64 (RFC 6052)",
    "64:ff9b:1::/48": "NAT64 (RFC 8215)",
    "100::/64": "discard (RFC 6666)",
    "100:0:0:1::/64": "dummy prefix (RFC 9780)",
    # Protocol assignments; Teredo (RFC 4380), ORCHID, benchmarking and more lie inside.
    "2001::/23": "protocol assignments (RFC 2928)",
    "2001:db8::/32": "documentation (RFC 3849)",
    "2002::/16": "6to4 (RFC 3056)",
    "2620:4f:8000::/48": "AS112 (RFC 7534)",
    "3fff::/20": "documentation (RFC 9637)",
    "5f00::/16": "segment routing (RFC 9602)",
    "fc00::/7": "private (RFC 4193)",
    "fe80::/10": "link-local (RFC 4291)",
    "fec0::/10": "site-local (RFC 3879)",
    "ff00::/8": "multicast (RFC 4291)",
}

DENIED: tuple[tuple[Network, str], ...] = tuple((ip_network(text), kind) for text, kind in _RANGES.items())

# ISATAP (RFC 5214, section 6.1) hides an IPv4 address in the lower half: interface id ::[02]00:5efe:<IPv4>.
_ISATAP = {0x00005EFE, 0x02005EFE}


def denial(address: Address, allowed: Iterable[Network] = ()) -> str | None:
    """Why this address is not contacted; None if it is public, or lies in one of the `allowed` networks."""
    if any(address in network for network in allowed):
        return None
    for network, kind in DENIED:
        if address in network:
            return kind
    if isinstance(address, IPv6Address) and (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return "an IPv4 address in ISATAP form (RFC 5214)"
    return None
