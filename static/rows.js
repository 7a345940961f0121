// Rows of a list: ticked for an act on many, over its pages; opened by double click, touch or Enter. In the console and in an employer's lists.
(() => {
  "use strict";
  // Ticks are heard on the document too: one that was set while the page was still loading is kept and counted.
  const boxes = () => [...document.querySelectorAll("table[data-rows] input[name=rowid]")];
  const idOf = (value) => value.split(":")[0];

  // Ticks of a list's other pages stand in the tab's memory, under the list's own address, and go with its form.
  const batch = () => document.getElementById("batch");
  const memory = () => {
    const asked = new URLSearchParams(location.search);
    for (const page of ["page", "after", "before"]) asked.delete(page);
    asked.sort();
    return `ticked:${location.pathname}?${asked}`;
  };
  let elsewhere = [], recalled = false;
  const recall = () => {
    recalled = true;
    const kept = JSON.parse(sessionStorage.getItem(memory()) || "[]");
    const here = new Set(boxes().map((box) => idOf(box.value)));
    boxes().forEach((box) => { box.checked ||= kept.includes(box.value); });
    elsewhere = kept.filter((value) => !here.has(idOf(value)));
  };
  const remember = () => {
    const ticked = [...elsewhere, ...boxes().filter((box) => box.checked).map((box) => box.value)];
    if (ticked.length) sessionStorage.setItem(memory(), JSON.stringify(ticked));
    else sessionStorage.removeItem(memory());
  };

  const sayElsewhere = (count, tooMany, most) => {
    const place = batch()?.querySelector(".batch-count");
    if (!place) return;
    place.querySelector(".elsewhere")?.remove();
    if (!elsewhere.length && !tooMany) return;
    const said = document.createElement("span");
    said.className = "elsewhere";
    said.setAttribute("role", "status");
    if (elsewhere.length) said.append(`（含其他页 ${elsewhere.length}） `);
    if (tooMany) said.append(`一次最多 ${most}，请少选 ${count - most} `);
    const clear = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-link btn-sm", textContent: "全部取消" });
    clear.addEventListener("click", () => {
      elsewhere = [];
      boxes().forEach((box) => { box.checked = false; });
      remember();
      showTicked();
    });
    said.append(clear);
    place.append(said);
  };

  const showTicked = () => {
    const all = boxes();
    const ticked = all.filter((box) => box.checked);
    all.forEach((box) => box.closest("tr").classList.toggle("ticked", box.checked));
    for (const one of document.querySelectorAll("[data-tick-all]")) { // in the head, and on a phone beside the buttons
      one.checked = ticked.length > 0 && ticked.length === all.length;
      one.indeterminate = ticked.length > 0 && !one.checked;
    }
    const count = ticked.length + elsewhere.length;
    const most = Number(batch()?.dataset.most || Infinity);
    document.querySelectorAll("[data-ticked]").forEach((place) => { place.textContent = count; });
    document.querySelectorAll("[data-needs-tick]").forEach((button) => { button.disabled = count === 0 || count > most; });
    document.querySelectorAll("[data-needs-one]").forEach((button) => { button.disabled = count !== 1; });
    showTakers();
    sayElsewhere(count, count > most, most);
  };
  document.addEventListener("change", ({ target }) => {
    if (!recalled) recall();
    if (target.matches("[data-tick-all]")) boxes().forEach((box) => { box.checked = target.checked; });
    if (target.matches("[data-tick-all],table[data-rows] input[name=rowid]")) {
      remember();
      showTicked();
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form !== batch() || event.defaultPrevented) return;
    for (const value of elsewhere) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "rowid", value, className: "from-elsewhere" }));
    }
    sessionStorage.removeItem(memory());
  });
  window.addEventListener("pageshow", (event) => {
    document.querySelectorAll(".from-elsewhere").forEach((input) => input.remove());
    if (event.persisted) remember(); // somebody came back from what was sent
    else recall();
    showTicked();
  });

  // Rows open by double click, by touch, by Enter and by the buttons above; heard on the document, so that the first one is not missed.
  const rowOf = (target) => target.closest("table[data-rows] tr[data-href]");
  const current = () => document.querySelector("table[data-rows] tr.current");
  const ownControl = (target) => target.closest("a,button,input,select,label");
  const open = (row) => { if (row) location.assign(row.dataset.href); };
  // A dialog about many is given the ticked rows, or the current one where none is ticked.
  const chosen = () => {
    const ticked = boxes().filter((box) => box.checked).map((box) => box.closest("tr"));
    return ticked.length || !current() ? ticked : [current()];
  };
  const asLine = (row) => {
    const line = document.createElement("li");
    const said = (label) => row.querySelector(`td[data-label="${label}"]`).textContent;
    const id = Object.assign(document.createElement("input"), { type: "hidden", name: "rowid", value: row.querySelector("input[name=rowid]").value });
    line.append(id, `${said("姓名")}（${said("学号")}）`);
    return line;
  };
  const showTakers = () => {
    document.querySelectorAll("[data-takes-rows]").forEach((button) => { button.disabled = chosen().length === 0; });
  };
  // Before the dialog opens: this listener is on the window's way down.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-takes-rows]");
    if (button) document.querySelector(`#${button.dataset.dialog} [data-rows-taken]`).replaceChildren(...chosen().map(asLine));
  }, true);
  const mark = (row) => {
    current()?.classList.remove("current");
    row?.classList.add("current");
    document.querySelectorAll("[data-open-current]").forEach((button) => { button.disabled = !row; });
    showTakers();
  };
  document.addEventListener("focusin", (event) => { if (event.target.closest("table[data-rows]")) mark(rowOf(event.target)); });
  document.addEventListener("dblclick", (event) => { if (!ownControl(event.target)) open(rowOf(event.target)); });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-open-current]")) open(current());
    else if (ownControl(event.target)) return;
    else if (event.pointerType === "touch") open(rowOf(event.target)); // a finger clicks once, and the buttons above are out of sight
    else rowOf(event.target)?.focus();
  });
  document.addEventListener("keydown", (event) => {
    const row = event.target;
    if (!row.matches("table[data-rows] tr[data-href]")) return;
    if (event.key === "Enter") {
      sessionStorage.setItem("opened by key", "1");
      open(row);
    }
    else if (event.key === "ArrowDown") row.nextElementSibling?.focus();
    else if (event.key === "ArrowUp") row.previousElementSibling?.focus();
    else if (event.key === " ") row.querySelector("input[name=rowid]")?.click();
    else return;
    event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-open-current]").forEach((button) => { button.disabled = true; });
    recall();
    showTicked();
  });
})();
