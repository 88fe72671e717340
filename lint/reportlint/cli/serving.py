"""The command `serve`: the page and its HTTP API, until it is stopped."""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reportlint.app.config_source import load_config
from reportlint.cli.wishes import Wishes, language, settings
from reportlint.model.wording import Text


class ServeError(Exception):
    """The service cannot be started; `words` is one sentence."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


class Address(NamedTuple):
    """Where to listen, the token that is demanded ("" for none), and further names of the service."""

    host: str
    port: int
    token: str
    names: Sequence[str]


def run(
    address: Address,
    wishes: Wishes,
    *,
    config: str | None,
    browser: bool,
    started: Callable[[int], None] = lambda port: None,
) -> None:
    """Runs the service; `started` hears of its port. Raises ServeError, and what the configuration raises."""
    import uvicorn

    from reportlint.web.access import Access
    from reportlint.web.app import create_app
    from reportlint.web.protocol import PatientProtocol

    found = load_config(config)
    chosen, lang = settings(wishes, found), language(wishes, found)
    names = (address.host, socket.gethostname(), *address.names)
    access = Access(names, address.token)
    app = create_app(access=access, settings=chosen, lang=lang, handbook=found.get("handbook") or "")
    listening = _listen(address)
    port = listening.getsockname()[1]
    _tell(address, port)
    started(port)
    if browser:
        open_browser(f"http://{_shown_host(address.host)}:{port}/")
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            http=PatientProtocol,
            access_log=False,
            log_level="warning",
            server_header=False,
            timeout_keep_alive=15,
        )
    )
    server.run(sockets=[listening])


def open_browser(address: str) -> None:
    """Opens a browser, and says so where none opens."""
    import webbrowser

    try:
        opened = webbrowser.open(address)
    except (webbrowser.Error, OSError):
        opened = False
    if not opened:
        print(f"没能打开浏览器，请自己在浏览器里打开 {address}", file=sys.stderr)
        print(f"no browser opens here: open {address} yourself", file=sys.stderr, flush=True)


def _listen(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address.host, address.port))
        listening.listen(128)  # a browser that is opened now waits until the first request is served
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise ServeError(
            Text(
                f"不能在 {address.host}:{address.port} 上提供服务（{reason}），请用 --port 换一个端口",
                f"cannot listen on {address.host}:{address.port} ({reason}); choose another --port",
            )
        ) from error
    return listening


def _tell(address: Address, port: int) -> None:
    """Says on standard error where the page is, and warns where others can reach it."""
    if not address.token and not _is_local(address.host):
        print("注意：同一网络里的人都能打开这个页面；请用 --token 设一个口令", file=sys.stderr)
        print("warning: everybody on the network can open it; demand a token with --token", file=sys.stderr)
    url = f"http://{_shown_host(address.host)}:{port}/"
    print(f"请在浏览器里打开 {url} ，按 Ctrl-C 结束", file=sys.stderr)
    print(f"open {url} in a browser; Ctrl-C ends it", file=sys.stderr, flush=True)


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown_host(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # not an address that a browser can open
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host
