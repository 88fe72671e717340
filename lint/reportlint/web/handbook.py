"""The handbook at /handbook, where it was built (tools/handbook.py): its files, with what their scripts may do."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response

ADDRESS = "/handbook"
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
HANDBOOK_HEADERS = {"content-security-policy": POLICY, "cache-control": "max-age=600"}
"""Its pages are our own files and show nothing that came from elsewhere; the generator writes scripts into them."""


def add_handbook(app: FastAPI, folder: Path) -> None:
    """Serves the handbook in this folder."""
    known = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}

    @app.get(ADDRESS, include_in_schema=False)
    async def start() -> Response:
        return RedirectResponse(f"{ADDRESS}/index.html")

    @app.get(f"{ADDRESS}/{{name:path}}", include_in_schema=False)
    async def file(name: str) -> Response:
        path = known.get(name or "index.html")
        if path is None:
            raise HTTPException(404)
        return FileResponse(path)
