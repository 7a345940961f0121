// Rows of a list: ticked for an act on many, opened by double click or Enter. In the console and in an employer's lists.
(() => {
  "use strict";
  // Ticks are heard on the document too: one that was set while the page was still loading is kept and counted.
  const boxes = () => [...document.querySelectorAll("table[data-rows] input[name=rowid]")];
  const showTicked = () => {
    const all = boxes();
    const ticked = all.filter((box) => box.checked);
    all.forEach((box) => box.closest("tr").classList.toggle("ticked", box.checked));
    for (const one of document.querySelectorAll("[data-tick-all]")) { // in the head, and on a phone beside the buttons
      one.checked = ticked.length > 0 && ticked.length === all.length;
      one.indeterminate = ticked.length > 0 && !one.checked;
    }
    document.querySelectorAll("[data-ticked]").forEach((place) => { place.textContent = ticked.length; });
    document.querySelectorAll("[data-needs-tick]").forEach((button) => { button.disabled = ticked.length === 0; });
    document.querySelectorAll("[data-needs-one]").forEach((button) => { button.disabled = ticked.length !== 1; });
    showTakers();
  };
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-tick-all]")) boxes().forEach((box) => { box.checked = target.checked; });
    if (target.matches("[data-tick-all],table[data-rows] input[name=rowid]")) showTicked();
  });
  window.addEventListener("pageshow", showTicked);

  // Rows open by double click, by Enter and by the buttons above; heard on the document, so that the first one is not missed.
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
    else if (!ownControl(event.target)) rowOf(event.target)?.focus();
  });
  document.addEventListener("keydown", (event) => {
    const row = event.target;
    if (!row.matches("table[data-rows] tr[data-href]")) return;
    if (event.key === "Enter") open(row);
    else if (event.key === "ArrowDown") row.nextElementSibling?.focus();
    else if (event.key === "ArrowUp") row.previousElementSibling?.focus();
    else if (event.key === " ") row.querySelector("input[name=rowid]")?.click();
    else return;
    event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-open-current]").forEach((button) => { button.disabled = true; });
    showTicked();
  });
})();
