// Everything here is a comfort: each page works without it.
import { confirmActs } from "./confirm.js";
import { keepForms } from "./keep.js";
import { pickRecords } from "./picker.js";
import { closeMenus, dismissMessages, showOpenTab } from "./shell.js";
import { linkSpans } from "./spans.js";
import { writeReports } from "./reports.js";
import { tuneHtmx } from "./requests.js";

document.documentElement.classList.add("js");
dismissMessages();
closeMenus();
showOpenTab();
keepForms();
linkSpans();
confirmActs();
tuneHtmx();
writeReports();
pickRecords();
document.addEventListener("htmx:load", (event) => pickRecords(event.detail.elt));
