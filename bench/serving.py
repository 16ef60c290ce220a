"""How every server here serves: as `bywhen serve` does, at any port that is free."""

import gc
import socket
from typing import Final

import uvicorn
from starlette.types import ASGIApp

_PATIENCE: Final = 600
"""Seconds for which a connection may rest between two measurements."""


def serve(app: ASGIApp) -> None:
    """Print the port, and serve until killed."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    gc.collect()
    gc.freeze()
    print(listener.getsockname()[1], flush=True)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_keep_alive=_PATIENCE,
    )
    uvicorn.Server(config).run(sockets=[listener])
