"""The program as a package that brings its own Python (tools/package.py): what a double click and a drop do.

Without arguments it shows the page; reports dropped on it are shown marked in the browser; else it is the command.
Whoever starts it by hand sees a plain window: whatever goes wrong is one sentence in it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlint.model.wording import Text

BY_HAND = "REPORTLINT_BY_HAND"
"""Set by the files that are double-clicked (tools/package.py): there is a window, and nobody wrote arguments."""
USUAL_PORT = 8765
_LIBRARY_PATH = "LD_LIBRARY_PATH"
_CONFIG = ".reportlint.yaml"


def main() -> None:
    """The start of the package."""
    from reportlint.workers import inside

    if sys.argv[1:2] == [inside.AS_WORKER]:
        del sys.argv[1]
        inside.main()
        return
    _forget_own_libraries()
    arguments = sys.argv[1:]
    if arguments and not (_by_hand() and all(map(os.path.exists, arguments))):
        from reportlint.cli import main as command

        command()
    sys.exit(_in_window(arguments))


def _forget_own_libraries() -> None:
    """Programs that we start, a browser or LibreOffice, use the libraries of the system and not the package's."""
    before = os.environ.pop(f"{_LIBRARY_PATH}_ORIG", None)
    if before is not None:
        os.environ[_LIBRARY_PATH] = before
    else:
        os.environ.pop(_LIBRARY_PATH, None)


def _by_hand() -> bool:
    """Whether somebody double-clicked or dropped, and no shell or program started this."""
    if os.environ.get(BY_HAND):
        return True
    if sys.platform != "win32":
        return False
    import ctypes

    return ctypes.windll.kernel32.GetConsoleProcessList((ctypes.c_uint * 2)(), 2) == 1


def _in_window(reports: Sequence[str]) -> int:
    """Shows the page, or these reports; whatever is in the way is told, and stays in the window until it is read."""
    from reportlint.cli import streams

    streams.stand_in_for_closed()
    streams.accept_any_character()
    folder = Path(sys.executable).resolve().parent
    try:
        _tell_of_place(folder)
        return _show(reports) if reports else _serve(folder)
    except KeyboardInterrupt:
        return 0
    except Exception as error:  # whatever it is, there is a sentence in the window
        words = getattr(error, "words", None)
        if not isinstance(words, Text):
            reason = f"{type(error).__name__}: {error}".rstrip(": ")
            words = Text(
                f"程序出错（{reason}），请把这句话发给维护者",
                f"the program failed ({reason}); tell its maintainers",
            )
        _say(Text(f"错误：{words.zh}", f"Error: {words.en}"))
    _wait()
    return 2


def _say(words: Text) -> None:
    print(f"{words.zh}\n{words.en}", file=sys.stderr, flush=True)


def _wait() -> None:
    """Keeps a window open that closes with the program."""
    if _by_hand() and sys.stdin is not None and sys.stdin.isatty():
        print("按回车键关闭窗口。Press Enter to close.", file=sys.stderr, flush=True)
        sys.stdin.readline()


def _tell_of_place(folder: Path) -> None:
    """Warns where the package will be slow or will soon be gone."""
    if str(folder).startswith(("\\\\", "//")) or (
        str(folder).startswith("/run/user/") and "gvfs" in str(folder)
    ):
        _say(
            Text(
                "程序在网络共享上，启动会慢；请把整个文件夹复制到这台电脑上再用",
                "this is a network share and starts slowly: copy the whole folder to this computer",
            )
        )
    elif any(part.lower().endswith(".zip") or part.startswith("Temp1_") for part in folder.parts):
        _say(
            Text(
                "好像是直接在压缩包里打开的，请先把压缩包全部解压到一个文件夹再用",
                "this seems to run from inside the zip: unpack all of it into a folder first",
            )
        )


def _show(reports: Sequence[str]) -> int:
    """Checks the reports and shows them marked in the browser."""
    from reportlint.cli import run
    from reportlint.cli.serving import open_browser

    told = Path(tempfile.mkdtemp(prefix="reportlint-")) / "检查结果.html"
    code = run(["check", "--format", "html", "--output", str(told), "--", *reports])
    if not told.is_file():
        _wait()
        return code
    open_browser(told.as_uri())
    return code


def _serve(folder: Path) -> int:
    """Shows the page until it is stopped; where one is shown already, that one is opened."""
    from reportlint.cli.serving import Address, ServeError, open_browser, run
    from reportlint.cli.wishes import Wishes

    running = _running()
    if running is not None:
        _say(Text(f"页面已经开着：{running}", f"the page is open already: {running}"))
        open_browser(running)
        return 0
    config = folder / _CONFIG
    given: dict[str, Any] = {"config": str(config) if config.is_file() else None, "browser": False}

    def started(port: int) -> None:
        address = f"http://127.0.0.1:{port}/"
        _note(address)
        _say(Text("这个窗口开着，页面就能用；关掉窗口就停了", "the page works while this window is open"))
        open_browser(address)

    try:
        run(Address("127.0.0.1", USUAL_PORT, "", ()), Wishes(), started=started, **given)
    except ServeError:  # the port is taken
        try:
            run(Address("127.0.0.1", 0, "", ()), Wishes(), started=started, **given)
        except ServeError as error:
            raise ServeError(_NO_PORT) from error
    finally:
        _note("")
    return 0


_NO_PORT = Text(
    "这台电脑不允许程序打开端口，网页开不了；可以把报告拖到程序的图标上检查，或者请管理员放行",
    "this computer does not let the program open a port: drop reports on the program instead, or ask its administrator",
)


def _notebook() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir("reportlint", appauthor=False)) / "page.json"


def _note(address: str) -> None:
    """Notes where the page is shown, for a second start; where nothing can be written there will be two pages."""
    notebook = _notebook()
    try:
        notebook.parent.mkdir(parents=True, exist_ok=True)
        notebook.write_text(json.dumps({"address": address}), encoding="utf-8")
    except OSError:
        return


def _running() -> str | None:
    """Where a page of this user is shown by the same version; None where none is."""
    from urllib.request import urlopen

    from reportlint import __version__

    try:
        address = str(json.loads(_notebook().read_text("utf-8"))["address"])
        if not address.startswith("http://127.0.0.1:"):
            return None
        with urlopen(f"{address}healthz", timeout=2) as answer:
            told = json.loads(answer.read(1000))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return address if told == {"status": "ok", "version": __version__} else None
