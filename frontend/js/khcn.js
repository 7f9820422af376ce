// Everything here is a comfort: each page works without it.
import { confirmActs } from "./confirm.js";
import { keepForms } from "./keep.js";
import { pickRecords } from "./picker.js";
import { closeMenus, dismissMessages } from "./shell.js";
import { linkSpans } from "./spans.js";
import { tellPlace } from "./reports.js";
import { tuneHtmx } from "./requests.js";

document.documentElement.classList.add("js");
dismissMessages();
closeMenus();
keepForms();
linkSpans();
confirmActs();
tuneHtmx();
tellPlace();
pickRecords();
document.addEventListener("htmx:load", (event) => pickRecords(event.detail.elt));
