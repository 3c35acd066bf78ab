from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.fetching.deny import DENIED, denial

NOT_PUBLIC = """
    0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.1 127.255.255.255
    169.254.0.1 169.254.169.254 172.16.0.0 172.31.255.255 192.0.0.0 192.0.0.8 192.0.0.171 192.0.2.1 192.88.99.1
    192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255
    240.0.0.1 255.255.255.255
    :: ::1 ::7f00:1 ::a00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1
    64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::a00:1 100::1 2001::1 2001:0:7f00:1:: 2001:10::1 2001:20::1 2001:db8::1
    2002:7f00:1:: 2002:a00:1::1 2002:808:808::1 3fff::1 fc00::1 fdff:ffff::1 fe80::1 fe80::1%eth0 febf::1 fec0::1
    ff02::1 ff0e::1 5f00::1 2a00:1450::5efe:7f00:1 2a00:1450::200:5efe:a00:1
"""

PUBLIC = """
    1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255
    172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255
    2001:200::1 2001:4860:4860::8888 2606:4700::1111 2a00:1450:4001:80b::200e
"""


@pytest.mark.parametrize("address", NOT_PUBLIC.split())
def test_what_is_not_public_is_denied(address: str) -> None:
    assert denial(ip_address(address)) is not None


@pytest.mark.parametrize("address", PUBLIC.split())
def test_what_is_public_is_not_denied(address: str) -> None:
    assert denial(ip_address(address)) is None


@given(st.integers(0, 2**32 - 1), st.sampled_from(["::", "::ffff:0:0", "64:ff9b::", "2002::"]))
def test_every_ipv4_address_is_denied_in_each_form_that_wraps_it(number: int, prefix: str) -> None:
    shift = 80 if prefix == "2002::" else 0
    assert denial(IPv6Address(int(IPv6Address(prefix)) | number << shift)) is not None


@given(st.data())
def test_an_allowed_network_is_allowed_and_nothing_beside_it(data: st.DataObject) -> None:
    network, _ = data.draw(st.sampled_from(DENIED))
    offset = data.draw(st.integers(0, network.num_addresses - 1))
    address = network[offset]
    alone = IPv4Network(address) if address.version == 4 else IPv6Network(address)
    assert denial(address) is not None
    assert denial(address, [alone]) is None
    beside = network[(offset + 1) % network.num_addresses]
    assert denial(beside, [alone]) is not None


def test_to_allow_ipv4_loopback_allows_no_wrapped_form_of_it() -> None:
    allowed = [ip_network("127.0.0.0/8")]
    assert denial(ip_address("127.0.0.1"), allowed) is None
    assert denial(ip_address("::ffff:127.0.0.1"), allowed) is not None
