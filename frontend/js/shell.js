/** Words for the reader come translated from the page: <body data-text-…>. */
export function words(name, fallback) {
  return document.body.dataset[`text${name}`] || fallback;
}

export function dismissMessages() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    if (button) button.closest(button.dataset.dismiss || ".notice")?.remove();
  });
}

/** Menus made of <details class="menu"> close on Escape and on a click elsewhere. */
export function closeMenus() {
  const open = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
