// The page of a report: says which item this person is at, and leaves two differing texts until a person chooses.
export function writeReports() {
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest("[data-report-item]");
    const place = document.querySelector("[data-report-presence] input[name=muc]");
    if (item && place) place.value = item.dataset.reportItem;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    const asked = event.detail.requestConfig?.triggeringEvent?.type === "submit";
    if (form.matches?.("form") && form.querySelector("[data-conflict]") && !asked) event.preventDefault();
  });
}
