"""Addresses of a request: who asks, by which name, and the parts of what was sent as an address."""

from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from flask import request


def visitor() -> str:
    """The network address that limits count by; of IPv6 the first half, since one subscriber has all that begin so."""
    given = request.remote_addr or ""
    try:
        address = ip_address(given)
    except ValueError:
        return given
    own_network = isinstance(address, IPv6Address) and address.ipv4_mapped is None
    return f"{int(address) >> 64:x}::" if own_network else given


def host_name() -> str:
    """The name by which the product was asked, without a port."""
    parts = parts_of(f"//{request.host}")
    return (parts.hostname if parts else None) or ""


def is_loopback(name: str) -> bool:
    """Whether a name or address means the machine itself."""
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def parts_of(address: str) -> SplitResult | None:
    """The parts of an address that somebody sent; None for one that cannot be read, such as ``http://[``."""
    try:
        return urlsplit(address)
    except ValueError:
        return None
