/** The connection of this page. */
import { Connection } from "./connection";
import { isAdmitted } from "./session";

function socketUrl(): string {
  const url = new URL("/ws?tasklist=no", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

export const server = new Connection({
  url: socketUrl(),
  admitted: isAdmitted,
});

/** Opens the line and looks after it when the page comes back to light or the network returns. */
export function startConnection(): void {
  void server.begin();
  addEventListener("online", () => void server.probe());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void server.probe();
  });
}
