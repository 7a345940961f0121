// Images of stamped paper: each is sent by itself and shown at once; large photographs are made smaller first.
(() => {
  "use strict";
  const form = document.querySelector("form[data-pictures]"), input = form?.querySelector("[data-upload]");
  if (!input) return; // no proof is asked for
  const MOST_BYTES = 2 * 1024 * 1024, LONGEST_SIDE = 2600, QUALITY = [0.88, 0.75, 0.6];
  const rows = form.querySelector("[data-upload-rows]");
  // Choosing is sending: one button does both, in the page's own language.
  form.querySelector("[data-upload-button]").hidden = true;
  Object.assign(form.querySelector(`label[for=${input.id}]`), { className: "btn btn-primary", textContent: "上传图片" });
  input.classList.add("visually-hidden");

  const row = (name) => {
    const said = Object.assign(document.createElement("span"), { textContent: `${name}：等待上传` });
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    const line = document.createElement("li");
    line.append(said, bar);
    rows.append(line);
    return {
      says: (text) => { said.textContent = `${name}：${text}`; },
      at: (part) => { bar.value = part; },
      ends: (text) => { line.className = "tone-bad"; said.textContent = text; bar.remove(); },
      gone: () => line.remove(),
    };
  };

  const blobOf = (canvas, quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));

  // The server writes every image anew; what it would refuse only for its size is made smaller here.
  const fitting = async (file) => {
    if (file.size <= MOST_BYTES || !/^image\/(jpeg|png)$/.test(file.type)) return file;
    const picture = await createImageBitmap(file).catch(() => null);
    if (!picture) return file;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: picture.width * scale, height: picture.height * scale });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITY) {
      const blob = await blobOf(canvas, quality);
      if (blob && blob.size <= MOST_BYTES) return new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" });
    }
    return file;
  };

  const sent = (file, line) => new Promise((done) => {
    const body = new FormData();
    for (const name of ["csrf_token", "seen"]) body.append(name, form.elements[name].value);
    body.append("act", "upload");
    body.append("images", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) line.at(event.loaded / event.total); });
    request.addEventListener("load", () => done(request.response?.refused ?? [`${file.name}：没有上传成功，请刷新页面后再试。`]));
    request.addEventListener("error", () => done([`${file.name}：网络中断，没有上传。请恢复网络后重新选择。`]));
    request.send(body);
  });

  // The list as it stands now, and hidden fields that are good for one send; what is typed beside it stays, as does the
  // version that it was typed upon.
  const refresh = (page) => {
    const fresh = new DOMParser().parseFromString(page, "text/html");
    const other = fresh.querySelector("[data-images]");
    if (!other) return location.reload();
    form.querySelector("[data-images]").replaceWith(other);
    for (const name of ["operation_id", "csrf_token"]) form.elements[name].value = fresh.querySelector(`[data-pictures] [name=${name}]`).value;
    return undefined;
  };
  const refreshed = async () => refresh(await (await fetch(location.href, { credentials: "same-origin" })).text());

  input.addEventListener("change", async () => {
    const chosen = [...input.files].map((file) => [file, row(file.name)]);
    input.value = "";
    for (const [file, line] of chosen) {
      line.says("正在上传");
      const refusals = await sent(await fitting(file), line);
      if (refusals.length) line.ends(refusals.join(""));
      else line.gone();
    }
    await refreshed();
  });

  form.addEventListener("submit", (event) => {
    if (!event.submitter || !("imageAct" in event.submitter.dataset)) return;
    event.preventDefault();
    event.stopPropagation();
    const act = event.submitter, place = act.closest("li"), position = [...place.parentNode.children].indexOf(place);
    const label = act.title;
    place.setAttribute("aria-busy", "true");
    fetch(act.formAction, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
      .then((page) => {
        refresh(page);
        form.querySelectorAll("[data-images] li")[position]?.querySelector(`[title="${label}"]:enabled`)?.focus();
      })
      .catch(() => location.reload());
  });
})();
