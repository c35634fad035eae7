"""Where the app may listen: beyond this machine only when what it says is encrypted."""

from ipaddress import ip_address


class Exposed(Exception):
    """The app would talk to the network in the clear; said with advice."""


def refuse_exposed(address: str | None, *, tls: bool) -> None:
    """Raise Exposed for an address beyond loopback without TLS.

    address: what the server listens on; None is every network there is.
    """
    if tls or (address is not None and _loopback(address)):
        return
    raise Exposed(
        f"listening on {address or 'every network'} without TLS would send health data in the "
        "clear. Give a certificate (--certfile, --keyfile), or set CAIRN_BEHIND_TLS=1 when a "
        "proxy in front ends TLS, or stay on 127.0.0.1. See docs/operators.md."
    )


def _loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
