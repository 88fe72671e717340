"""What every request passes: access, the number of requests at once, the size and time of a body, safe headers."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, TypeAlias

from reportlint.web.access import Access
from reportlint.web.handbook import ADDRESS, HANDBOOK_HEADERS
from reportlint.web.limits import BUSY, UPLOAD_TOO_LONG, Limits, Refusal, upload_too_large

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]
Answer: TypeAlias = Callable[[Refusal, MutableMapping[str, Any]], App]

HEADERS: tuple[tuple[str, str], ...] = (
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("cache-control", "no-store"),
)


class Gate:
    """An ASGI application around another; `refuse` makes the answer to a refused request."""

    def __init__(self, app: App, *, limits: Limits, access: Access, refuse: Answer) -> None:
        self._app = app
        self._limits = limits
        self._access = access
        self._refuse = refuse
        self._open: Counter[str] = Counter()
        """Of each address: its requests that are being served."""

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False
        in_handbook = scope["path"].startswith(f"{ADDRESS}/")

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                own = HANDBOOK_HEADERS if in_handbook else {}
                message["headers"] = [
                    *message.get("headers", ()),
                    *((name.encode(), own.get(name, value).encode()) for name, value in HEADERS),
                ]
            await send(message)

        try:
            self._check(scope)
            await self._serve(scope, receive, with_headers)
        except Refusal as refusal:
            if begun:
                raise
            await self._refuse(refusal, scope)(scope, receive, with_headers)

    def _check(self, scope: MutableMapping[str, Any]) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        cookies: SimpleCookie = SimpleCookie()
        try:
            cookies.load(headers.get("cookie", ""))
        except CookieError:
            cookies.clear()
        plain = {name: morsel.value for name, morsel in cookies.items()}
        self._access.check(scope["method"], scope["path"], headers, plain)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._limits.request:
            raise upload_too_large(self._limits)

    async def _serve(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        address = (scope.get("client") or ("",))[0]
        if self._open.total() >= self._limits.workers + self._limits.queue:
            raise BUSY
        if self._open[address] >= self._limits.client:
            raise BUSY
        self._open[address] += 1
        try:
            await self._app(scope, self._bounded(receive), send)
        finally:
            self._open[address] -= 1
            self._open += Counter()  # forgets who has none

    def _bounded(self, receive: Receive) -> Receive:
        """The body, refused as soon as it is too large or too slow."""
        total = 0
        over = False
        limits = self._limits
        started = time.monotonic()

        async def bounded() -> Message:
            nonlocal total, over
            if over:
                return await receive()
            left = started + limits.upload - time.monotonic()
            try:
                message = await asyncio.wait_for(receive(), max(min(left, limits.grace), 0.001))
            except asyncio.TimeoutError as error:
                raise UPLOAD_TOO_LONG from error
            total += len(message.get("body", b""))
            over = not message.get("more_body", False)
            if total > limits.request:
                raise upload_too_large(limits)
            taken = time.monotonic() - started
            if not over and taken > limits.grace and total < taken * limits.rate:
                raise UPLOAD_TOO_LONG  # a byte now and then holds no place
            return message

        return bounded
