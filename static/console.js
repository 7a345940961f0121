// The console: the folded menu, a head that stays in sight, the way from record to record, long work that is followed.
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

  // From a list into a record and back: to the row that one left, or to the next one where that row was dealt with.
  const PLACE = "console:place", BY_KEY = "opened by key";
  const recordAt = (path) => path.split("/").slice(0, 4).join("/"); // /admin/<list>/<record>, whatever was sent there
  const pathOf = (row) => new URL(row.dataset.href, location).pathname;
  const side = (name) => document.querySelector(`main a[rel=${name}]`);

  const keepPlace = () => {
    const seen = document.querySelector("main input[name=seen]")?.value;
    sessionStorage.setItem(PLACE, JSON.stringify({ here: recordAt(location.pathname), seen, next: side("next")?.pathname }));
    if (!sessionStorage.getItem(BY_KEY)) return;
    sessionStorage.removeItem(BY_KEY);
    const deeds = document.querySelector(".two-side");
    if (!deeds) return;
    deeds.tabIndex = -1; // one more Tab reaches the first decision; Enter held down reaches none
    deeds.focus({ preventScroll: true });
  };

  const returnToPlace = (rows) => {
    const { here, seen, next } = JSON.parse(sessionStorage.getItem(PLACE) || "{}");
    if (!here || !document.referrer || recordAt(new URL(document.referrer).pathname) !== here) return;
    const unchanged = (row) => !seen || row.querySelector("input[name=rowid]")?.value.endsWith(`:${seen}`);
    const row = rows.find((one) => pathOf(one) === here && unchanged(one)) || rows.find((one) => pathOf(one) === next) || rows[0];
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center", behavior: "instant" });
    for (const flash of document.querySelectorAll(".flash"))
      if (flash.getBoundingClientRect().bottom < 0) flash.classList.add("afloat"); // what was done stays in sight
  };

  // An address to hand on; where the browser gives no clipboard the link leads there, and the address bar shows it.
  const copyLink = (link) => link.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    const said = link.querySelector("[role=status]"), before = said.textContent;
    await navigator.clipboard.writeText(link.href);
    said.textContent = "已复制";
    setTimeout(() => { said.textContent = before; }, 2000);
  });

  // A one-time link into the clipboard; where the browser gives none, it is selected to be copied by hand.
  const copies = (button) => button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try { await navigator.clipboard.writeText(field.value); button.textContent = "已复制"; }
    catch { field.focus(); }
  });

  document.addEventListener("DOMContentLoaded", () => {
    const rows = [...document.querySelectorAll("table[data-rows] tr[data-href]")];
    if (side("up")) keepPlace();
    else if (rows.length) returnToPlace(rows);
    document.querySelectorAll("[data-follow]").forEach((place) => setTimeout(() => follow(place), 1000));
    document.querySelectorAll(".list-card .table-wrap").forEach(fitting);
    document.querySelectorAll("[data-copy-link]").forEach(copyLink);
    document.querySelectorAll("[data-fold-side]").forEach(foldSide);
    document.querySelector("#side [aria-current=page]")?.scrollIntoView({ block: "nearest" });
    document.querySelectorAll("[data-copy]").forEach(copies);
  });
})();
