// Keys of the console in one place: J and K from row to row and from record to record, A and R decide, / searches, ? lists them all.
(() => {
  "use strict";
  const ALSO = { ArrowRight: "j", ArrowLeft: "k" };
  const OF_RECORDS = { j: "main a[rel=next]", k: "main a[rel=prev]", escape: "main a[rel=up]" };
  const WRITING = "input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]";
  const TAKES_ENTER = "a,button,summary,tr[data-href]";
  const TAKES_ARROWS = ".table-wrap,.dropdown-menu,summary,input,audio,video";

  const rows = () => [...document.querySelectorAll("table[data-rows] tr[data-href]")];
  const stepRow = (by) => {
    const all = rows();
    const at = all.findIndex((row) => row.classList.contains("current"));
    const row = all[Math.max(0, Math.min(all.length - 1, at + by))];
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  const live = (control) => !control.disabled && !control.closest("[inert]") && control.getAttribute("aria-disabled") !== "true" && control.checkVisibility();
  const controlOf = (key) => {
    const wanted = [`[data-key="${CSS.escape(key)}"]`, OF_RECORDS[key]].filter(Boolean).join(",");
    return [...document.querySelectorAll(wanted)].find(live);
  };

  let held = ""; // what was just pressed and acted: kept down it writes nothing into the field or dialog that came of it

  const press = (control, key) => {
    if (control.matches(WRITING)) { control.focus(); control.select?.(); return; }
    if (OF_RECORDS[key]) sessionStorage.setItem("opened by key", "1");
    control.click();
  };

  // In a dialog: a digit puts a template in while nothing is written yet, Ctrl and Enter send.
  const inDialog = (dialog, event) => {
    const text = dialog.querySelector("textarea");
    if (event.key === "Enter" && event.ctrlKey) dialog.querySelector("form")?.requestSubmit(dialog.querySelector(".ask-foot .btn:not([data-close])"));
    else if (/^[1-9]$/.test(event.key) && text && !text.value && !event.target.matches("[type=password]")) dialog.querySelector(`[data-template="${event.key}"]`)?.click();
    else return;
    held = event.key;
    event.preventDefault();
  };

  const help = () => {
    const dialog = document.getElementById("keys");
    if (!dialog) return false;
    dialog.showModal();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey || (event.shiftKey && event.key !== "?")) return;
    if (!event.repeat) held = "";
    else if (event.key === held) { event.preventDefault(); return; }
    const dialog = document.querySelector("dialog[open]");
    if (dialog && !event.repeat) inDialog(dialog, event);
    if (dialog || event.ctrlKey || document.querySelector(".show") || event.target.closest(WRITING)) return;
    const key = ALSO[event.key] || event.key.toLowerCase();
    const stepping = key === "j" || key === "k";
    if (event.repeat && !stepping) return; // a key held down decides nothing
    if (event.key in ALSO && event.target.closest(TAKES_ARROWS)) return;
    if (key === "enter" && event.target.closest(TAKES_ENTER)) return;
    if (key === "?") { if (help()) event.preventDefault(); return; }
    const control = controlOf(key);
    if (!stepping) held = event.key;
    if (control) press(control, key);
    else if (stepping && !(event.key in ALSO) && rows().length) stepRow(key === "j" ? 1 : -1);
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const template = event.target.closest("[data-template]");
    if (!template) return;
    const text = template.closest("dialog").querySelector("textarea");
    text.value = template.dataset.text;
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  });
})();
