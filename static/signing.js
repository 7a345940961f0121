// Dialogs, questions before an act, and forms that are sent once. Shared by the portals and the console.
(() => {
  "use strict";
  const element = (tag, props = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), props);
    made.append(...children);
    return made;
  };

  const closeDialog = (dialog) => dialog?.close();

  const openDialog = (id) => {
    const dialog = document.getElementById(id);
    dialog?.showModal();
    const first = dialog?.querySelector(".is-invalid") ?? dialog?.querySelector("textarea,select,input:not([type=hidden]),.ask-foot button");
    first?.focus();
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("dialog[data-open]").forEach((dialog) => openDialog(dialog.id)); // came back with a refusal
  });
  document.addEventListener("inserted", ({ target }) => {
    target.querySelectorAll("dialog[data-open]").forEach((dialog) => openDialog(dialog.id));
  });

  const question = (text, whenYes) => {
    const yes = element("button", { type: "button", className: "btn btn-primary", textContent: "确定" });
    const no = element("button", { type: "button", className: "btn btn-quiet", textContent: "取消" });
    const said = element("p", { textContent: text, id: "question-text" });
    const dialog = element("dialog", { className: "ask ask-short" },
      element("div", { className: "ask-body" }, said), element("footer", { className: "ask-foot" }, no, yes));
    dialog.setAttribute("aria-labelledby", "question-text");
    no.addEventListener("click", () => closeDialog(dialog));
    yes.addEventListener("click", () => { closeDialog(dialog); whenYes(); });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-dialog],[data-close],[data-dismiss-flash]");
    if (target?.dataset.dialog) openDialog(target.dataset.dialog);
    else if (target && "close" in target.dataset) closeDialog(target.closest("dialog"));
    else if (target && "dismissFlash" in target.dataset) target.closest(".flash").remove();
  });

  const agreed = new WeakSet();

  const asks = (event) => {
    const text = event.submitter?.dataset.confirm || event.target.dataset.confirm;
    if (!text || agreed.delete(event.target)) return false;
    event.preventDefault();
    question(text, () => { agreed.add(event.target); event.target.requestSubmit(event.submitter); });
    return true;
  };

  const buttonsOf = (form) => [...form.elements].filter((control) => control.matches("button:not([type=button])"));
  const again = (form) => buttonsOf(form).forEach((button) => { button.disabled = false; button.classList.remove("sending"); });

  // Says in the form, above its buttons, how the sending goes; a dialog covers whatever stands elsewhere.
  const tell = (form, text) => {
    const said = form.querySelector(".send-note") || element("p", { className: "send-note tone-waiting" });
    said.setAttribute("role", "status");
    said.textContent = text;
    const buttons = form.querySelector(".ask-foot,.form-buttons");
    if (buttons) buttons.before(said);
    else form.prepend(said);
  };
  const untell = (form) => form.querySelector(".send-note")?.remove();

  const cannotSend = (event) => {
    if (navigator.onLine) return false;
    event.preventDefault();
    tell(event.target, "网络已断开，还没有提交。填写的内容都在，恢复网络后请再提交一次。");
    return true;
  };
  window.addEventListener("online", () => [...document.forms].forEach(untell));

  const SLOW = 3000, AGAIN = 30000, FILE_IS_THERE = 8000;
  const waits = new WeakMap(); // by form: what is still to be said of its sending, or undone

  const sendOnce = (form, submitter) => {
    submitter?.classList.add("sending");
    setTimeout(() => buttonsOf(form).forEach((button) => { button.disabled = true; }), 0);
    const isFile = "answersFile" in form.dataset; // an answer that is a download leaves the page standing
    waits.set(form, [
      isFile ? 0 : setTimeout(() => tell(form, "网络较慢，正在提交，请不要关闭页面。"), SLOW),
      setTimeout(() => { again(form); untell(form); }, isFile ? FILE_IS_THERE : AGAIN),
    ]);
  };

  // A script that sent the form has lost the line.
  document.addEventListener("dropped", ({ target: form }) => {
    waits.get(form)?.forEach(clearTimeout);
    again(form);
    if (form.closest("dialog")) tell(form, "网络中断，不知道是否已经提交。填写的内容都在，请再提交一次；已经办理的不会重复。");
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "post" && cannotSend(event)) return;
    if (asks(event)) return;
    if (form.method === "post") sendOnce(form, event.submitter);
    if ("skipEmpty" in form.dataset) form.querySelectorAll("input,select").forEach((input) => { if (!input.value) input.disabled = true; });
  });

  window.addEventListener("pageshow", () => {
    for (const form of document.forms) { again(form); untell(form); }
    document.querySelectorAll("[data-skip-empty] :disabled").forEach((input) => { input.disabled = false; });
  });
})();
