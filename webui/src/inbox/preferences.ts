/** What this browser remembers about how its person likes uploads. */
import { signal } from "@preact/signals";

const KEY = "musicdb.autopilot";

/** Whether the next upload may be added without asking when its tags leave nothing open. */
export const autopilot = signal(localStorage.getItem(KEY) === "on");

export function setAutopilot(on: boolean): void {
  autopilot.value = on;
  localStorage.setItem(KEY, on ? "on" : "off");
}
