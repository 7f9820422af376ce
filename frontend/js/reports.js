// The page of a report: says which item this person is at, so that others see it.
export function tellPlace() {
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest("[data-report-item]");
    const place = document.querySelector("[data-report-presence] input[name=muc]");
    if (item && place) place.value = item.dataset.reportItem;
  });
}
