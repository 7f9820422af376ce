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

/** On a phone tabs are one line to swipe: the open one is brought into it, without moving the page. */
export function showOpenTab() {
  for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
    const line = tab.closest(".tabs");
    const [inside, around] = [tab.getBoundingClientRect(), line.getBoundingClientRect()];
    if (inside.right > around.right) line.scrollLeft += inside.left - around.left - 24;
  }
}
