// HTMX: carries the CSRF token and says so when a request fails.
import { words } from "./shell.js";

function tell(text) {
  const list = document.querySelector(".messages");
  if (!list) return;
  const item = document.createElement("li");
  item.className = "notice tone-late";
  item.setAttribute("role", "alert");
  const body = document.createElement("div");
  body.className = "notice-body";
  body.textContent = text;
  item.append(body);
  list.replaceChildren(item);
  item.scrollIntoView({ block: "nearest" });
}

export function tuneHtmx() {
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (token) event.detail.headers["X-CSRFToken"] = token.value;
  });
  document.addEventListener("htmx:sendError", () => {
    tell(words("Offline", "Không kết nối được với máy chủ. Nội dung đã nhập vẫn còn; hãy thử lại sau ít phút."));
  });
  document.addEventListener("htmx:responseError", (event) => {
    const text = words("Failed", "Máy chủ chưa thực hiện được yêu cầu (mã {code}). Hãy tải lại trang rồi thử lại.");
    tell(text.replace("{code}", event.detail.xhr.status));
  });
}
