// data-confirm="question" on a submit button, form or link, and hx-confirm, ask in a <dialog>.
import { words } from "./shell.js";

function button(text, value, style) {
  const element = document.createElement("button");
  element.className = `btn ${style}`;
  element.value = value;
  element.textContent = text;
  return element;
}

function ask(question, yes) {
  const dialog = document.createElement("dialog");
  const form = document.createElement("form");
  form.method = "dialog";
  const heading = document.createElement("h2");
  heading.id = "confirm-question";
  heading.textContent = question;
  const row = document.createElement("div");
  row.className = "form-actions";
  row.append(
    button(yes || words("ConfirmYes", "Đồng ý"), "yes", "btn-primary"),
    button(words("ConfirmNo", "Không"), "no", "btn-plain"),
  );
  dialog.setAttribute("aria-labelledby", heading.id);
  form.append(heading, row);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
  });
}

export function confirmActs() {
  const agreed = new WeakSet();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const asking = event.submitter?.dataset.confirm ? event.submitter : form;
    if (!asking.dataset.confirm || agreed.delete(form)) return;
    event.preventDefault();
    event.stopPropagation();
    ask(asking.dataset.confirm, asking.dataset.confirmYes).then((yes) => {
      if (!yes) return;
      agreed.add(form);
      form.requestSubmit(event.submitter);
    });
  }, true);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-confirm]");
    if (!link) return;
    event.preventDefault();
    ask(link.dataset.confirm, link.dataset.confirmYes).then((yes) => yes && location.assign(link.href));
  });

  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question).then((yes) => yes && event.detail.issueRequest(true));
  });
}
