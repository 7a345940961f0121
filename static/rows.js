// Rows of a list: ticked for an act on many, opened by double click or Enter. In the console and in an employer's lists.
(() => {
  "use strict";
  const ticking = (table) => {
    const all = [...document.querySelectorAll("[data-tick-all]")]; // in the head, and on a phone beside the buttons
    const boxes = [...table.querySelectorAll("input[name=rowid]")];
    const show = () => {
      const ticked = boxes.filter((box) => box.checked);
      boxes.forEach((box) => box.closest("tr").classList.toggle("ticked", box.checked));
      for (const one of all) {
        one.checked = ticked.length === boxes.length;
        one.indeterminate = ticked.length > 0 && !one.checked;
      }
      document.querySelectorAll("[data-ticked]").forEach((place) => { place.textContent = ticked.length; });
      document.querySelectorAll("[data-needs-tick]").forEach((button) => { button.disabled = ticked.length === 0; });
    };
    for (const one of all) one.addEventListener("change", () => { boxes.forEach((box) => { box.checked = one.checked; }); show(); });
    table.addEventListener("change", (event) => { if (event.target.name === "rowid") show(); });
    window.addEventListener("pageshow", show);
    show();
  };

  // Rows open by double click, by Enter and by the buttons above; heard on the document, so that the first one is not missed.
  const rowOf = (target) => target.closest("table[data-rows] tr[data-href]");
  const current = () => document.querySelector("table[data-rows] tr.current");
  const ownControl = (target) => target.closest("a,button,input,select,label");
  const open = (row, asked = "") => {
    if (!row) return;
    const more = asked && (row.dataset.href.includes("?") ? "&" : "?") + asked;
    location.assign(row.dataset.href + more);
  };
  const mark = (row) => {
    current()?.classList.remove("current");
    row?.classList.add("current");
    document.querySelectorAll("[data-open-current]").forEach((button) => { button.disabled = !row; });
  };
  document.addEventListener("focusin", (event) => { if (event.target.closest("table[data-rows]")) mark(rowOf(event.target)); });
  document.addEventListener("dblclick", (event) => { if (!ownControl(event.target)) open(rowOf(event.target)); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-open-current]");
    if (button) open(current(), button.dataset.openCurrent);
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
    document.querySelectorAll("table[data-rows]:has([data-tick-all])").forEach(ticking);
  });
})();
