"""Ports that nobody listens on."""

import socket


def free(count: int) -> list[int]:
    """Return as many ports of this machine, no two the same."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    found = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return found
