// Drops, chooses or pastes reports, shows the answer, and fetches what can be taken away. The service keeps
// nothing: for a download the file, which stays in this page, is sent once more.
"use strict";
(() => {
  const form = document.getElementById("intake");
  if (!form) return;
  const english = form.dataset.lang === "en";
  const say = (zh, en) => (english ? en : zh);
  const status = document.getElementById("status");
  const error = document.getElementById("error");
  const result = document.getElementById("result");
  const files = document.getElementById("files");
  const prior = document.getElementById("prior");
  const text = document.getElementById("text");
  const drop = form.querySelector(".drop");
  document.body.classList.add("scripted");
  let checked = [];
  let turn = 0;

  const fill = (reports, compared, more) => {
    const data = new FormData();
    data.append("lang", form.dataset.lang);
    for (const name of ["year", "unit"]) { const value = form.elements[name].value.trim(); if (value) data.append(name, value); }
    for (const [name, value] of Object.entries(more)) data.append(name, value);
    for (const report of reports) data.append("files", report, report.name);
    if (compared && prior.files.length) data.append("prior", prior.files[0], prior.files[0].name);
    return data;
  };
  const send = async (path, reports, compared, headers = {}, more = {}) => {
    let answer;
    try {
      answer = await fetch(path, { method: "POST", body: fill(reports, compared, more), headers: { accept: "application/json", ...headers } });
    } catch {
      throw new Error(say("连不上检查服务，请确认它还在运行", "the service cannot be reached; make sure that it runs"));
    }
    if (answer.ok) return answer;
    let words = null;
    try { words = (await answer.json()).error; } catch { /* no sentence came */ }
    throw new Error(words ? (english ? words.en : words.zh) : say("检查没有成功，请再试一次", "that did not work; try again"));
  };
  const fail = (message) => {
    status.textContent = "";
    error.textContent = message;
    error.hidden = false;
    error.scrollIntoView({ block: "nearest" });
  };

  const check = async (reports) => {
    if (!reports.length) return;
    const own = ++turn;
    error.hidden = true;
    status.textContent = say(`正在检查 ${reports.length} 份报告……`, `checking ${reports.length}…`);
    try {
      const answer = await send("/check", reports, reports.length === 1, { "x-part": "result" });
      const shown = await answer.text();
      if (own !== turn) return;
      show(reports, shown);
      keep(shown);
      result.scrollIntoView({ block: "start" });
      result.focus({ preventScroll: true });
    } catch (trouble) {
      if (own === turn) fail(trouble.message);
    }
  };
  const show = (reports, shown) => {
      checked = reports;
      result.innerHTML = shown;
      form.parentElement.classList.add("small");
      status.textContent = say("检查好了", "done");
      const sections = [...result.querySelectorAll(".file")];
      // A file may hold several reports: those of an archive stand below its name, those of a workbook behind a #.
      let own = 0;
      for (const section of sections) {
        const path = section.dataset.path;
        const named = () => checked[own].name.slice(-200);
        const within = () => path.startsWith(`${named()}/`) || path.startsWith(`${named()}#`);
        while (own < checked.length && path !== named() && !within()) own += 1;
        if (own < checked.length) addTools(section, checked[own], path !== named());
        if (own < checked.length && path === named()) own += 1;
      }
      if (sections.length > 1) addTogether();
      document.dispatchEvent(new Event("reportlint:shown"));
  };

  // After going back or reloading the result is there again, in this tab only. Files that are too large for that
  // are not kept: then the result is shown, and what needs the file is not offered.
  const KEPT = "reportlint-result", MOST = 1500000;
  const read = (file) => new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done({ name: file.name, data: reader.result.slice(reader.result.indexOf(",") + 1) });
    reader.onerror = failed;
    reader.readAsDataURL(file);
  });
  const keep = async (shown) => {
    try {
      const small = checked.reduce((sum, file) => sum + file.size, 0) < MOST;
      const held = small ? await Promise.all(checked.map(read)) : [];
      sessionStorage.setItem(KEPT, JSON.stringify({ lang: form.dataset.lang, shown, held }));
    } catch {
      forget();
    }
  };
  const forget = () => { try { sessionStorage.removeItem(KEPT); } catch { /* nothing is kept */ } };
  const restore = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEPT));
      if (!kept || kept.lang !== form.dataset.lang || result.childElementCount) return;
      const files = kept.held.map(({ name, data }) => new File([Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))], name));
      show(files, kept.shown);
      status.textContent = say("这是刚才的结果", "this is the last result");
    } catch {
      forget();
    }
  };
  document.querySelector(".brand a").addEventListener("click", forget);

  // What can be taken away for one file.
  const word = /\.(docx|doc|wps|rtf|odt|pdf)$/i;
  const addTools = (section, report, inside) => {
    if (section.querySelector(".verdict.unreadable")) return;
    const tools = document.createElement("div");
    tools.className = "tools";
    const label = document.createElement("span");
    label.className = "label";
    label.textContent = say("带走：", "Take away:");
    tools.append(label);
    const offers = [["html", say("标出问题的网页", "Web page")]];
    const only = inside ? { only: section.dataset.path } : {};
    // Whoever gives several files is an inspector, and has somebody to send a notice to.
    if ((inside || checked.length > 1) && section.querySelector(".verdict.error, .verdict.warning")) offers.push(["notice", say("整改通知书", "Notice to send")]);
    if (!inside && word.test(report.name)) offers.unshift(["annotated", /\.pdf$/i.test(report.name) ? say("批注好的 PDF", "PDF with notes") : say("带批注的 Word 文件", "Word file with comments")]);
    if (!inside && /\.(docx|txt|md)$/i.test(report.name)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "mend-offer";
      button.textContent = say("能自动改的写法", "What can be mended");
      button.addEventListener("click", () => offerFixes(section, report, button));
      tools.append(button);
    }
    for (const [kind, words] of offers) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.kind = kind;
      button.textContent = words;
      button.addEventListener("click", () => take(kind, report, button, [report], only));
      tools.append(button);
    }
    section.querySelector(".verdict").append(tools);
    const invite = section.querySelector(".invite");
    if (invite && checked.length === 1) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "add-prior";
      button.textContent = say("选上年的报告", "Choose last year's report");
      button.addEventListener("click", () => prior.click());
      invite.append(" ", button);
    }
  };
  // Several files: judged together, over years and units, as one page to take away.
  const addTogether = () => {
    const tools = document.createElement("p");
    tools.className = "tools";
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.kind = "audit";
    button.textContent = say("几份一起查：各单位问题对比、前后两年核对（网页）", "All together: units and years compared (web page)");
    button.addEventListener("click", () => take("audit", checked[0], button, checked));
    tools.append(button);
    result.querySelector("nav.summary").append(tools);
  };
  // Changes of writing that change no meaning: each is shown, some are taken, the file is downloaded.
  const offerFixes = async (section, report, button) => {
    section.querySelector(".fixes")?.remove();
    button.disabled = true;
    try {
      const changes = await (await send("/api/fixes", [report], false)).json();
      const box = document.createElement("fieldset");
      box.className = "fixes";
      const head = document.createElement("legend");
      head.textContent = changes.length
        ? say("只改写法，不改数：不要的去掉勾", "These change how it is written and no figure; uncheck what you do not want")
        : say("没有程序能自己改的地方，其余的要对照台账由人来改", "Nothing can be mended by itself; the rest is for a person");
      box.append(head);
      for (const change of changes) {
        const label = document.createElement("label");
        const tick = document.createElement("input");
        tick.type = "checkbox";
        tick.checked = true;
        tick.value = change.take;
        const was = document.createElement("del"), will = document.createElement("ins");
        was.textContent = change.old;
        will.textContent = change.new;
        label.append(tick, ` ${change.where} ${change.title}${say("：", ": ")}`, was, " → ", will);
        box.append(label);
      }
      if (changes.length) {
        const go = document.createElement("button");
        go.type = "button";
        go.textContent = say("改好，下载", "Mend and download");
        go.addEventListener("click", () => {
          const wanted = [...box.querySelectorAll("input:checked")].map((tick) => tick.value);
          if (wanted.length) take("mended", report, go, [report], { take: wanted.join(",") });
        });
        box.append(go);
      }
      section.querySelector(".verdict").append(box);
    } catch (trouble) {
      fail(trouble.message);
    }
    button.disabled = false;
  };
  const take = async (kind, report, button, reports = [report], more = {}) => {
    button.disabled = true;
    error.hidden = true;
    try {
      const answer = await send(`/api/${kind}`, reports, checked.length === 1, {}, more);
      const told = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") || "");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = told ? decodeURIComponent(told[1]) : report.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    } catch (trouble) {
      fail(trouble.message);
    }
    button.disabled = false;
  };

  files.addEventListener("change", () => check([...files.files]));
  for (const field of [prior, form.elements.year, form.elements.unit]) {
    field.addEventListener("change", () => check(checked));
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim()) check([new File([text.value], say("粘贴的文字.txt", "pasted text.txt"), { type: "text/plain" })]);
    else if (event.submitter && event.submitter.classList.contains("paste")) {
      fail(say("框里还没有文字：请从网页或 Word 里全选、复制整份报告，粘贴到框里，再点“检查这段文字”", "the box is empty: copy the whole report, paste it there, then press the button again"));
      text.focus();
    } else check([...files.files]);
  });
  for (const name of ["dragenter", "dragover"]) {
    addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  addEventListener("drop", (event) => {
    drop.classList.remove("over");
    if (event.target === prior || !event.dataTransfer.files.length) return;
    event.preventDefault();
    check([...event.dataTransfer.files]);
  });
  restore();
})();
