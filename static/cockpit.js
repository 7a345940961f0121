// 逐条审核: one case after the other without another page; the next one is fetched ahead, so that it is there at once.
(() => {
  "use strict";
  document.documentElement.classList.add("side-folded"); // the width is for the case
  const FRESH = 60000, SETTLED = 300;
  const place = () => document.querySelector("[data-desk-case]");
  const desk = () => document.querySelector("[data-desk]");
  const pathOf = (address) => new URL(address, location).pathname;
  const rowOf = (address) => [...document.querySelectorAll("[data-desk-row]")].find((row) => row.pathname === pathOf(address));
  const asPage = (text) => new DOMParser().parseFromString(text, "text/html");
  let busy = false;

  const load = async (address, more = "") => {
    const url = new URL(address, location);
    url.pathname += more;
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error("another page has to answer");
    return asPage(await answer.text());
  };

  const ahead = new Map(); // by address: the case that is on its way, and since when
  const fetchAhead = (address) => {
    if (!address || ahead.has(address)) return;
    const coming = load(address, "/case");
    coming.catch(() => ahead.delete(address));
    ahead.set(address, { coming, since: Date.now() });
  };
  const take = (address) => {
    const found = ahead.get(address);
    ahead.clear();
    return found && Date.now() - found.since < FRESH ? found.coming : load(address, "/case");
  };

  const settle = (article) => { // whoever strikes a key or a button twice decides one case, not two
    const deeds = article.querySelector(".case-deeds");
    deeds.inert = true;
    setTimeout(() => { deeds.inert = false; article.dataset.ready = ""; }, SETTLED);
  };

  const markRow = async (address) => {
    if (!rowOf(address)) { // the queue's next page
      const list = (await load(address)).querySelector("[data-desk-list]");
      document.querySelector("[data-desk-list]").replaceChildren(...document.adoptNode(list).childNodes);
    }
    document.querySelector("[data-desk-row][aria-current]")?.removeAttribute("aria-current");
    const row = rowOf(address);
    row?.setAttribute("aria-current", "true");
    row?.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  const show = (page) => {
    const article = document.adoptNode(page.querySelector("[data-case]"));
    const address = article.dataset.case;
    place().replaceChildren(article);
    desk().classList.add("desk-chosen");
    history.replaceState(null, "", address);
    article.dispatchEvent(new Event("inserted", { bubbles: true }));
    if (!document.querySelector("dialog[open]")) article.querySelector("h2").focus({ preventScroll: true });
    settle(article);
    markRow(address).catch(() => location.assign(address));
    fetchAhead(article.querySelector("a[rel=next]")?.getAttribute("href"));
  };

  const go = async (address) => {
    if (busy) return;
    busy = true;
    try { show(await take(address)); } catch { location.assign(address); }
    busy = false;
  };

  const say = (text, look, address) => {
    const link = Object.assign(document.createElement("a"), { href: address, textContent: "打开这份签约" });
    const line = document.querySelector("[data-desk-said]");
    line.className = `desk-said tone-${look === "success" ? "ok" : "bad"}`;
    line.replaceChildren(text, " ", link);
  };

  const answered = async ({ answer, body }, here) => {
    if (answer.redirected) { location.assign(answer.url); return; }
    if (answer.status === 422) { show(asPage(body)); return; }
    if (!answer.headers.get("Content-Type").startsWith("application/json")) { location.assign(here); return; }
    const { said, look, did, case: address, next, last } = JSON.parse(body);
    if (last) { location.assign(next); return; } // it says itself what was done
    const row = rowOf(here);
    if (row && did) {
      row.classList.add("desk-dealt");
      row.querySelector("[data-note]").textContent = did;
    }
    say(said, look, address);
    show(await take(next));
  };

  const send = async (form) => {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    return { answer, body: await answer.text() };
  };

  // Whether it was done is not known; the form stands as it was typed, and counts once however often it is sent.
  const dropped = (form, here) => {
    form.dispatchEvent(new Event("dropped", { bubbles: true }));
    if (!form.closest("dialog")) say("网络中断，不知道是否已经办理，请再按一次；已经办理的不会重复。", "error", here);
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || !form.closest("[data-desk-case]")) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    const here = form.closest("[data-case]").dataset.case;
    const answer = await send(form).catch(() => null);
    if (answer) await answered(answer, here).catch(() => location.assign(here)); // shows how the case stands
    else dropped(form, here);
    busy = false;
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-desk-row],a[data-desk-step]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.href) go(link.getAttribute("href"));
  });

  // A document that was clicked has the keys; it gives them back when the pointer leaves it.
  document.addEventListener("mouseout", ({ target }) => { if (target.matches("iframe")) target.blur(); });

  document.addEventListener("DOMContentLoaded", () => {
    const article = document.querySelector("[data-case]");
    if (!article) return;
    settle(article);
    rowOf(article.dataset.case)?.scrollIntoView({ block: "nearest", behavior: "instant" });
    fetchAhead(article.querySelector("a[rel=next]")?.getAttribute("href"));
  });
})();
