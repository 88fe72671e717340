"""What the service answers: the API, the page, and every refusal with its sentence."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

pytest.importorskip("httpx", reason="httpx is not installed")

import io

from docx import Document as WordFile
from jsonschema import Draft202012Validator
from lxml import html
from starlette.testclient import TestClient

from reportlint.app.api import check_bytes
from reportlint.data.about import rules_digest
from reportlint.data.resources import folder
from reportlint.render import RenderOptions, renderer
from reportlint.web.access import Access
from reportlint.web.app import create_app
from reportlint.web.limits import BUSY, Limits
from tests.render.test_html import HOSTILE
from tests.web import faulty_docx, faulty_text, good_text

SMALL = Limits(file=300_000, request=700_000, files=3, workers=1)
LOCAL = "http://127.0.0.1:8765"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(limits=SMALL), base_url=LOCAL) as made:
        yield made


def sent(client: TestClient, *files: tuple[str, bytes], path: str = "/api/check", **more: Any) -> Any:
    return client.post(path, files=[("files", file) for file in files], **more)


def sentence(answer: Any) -> str:
    return str(answer.json()["error"]["zh"])


def told_by_command(data: bytes, name: str) -> str:
    options = RenderOptions(rules_version=rules_digest())
    return "".join(renderer("json")([check_bytes(data, name=name)], options))


def test_a_file_gives_the_document_of_the_command(client: TestClient) -> None:
    answer = sent(client, ("年报.docx", faulty_docx()))
    expected = told_by_command(faulty_docx(), "年报.docx")
    assert (answer.status_code, answer.text) == (200, expected)
    schema = json.loads((folder("schemas") / "result.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(answer.json())


def test_plain_text_gives_the_same(client: TestClient) -> None:
    answer = client.post(
        "/api/check?name=年报.txt",
        content=faulty_text(),
        headers={"content-type": "text/plain; charset=utf-8"},
    )
    expected = told_by_command(faulty_text(), "年报.txt")
    assert answer.text == expected


def test_several_files_are_one_document(client: TestClient) -> None:
    answer = sent(client, ("甲.txt", good_text()), ("乙.txt", faulty_text()), ("丙.txt", b""))
    assert [(file["path"], file["status"]) for file in answer.json()["files"]] == [
        ("甲.txt", "checked"),
        ("乙.txt", "checked"),
        ("丙.txt", "unreadable"),
    ]


def test_several_files_are_judged_together_on_one_page(client: TestClient) -> None:
    answer = sent(client, ("年报.txt", good_text()), ("年报.txt", faulty_text()), path="/api/audit")
    assert answer.status_code == 200
    assert unquote(answer.headers["content-disposition"]).endswith("''年报-整批总览.html")
    page = html.fromstring(answer.text)
    assert page.findtext(".//title") == "政府信息公开工作年度报告检查结果"
    assert "年报.txt（2）" in answer.text
    assert "X708" in answer.text  # one unit's report of one year twice, with other figures


def test_options_in_the_form_or_in_the_query(client: TestClient) -> None:
    report = ("年报.txt", faulty_text())
    for answer in (
        sent(client, report, data={"select": "W601", "lang": "en"}),
        sent(client, report, path="/api/check?select=W601&lang=en"),
    ):
        [found] = answer.json()["files"][0]["diagnostics"]
        assert found["code"] == "W601"
        assert found["message"].isascii() or "（具体网址）" in found["message"]


def test_year_and_unit_take_the_place_of_what_is_told(client: TestClient) -> None:
    answer = sent(client, ("年报.txt", good_text()), data={"year": "2023", "unit": "砚陂县人民政府"})
    report = answer.json()["files"][0]["report"]
    assert (report["year"], report["unit"]) == (2023, "砚陂县人民政府")


def test_last_year_is_compared(client: TestClient) -> None:
    last = good_text(year=2023, cells={"applications.carried_out.natural_person": "5"})
    files = [("files", ("今年.txt", good_text())), ("prior", ("上年.txt", last))]
    codes = [
        found["code"] for found in client.post("/api/check", files=files).json()["files"][0]["diagnostics"]
    ]
    assert "X701" in codes


def test_the_page_shows_the_marked_report(client: TestClient) -> None:
    answer = sent(client, ("年报.docx", faulty_docx()), path="/check", headers={"accept": "text/html"})
    document = html.fromstring(answer.text)
    [cell] = document.cssselect("td.likely")
    assert cell.text_content().split() == ["1应为", "21"]
    assert document.cssselect("style, script:not([src])") == []


def test_the_part_for_our_own_script(client: TestClient) -> None:
    answer = sent(client, ("年报.docx", faulty_docx()), path="/check", headers={"x-part": "result"})
    assert answer.text.startswith('<section class="file"')


def test_pasted_text_keeps_its_tabs(client: TestClient) -> None:
    answer = client.post("/check", data={"text": faulty_text().decode()}, headers={"x-part": "result"})
    document = html.fromstring(answer.text)
    assert "粘贴的文字.txt" in document.cssselect(".path")[0].text
    assert len(document.cssselect("td.likely")) == 1


def test_the_annotated_word_file(client: TestClient) -> None:
    answer = sent(client, ("年报.docx", faulty_docx()), path="/api/annotated")
    assert unquote(answer.headers["content-disposition"]) == "attachment; filename*=UTF-8''年报.批注.docx"
    comments = list(WordFile(io.BytesIO(answer.content)).comments)
    assert any("“自然人”列应为 2" in comment.text for comment in comments)


def test_the_notice(client: TestClient) -> None:
    pytest.importorskip("docxtpl", reason="the extra audit is not installed")
    answer = sent(client, ("年报.docx", faulty_docx()), path="/api/notice")
    assert unquote(answer.headers["content-disposition"]).endswith("''年报-整改通知书.docx")
    notice = WordFile(io.BytesIO(answer.content))
    assert "云陂镇人民政府：" in [paragraph.text for paragraph in notice.paragraphs]
    assert "“自然人”列应为 2（现填 1）" in notice.tables[0].cell(1, 2).text
    clean = sent(client, ("年报.txt", good_text()), path="/api/notice")
    assert (clean.status_code, sentence(clean)) == (422, "这份报告没有需要整改的问题，不必发通知")


def test_the_page_as_a_file(client: TestClient) -> None:
    answer = sent(client, ("年报.txt", faulty_text()), path="/api/html")
    assert unquote(answer.headers["content-disposition"]).endswith("年报-检查结果.html")
    assert len(html.fromstring(answer.text).cssselect("td.likely")) == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"year": "20x4"}, "year 应是 2008 至 2099 的年份"),
        ({"year": "1999"}, "year 应是 2008 至 2099 的年份"),
        ({"lang": "fr"}, "lang 只能是 zh 或 en"),
    ],
)
def test_bad_options(client: TestClient, options: dict[str, str], told: str) -> None:
    answer = sent(client, ("年报.txt", good_text()), data=options)
    assert (answer.status_code, sentence(answer)) == (400, told)


def test_a_rule_that_does_not_exist(client: TestClient) -> None:
    answer = sent(client, ("年报.txt", good_text()), data={"select": "Q9"})
    assert answer.status_code == 400
    assert "Q9" in sentence(answer)


def test_nothing_to_check(client: TestClient) -> None:
    answer = client.post("/api/check", data={"lang": "zh"})
    assert (answer.status_code, sentence(answer)) == (
        400,
        "没有收到文件或文字，请选一个文件，或粘贴报告的文字",
    )


def test_another_content_type(client: TestClient) -> None:
    answer = client.post("/api/check", json={"text": "年报"})
    assert answer.status_code == 415


def test_a_last_report_that_is_none(client: TestClient) -> None:
    files = [("files", ("今年.txt", good_text())), ("prior", ("上年.txt", "今天天气好。".encode()))]
    answer = client.post("/api/check", files=files)
    assert answer.status_code == 422
    assert sentence(answer).startswith("上年报告“上年.txt”：")


def test_one_file_too_large(client: TestClient) -> None:
    answer = sent(client, ("大.txt", b"a" * 300_001))
    assert answer.status_code == 413
    assert sentence(answer).startswith("文件“大.txt”超过 0.286102 MB 的上限")


def test_all_files_too_large(client: TestClient) -> None:
    answer = sent(client, *[(f"{number}.txt", b"a" * 250_000) for number in range(3)])
    assert answer.status_code == 413
    assert sentence(answer).startswith("一次上传的文件合计超过")


def test_a_body_of_untold_length_is_cut_off(client: TestClient) -> None:
    def untold() -> Iterator[bytes]:
        for _ in range(20):
            yield b"a" * 65536

    answer = client.post("/api/check", content=untold(), headers={"content-type": "text/plain"})
    assert (answer.status_code, sentence(answer)[:9]) == (413, "一次上传的文件合计")


def test_too_many_files(client: TestClient) -> None:
    for number in (4, 30):
        answer = sent(client, *[(f"{name}.txt", b"a") for name in range(number)])
        assert answer.status_code == 413
        assert sentence(answer).startswith("一次最多检查 3 个文件")


def test_names_are_never_paths(client: TestClient, tmp_path: Any) -> None:
    answer = sent(client, (f"../../{tmp_path}/年报.txt", good_text()), ("C:\\temp\\b.txt", good_text()))
    assert [file["path"] for file in answer.json()["files"]] == ["年报.txt", "b.txt"]
    assert list(tmp_path.iterdir()) == []


def test_markup_in_report_and_name_is_text(client: TestClient) -> None:
    report = good_text(unit=f"云陂镇{HOSTILE}", sections={6: HOSTILE})
    for headers in ({"accept": "text/html"}, {"x-part": "result"}):
        answer = sent(client, ('<img src=x onerror="alert(1)">.txt', report), path="/check", headers=headers)
        document = html.fromstring(answer.text)
        assert document.cssselect("img, article script, article style") == []
        assert not [
            name
            for node in document.iter()
            if isinstance(node.tag, str)
            for name in node.attrib
            if name[:2] == "on"
        ]


@pytest.mark.parametrize("path", ["/", "/docs", "/healthz", "/static/page.js", "/nowhere", "/openapi.json"])
def test_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/docs", "/?lang=en", "/docs?lang=en"])
def test_pages_load_nothing_from_elsewhere_and_have_nothing_inline(client: TestClient, path: str) -> None:
    document = html.fromstring(client.get(path).text)
    loaded = document.xpath("//script/@src | //link/@href | //img/@src")
    assert loaded
    assert all(client.get(address).status_code == 200 for address in loaded)
    assert document.cssselect("style, script:not([src]), [style]") == []
    assert all(address.startswith("/static/") for address in loaded)


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/app.py"])
def test_static_files_are_ours_alone(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_description_for_programs(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert set(described["paths"]) == {"/healthz", "/api/check", "/api/{kind}"}
    content = described["paths"]["/api/check"]["post"]["requestBody"]["content"]
    assert set(content) == {"multipart/form-data", "text/plain"}
    assert client.get("/healthz").json()["status"] == "ok"
    kind = described["paths"]["/api/{kind}"]["post"]["parameters"]
    (schema,) = (told["schema"] for told in kind if told["name"] == "kind")
    assert schema["enum"] == ["json", "html", "annotated", "notice", "audit", "fixes", "mended"]


def test_the_description_leads_nowhere_and_holds_for_an_answer(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    links = re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(described))
    assert links
    for link in links:
        part = described
        for key in link.split("/"):
            part = part[key]
    answer = sent(client, ("年报.docx", faulty_docx()))
    schema = {"$ref": "#/components/schemas/result", "components": described["components"]}
    assert list(Draft202012Validator(schema).iter_errors(answer.json())) == []
    wrong = {**answer.json(), "files": [{"path": 1}]}
    assert list(Draft202012Validator(schema).iter_errors(wrong))


def test_a_method_that_is_not_there_names_those_that_are(client: TestClient) -> None:
    answer = client.put("/api/check", content=b"")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert client.post("/api/nothing").status_code == 404


@pytest.mark.parametrize("name", ["host", "origin"])
@pytest.mark.parametrize("told", ["[::1", "http://[", "127.0.0.1:port", "127.0.0.1:99999"])
def test_what_is_no_address_is_a_bad_request(client: TestClient, name: str, told: str) -> None:
    told = f"http://{told}" if name == "origin" and "//" not in told else told
    answer = sent(client, ("年报.txt", good_text()), headers={name: told})
    assert (answer.status_code, sentence(answer)) == (400, "请求头里的网址写得不对，没有处理")


def test_a_token_in_any_script_goes_with_the_request() -> None:
    with TestClient(create_app(limits=SMALL, access=Access((), "开门🔑")), base_url=LOCAL) as client:
        told = "Bearer 开门🔑".encode()
        report = {"files": ("年报.txt", good_text())}
        for value, status in ((told, 200), (told[:-1], 401), (b"Bearer \xff", 401)):
            answer = client.post("/api/check", files=report, headers=[(b"authorization", value)])
            assert answer.status_code == status


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", ""])
def test_a_strange_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8765", "[::1]:8765", "192.0.2.7", "Reports.example:443"])
def test_known_hosts(host: str) -> None:
    client = TestClient(create_app(access=Access(("reports.example",))), base_url=LOCAL)
    assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_posts_from_other_sites_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    answer = sent(client, ("年报.txt", good_text()), headers=headers)
    assert (answer.status_code, sentence(answer)) == (403, "请求来自别的网站，没有处理")


def test_posts_from_our_own_page_are_served(client: TestClient) -> None:
    answer = sent(
        client, ("年报.txt", good_text()), headers={"origin": LOCAL, "sec-fetch-site": "same-origin"}
    )
    assert answer.status_code == 200


def test_the_token_is_demanded() -> None:
    with TestClient(create_app(limits=SMALL, access=Access((), "开门")), base_url=LOCAL) as client:
        report = ("年报.txt", good_text())
        assert sent(client, report).status_code == 401
        assert sent(client, report, headers={"authorization": "Bearer wrong"}).status_code == 401
        assert client.get("/", headers={"accept": "text/html"}).status_code == 401
        assert client.get("/healthz").status_code == 200
        assert client.post("/login", data={"token": "错"}).status_code == 401
        entered = client.post("/login", data={"token": "开门"}, follow_redirects=False)
        assert (entered.status_code, entered.headers["location"]) == (303, "/")
        cookie = entered.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert sent(client, report).status_code == 200


def test_a_token_goes_with_the_request() -> None:
    with TestClient(create_app(limits=SMALL, access=Access((), "open-sesame")), base_url=LOCAL) as client:
        answer = sent(client, ("年报.txt", good_text()), headers={"authorization": "Bearer open-sesame"})
        assert answer.status_code == 200


def test_a_full_queue_is_refused_at_once() -> None:
    full = Limits(workers=0, queue=0)
    with TestClient(create_app(limits=full), base_url=LOCAL) as client:
        answer = sent(client, ("年报.txt", good_text()))
        assert (answer.status_code, sentence(answer)) == (503, BUSY.words.zh)
        assert answer.headers["retry-after"] == "5"


def test_no_report_text_in_logs(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        sent(client, ("云陂镇.docx", faulty_docx()))
        sent(client, ("云陂镇.pdf", b"%PDF-1.4 broken"))
    told = "".join(
        record.getMessage() for record in caplog.records if record.name.startswith(("reportlint", "uvicorn"))
    )
    assert "云陂镇" not in told


def test_the_page_in_english(client: TestClient) -> None:
    english = html.fromstring(client.get("/?lang=en").text)
    assert english.get("lang") == "en"
    assert english.cssselect(".drop strong")[0].text == "Drop reports here, or choose files"


@pytest.fixture
def handbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A service beside a built handbook of two pages."""
    book = tmp_path / "handbook"
    (book / "rules").mkdir(parents=True)
    (book / "index.html").write_text("<p>手册</p>", encoding="utf-8")
    (book / "rules" / "T203.html").write_text("<p>没有填</p>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("不给看", encoding="utf-8")
    monkeypatch.setattr("reportlint.web.app.handbook_folder", lambda: book)
    with TestClient(create_app(limits=SMALL), base_url=LOCAL) as made:
        yield made


def test_the_handbook_is_shown_where_it_was_built(handbook: TestClient) -> None:
    assert handbook.get("/handbook").url.path == "/handbook/index.html"
    page = handbook.get("/handbook/rules/T203.html")
    assert (page.status_code, page.text) == (200, "<p>没有填</p>")
    assert "script-src 'self' 'unsafe-inline'" in page.headers["content-security-policy"]
    assert "unsafe-inline" not in handbook.get("/").headers["content-security-policy"]
    assert 'href="/handbook/index.html"' in handbook.get("/").text


@pytest.mark.parametrize(
    "name", ["../secret.txt", "%2e%2e/secret.txt", "rules", "rules/../../secret.txt", "none.html"]
)
def test_nothing_but_the_handbook_s_files_is_shown(handbook: TestClient, name: str) -> None:
    assert handbook.get(f"/handbook/{name}").status_code == 404


def test_findings_on_the_page_lead_to_the_handbook_and_downloads_do_not(handbook: TestClient) -> None:
    shown = handbook.post(
        "/check", files={"files": ("年报.txt", faulty_text())}, headers={"x-part": "result"}
    )
    assert 'href="/handbook/rules/T203.html"' in shown.text
    taken = handbook.post("/api/html", files={"files": ("年报.txt", faulty_text())})
    assert "/handbook/" not in taken.text


def test_a_configured_handbook_is_what_everything_leads_to() -> None:
    with TestClient(create_app(limits=SMALL, handbook="https://example.org/book"), base_url=LOCAL) as client:
        taken = client.post("/api/html", files={"files": ("年报.txt", faulty_text())})
    assert 'href="https://example.org/book/rules/T203.html"' in taken.text


def test_without_a_handbook_there_is_no_such_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportlint.web.app.handbook_folder", lambda: None)
    with TestClient(create_app(limits=SMALL), base_url=LOCAL) as client:
        assert client.get("/handbook/index.html").status_code == 404
        assert "/handbook" not in client.get("/").text
        shown = client.post(
            "/check", files={"files": ("年报.txt", faulty_text())}, headers={"x-part": "result"}
        )
    assert "/handbook" not in shown.text
