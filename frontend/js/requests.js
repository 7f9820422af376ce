// HTMX: carries the CSRF token and says so when a request fails.
import { words } from "./shell.js";

function tell(text, link) {
  const list = document.querySelector(".messages");
  if (!list) return;
  const item = document.createElement("li");
  item.className = "notice tone-late";
  item.setAttribute("role", "alert");
  const body = document.createElement("div");
  body.className = "notice-body";
  body.textContent = text;
  if (link) body.append(" ", link);
  item.append(body);
  list.replaceChildren(item);
  item.scrollIntoView({ block: "nearest" });
}

function signIn() {
  const link = document.createElement("a");
  link.href = `${document.body.dataset.signIn || "/tai-khoan/"}?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = words("SignIn", "Đăng nhập để lưu tiếp");
  return link;
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
    if (event.detail.xhr.status === 401) {
      tell(words("Expired", "Phiên làm việc đã hết. Nội dung bạn nhập vẫn còn trong trình duyệt này."), signIn());
      return;
    }
    const text = words("Failed", "Máy chủ chưa thực hiện được yêu cầu (mã {code}). Hãy tải lại trang rồi thử lại.");
    tell(text.replace("{code}", event.detail.xhr.status));
  });
}
