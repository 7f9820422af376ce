// <input data-suggest="/address?truong=x">: suggestions of the server in a list box; without it one types a name or key.
// data-several: values are parted by semicolons, the last one is being typed.
const WAIT = 250;
let count = 0;

function typed(input) {
  const parts = input.dataset.several ? input.value.split(";") : [input.value];
  return parts[parts.length - 1].trim();
}

function withChoice(input, value) {
  if (!input.dataset.several) return value;
  const kept = input.value.split(";").slice(0, -1).map((part) => part.trim()).filter(Boolean);
  return [...kept, value].join("; ") + "; ";
}

function enhance(input) {
  const list = document.createElement("ul");
  list.className = "picker-list";
  list.id = `picker-${(count += 1)}`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  const box = document.createElement("div");
  box.className = "picker";
  input.before(box);
  box.append(input, list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let timer = 0;
  let asked = 0;
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const mark = (next) => {
    const rows = [...list.children];
    if (!rows.length) return;
    active = (next + rows.length) % rows.length;
    rows.forEach((row, position) => row.setAttribute("aria-selected", String(position === active)));
    rows[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", rows[active].id);
  };

  const choose = (row) => {
    input.value = withChoice(input, row.dataset.value);
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  };

  const show = (rows) => {
    list.replaceChildren(...rows.map((row, position) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${position}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.value = row.value;
      item.textContent = row.label;
      return item;
    }));
    active = -1;
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(Boolean(rows.length)));
  };

  const ask = async () => {
    const turn = (asked += 1);
    const url = new URL(input.dataset.suggest, location.href);
    url.searchParams.set("q", typed(input));
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (!answer.ok || turn !== asked || document.activeElement !== input) return;
      show((await answer.json()).rows);
    } catch {
      close();
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  };

  input.addEventListener("input", soon);
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else mark(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  list.addEventListener("pointerdown", (event) => {
    const row = event.target.closest("[role=option]");
    if (!row) return;
    event.preventDefault();
    choose(row);
  });
}

export function pickRecords(root = document) {
  for (const input of root.querySelectorAll("input[data-suggest]:not([role=combobox])")) enhance(input);
}
