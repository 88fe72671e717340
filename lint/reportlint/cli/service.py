"""`serve` on the command line: its options, and what they are handed to."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from reportlint.cli import options as opt
from reportlint.cli.options import BadValue
from reportlint.model.wording import Text


def _port(given: str | int) -> int:
    text = str(given)
    if not text.isdecimal() or int(text) > 65535:
        raise BadValue(Text("应是 0 至 65535 的整数", "must be a whole number from 0 to 65535"))
    return int(text)


def _option(*names: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, show_default=False, **more)


Host = Annotated[
    str, _option("--host", metavar="HOST", help="在哪个地址上提供服务，默认只限本机 / where to listen")
]
Port = Annotated[
    int, _option("--port", metavar="PORT", parser=_port, help="端口，默认 8765 / the port, 8765 by default")
]
Token = Annotated[
    str,
    _option(
        "--token",
        metavar="TOKEN",
        envvar="REPORTLINT_TOKEN",
        help="要求输入这个口令，也可用环境变量 REPORTLINT_TOKEN / demand this token",
    ),
]
AllowHost = Annotated[
    list[str] | None,
    _option(
        "--allow-host",
        metavar="NAME",
        help="服务的其他名字，可重复 / a further name of the service, repeatable",
    ),
]
OpenBrowser = Annotated[bool, _option("--open", help="同时打开浏览器 / open the browser too")]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8765,
    token: Token = "",
    allow_host: AllowHost = None,
    open_browser: OpenBrowser = False,
    config: opt.Config = None,
    lang: opt.Lang = None,
) -> None:
    """在浏览器里检查年报。Serves a page, and an HTTP API, for checking reports."""
    from reportlint.cli.serving import Address, run
    from reportlint.cli.wishes import Wishes

    address = Address(host, port, token, tuple(allow_host or ()))
    run(address, Wishes(lang=lang), config=config, browser=open_browser)
