// The console: the folded menu, ticked rows, and rows that open by double click or Enter.
(() => {
  "use strict";
  const root = document.documentElement;
  const FOLDED = "console:folded";
  // Runs in the head, so that the page is drawn once, in the width that the user chose.
  if (localStorage.getItem(FOLDED)) root.classList.add("side-folded");

  const foldSide = (button) => {
    const show = () => button.setAttribute("aria-pressed", String(root.classList.contains("side-folded")));
    button.addEventListener("click", () => {
      if (root.classList.toggle("side-folded")) localStorage.setItem(FOLDED, "1");
      else localStorage.removeItem(FOLDED);
      show();
    });
    show();
  };

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

  // A head that stays in sight needs a wrapper that does not scroll: only where the table fits.
  const fitting = (wrap) => new ResizeObserver(() => {
    wrap.classList.toggle("fits", wrap.firstElementChild.offsetWidth <= wrap.offsetWidth);
  }).observe(wrap);

  // Long work: its part of the page is asked for again until the work has ended, then the page is shown as it is.
  const follow = async (place) => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-follow]");
      if (!fresh) { location.reload(); return; }
      place.replaceChildren(...fresh.childNodes);
    } catch { /* the line is down for a moment */ }
    setTimeout(() => follow(place), 1500);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-follow]").forEach((place) => setTimeout(() => follow(place), 1000));
    document.querySelectorAll("[data-open-current]").forEach((button) => { button.disabled = true; });
    document.querySelectorAll(".list-card .table-wrap").forEach(fitting);
    document.querySelectorAll("[data-fold-side]").forEach(foldSide);
    for (const dialog of document.querySelectorAll("dialog[data-open-now]")) {
      dialog.showModal();
      dialog.querySelector(".is-invalid")?.focus();
    }
    document.querySelectorAll("table[data-rows]:has([data-tick-all])").forEach(ticking);
  });
})();
