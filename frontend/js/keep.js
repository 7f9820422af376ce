// Forms marked data-keep: typed text survives an expired session, and leaving asks first.
import { words } from "./shell.js";

const PREFIX = "khcn-keep:";
const SENT = "khcn-sent";
const SKIPPED = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);

// Kept per tab and per person: nobody who signs in later on the same computer sees it.
function keyOf(form) {
  const name = form.dataset.keep || form.id || form.getAttribute("action") || "";
  return `${PREFIX}${document.body.dataset.user || ""}:${location.pathname}:${name}`;
}

// A hidden field marked data-kept goes along: the version that the person saw belongs to what they typed.
function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && (!SKIPPED.has(field.type) || "kept" in field.dataset));
}

function read(form) {
  const values = {};
  for (const field of fieldsOf(form)) {
    values[field.name] ??= [];
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) values[field.name].push(field.value);
    } else if (field.type === "select-multiple") {
      values[field.name].push(...[...field.selectedOptions].map((option) => option.value));
    } else {
      values[field.name].push(field.value);
    }
  }
  return values;
}

function fill(form, values) {
  const places = {};
  for (const field of fieldsOf(form)) {
    const kept = values[field.name];
    if (!kept) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = kept.includes(field.value);
    } else if (field.type === "select-multiple") {
      for (const option of field.options) option.selected = kept.includes(option.value);
    } else {
      const place = (places[field.name] = (places[field.name] ?? -1) + 1);
      if (kept[place] !== undefined) field.value = kept[place];
    }
  }
}

function announce(form, time, forget) {
  const notice = document.createElement("div");
  notice.className = "kept-notice";
  notice.setAttribute("role", "status");
  const clock = new Date(time).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  notice.append(words("Kept", "Đã khôi phục nội dung nhập dở lúc {time}.").replace("{time}", clock));
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm btn-plain";
  button.textContent = words("KeptForget", "Bỏ nội dung này");
  button.addEventListener("click", () => {
    forget();
    notice.remove();
  });
  notice.append(button);
  form.prepend(notice);
}

function watch(form) {
  const key = keyOf(form);
  const original = read(form);
  const state = { dirty: false, timer: 0, typed: 0, sent: 0 };
  const save = () => sessionStorage.setItem(key, JSON.stringify({ time: Date.now(), values: read(form) }));
  const refused = form.querySelector("[aria-invalid=true]") || form.hasAttribute("data-refused");

  const kept = JSON.parse(sessionStorage.getItem(key) || "null");
  if (kept && !refused && JSON.stringify(kept.values) !== JSON.stringify(original)) {
    fill(form, kept.values);
    state.dirty = true;
    announce(form, kept.time, () => {
      sessionStorage.removeItem(key);
      fill(form, original);
      state.dirty = false;
    });
  }

  form.addEventListener("input", () => {
    state.dirty = true;
    state.typed += 1;
    clearTimeout(state.timer);
    state.timer = setTimeout(save, 400);
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented && !form.matches("[hx-post], [data-hx-post]")) return;
    clearTimeout(state.timer);
    if (state.dirty) save();
    state.dirty = false;
    sessionStorage.setItem(SENT, key);
  });
  form.addEventListener("htmx:beforeRequest", () => {
    state.sent = state.typed;
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    sessionStorage.removeItem(SENT);
    if (event.detail.requestConfig?.verb === "get") return;
    if (!event.detail.successful) {
      state.dirty = true;
      save();
    } else if (state.sent === state.typed) {
      clearTimeout(state.timer);
      state.dirty = false;
      sessionStorage.removeItem(key);
    }
  });
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keep-forget]")) return;
    clearTimeout(state.timer);
    state.dirty = false;
    sessionStorage.removeItem(key);
  });
  addEventListener("beforeunload", (event) => {
    if (!state.dirty || !form.isConnected) return;
    save();
    event.preventDefault();
  });
}

/** After a submit: forget the text unless the answer was a sign-in page, an error page or a refusal. */
function settleLastSubmit() {
  const key = sessionStorage.getItem(SENT);
  if (!key) return;
  sessionStorage.removeItem(SENT);
  const arrived = performance.getEntriesByType("navigation")[0]?.type;
  const interrupted =
    arrived === "back_forward" ||
    document.querySelector("input[type=password], [data-error-page]") ||
    document.querySelector("form[data-keep] [aria-invalid=true], form[data-refused]");
  if (!interrupted) sessionStorage.removeItem(key);
}

export function keepForms() {
  try {
    settleLastSubmit();
    document.querySelectorAll("form[data-keep]").forEach(watch);
    document.addEventListener("htmx:load", (event) => {
      const part = event.target;
      if (part === document.body) return;
      if (part.matches("form[data-keep]")) watch(part);
      part.querySelectorAll("form[data-keep]").forEach(watch);
    });
  } catch (error) {
    console.warn("khcn: typed text is not kept in this browser", error);
  }
}
