"""Who may ask: the names under which the service is reached, where requests come from, and the token."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from reportlint.model.wording import Text
from reportlint.web.limits import Refusal

COOKIE = "reportlint_token"
OPEN_PATHS = ("/healthz", "/static/", "/login")
"""Beginnings of paths that need no token."""


class Access(Struct, frozen=True):
    """What is demanded of a request.

    `hosts` are names under which the service may be reached besides localhost and plain addresses;
    a name that is not known may be a stranger's that points here (DNS rebinding). `token` is demanded
    where it is not empty.
    """

    hosts: tuple[str, ...] = ()
    token: str = ""

    def check(self, method: str, path: str, headers: Mapping[str, str], cookies: Mapping[str, str]) -> None:
        """Raises Refusal for a request that may not be served; header names are lower case."""
        host = headers.get("host", "")
        if not self._knows(host):
            raise _STRANGE_HOST
        if method not in ("GET", "HEAD"):
            _check_origin(host, headers)
        if self.token and not path.startswith(OPEN_PATHS) and not self._admits(headers, cookies):
            raise NO_TOKEN

    def _knows(self, host: str) -> bool:
        parts = _parts(f"//{host}")
        if parts.netloc != host:
            raise _NO_ADDRESS
        name = parts.hostname or ""
        if name in ("localhost", *(known.lower() for known in self.hosts)):
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _admits(self, headers: Mapping[str, str], cookies: Mapping[str, str]) -> bool:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        # Programs send a token in any script as the bytes of UTF-8, which stand in the header as Latin-1.
        if scheme.lower() == "bearer" and self._is_token(given.strip().encode("latin-1", "replace")):
            return True
        return hmac.compare_digest(cookies.get(COOKIE, "").encode(), self.cookie.encode())

    def accepts(self, token: str) -> bool:
        """Whether this is the token."""
        return self._is_token(token.encode("utf-8", "surrogateescape"))

    def _is_token(self, given: bytes) -> bool:
        return hmac.compare_digest(given, self.token.encode("utf-8", "surrogateescape"))

    @property
    def cookie(self) -> str:
        """What a browser keeps in the token's place."""
        return sha256(f"reportlint {self.token}".encode("utf-8", "surrogateescape")).hexdigest()


def _parts(address: str) -> SplitResult:
    """The parts of an address; raises Refusal for what is none."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - what is no number is refused
    except ValueError as error:
        raise _NO_ADDRESS from error
    return parts


def _check_origin(host: str, headers: Mapping[str, str]) -> None:
    """Refuses what another site's page sends: its origin is not ours, or the browser says so."""
    origin = headers.get("origin")
    if origin is not None and _parts(origin).netloc.lower() != host.lower():
        raise _STRANGE_ORIGIN
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise _STRANGE_ORIGIN


_NO_ADDRESS = Refusal(
    400, Text("请求头里的网址写得不对，没有处理", "Host or Origin is no address; the request was not served")
)
_STRANGE_HOST = Refusal(
    421,
    Text(
        "这个网址不是本服务的；要用这个名字访问，启动时请加 --allow-host",
        "this is not a name of this service; start it with --allow-host to use the name",
    ),
)
_STRANGE_ORIGIN = Refusal(
    403, Text("请求来自别的网站，没有处理", "the request comes from another site and was not served")
)
NO_TOKEN = Refusal(401, Text("请先输入访问口令", "the token is needed"))
