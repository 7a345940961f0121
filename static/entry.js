// Long forms of the student: what is typed is kept by itself, and a preview counts only as long as nothing has changed.
(() => {
  "use strict";
  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const AFTER = 15000;
  const said = form.querySelector("[data-kept]"), generate = form.querySelector("[data-generate]"), previewed = form.querySelector("[data-previewed]");
  let timer = 0, changed = false, stopped = false;

  const says = (text, bad = false) => { said.textContent = text; said.classList.toggle("tone-bad", bad); };
  const now = () => new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });

  const keep = async (ending = false) => {
    clearTimeout(timer);
    if (!changed || stopped) return;
    changed = false;
    const body = new FormData(form);
    body.set("act", "save");
    body.set("operation_id", crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin", keepalive: ending, redirect: "manual" });
      const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
      if (told?.seen) {
        form.elements.seen.value = told.seen;
        says(`已于 ${now()} 自动保存`);
      } else {
        stopped = true;
        says(told?.message ?? "没有自动保存，请点保存。", true);
      }
    } catch {
      changed = true;
      says("网络已断开，内容还没有保存；恢复网络后会自动保存。", true);
    }
  };

  form.addEventListener("input", () => {
    changed = true;
    if (generate) generate.disabled = true;
    if (previewed) previewed.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(keep, AFTER);
  });
  form.addEventListener("change", () => { changed = true; clearTimeout(timer); timer = setTimeout(keep, AFTER); });
  form.addEventListener("submit", () => clearTimeout(timer));
  window.addEventListener("online", () => keep());
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(true); });

  // A unit that is registered here need not be typed in once more; whether it is taken over is the student's to say.
  const uscc = form.elements.uscc;
  if (!uscc) return;
  const offer = Object.assign(document.createElement("div"), { className: "offer form-text" });
  offer.setAttribute("role", "status");
  uscc.closest(".field").append(offer);
  const fill = (known) => {
    for (const [name, value] of Object.entries(known)) {
      const control = form.querySelector(`[name="${name}"]`);
      if (!control) continue;
      control.value = value;
      control.dispatchEvent(new Event("fill"));
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    offer.textContent = "已填入，请核对。";
  };
  let asked = uscc.defaultValue;
  const lookUp = async () => {
    const code = uscc.value.trim().toUpperCase();
    offer.replaceChildren();
    if (code.length !== 18 || code === asked) return;
    asked = code;
    const body = new FormData();
    body.append("csrf_token", form.elements.csrf_token.value);
    body.append("uscc", code);
    const answer = await fetch(form.dataset.employerUrl, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
    const known = answer?.ok ? await answer.json().catch(() => null) : null;
    if (!known?.unit_name || asked !== code) return;
    const take = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-outline-primary", textContent: "填入单位信息" });
    take.addEventListener("click", () => fill(known));
    offer.replaceChildren(`“${known.unit_name}”已在本系统注册。`, take);
  };
  uscc.addEventListener("input", lookUp);
  lookUp(); // somebody may have typed before this script stood
})();
