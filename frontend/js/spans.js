// An item and the sentence it came from: choosing one marks both and brings the other into view.
function mark(item, target) {
  for (const old of document.querySelectorAll(".is-linked")) old.classList.remove("is-linked");
  item.classList.add("is-linked");
  target.classList.add("is-linked");
}

function glide(element) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

export function linkSpans() {
  document.addEventListener("click", (event) => {
    const item = event.target.closest("[data-span-target]");
    if (item) {
      const link = event.target.closest("a, button, input, select, textarea, label");
      if (link && link !== item && !link.hash) return;
      const target = document.querySelector(item.dataset.spanTarget);
      if (!target) return;
      if (link?.hash === item.dataset.spanTarget) event.preventDefault();
      mark(item, target);
      glide(target);
      return;
    }
    const sentence = event.target.closest(".source-pane mark[id]");
    const twin = sentence && document.querySelector(`[data-span-target="#${CSS.escape(sentence.id)}"]`);
    if (twin) {
      mark(twin, sentence);
      glide(twin);
    }
  });
}
