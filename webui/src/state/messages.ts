/** What the page says: sentences that appear for a while, and announcements for screen readers. */
import { signal } from "@preact/signals";

/** A way on or back from what a sentence tells. */
export interface ToastAction {
  label: string;
  act: () => void;
}

export interface Toast {
  id: number;
  text: string;
  action: ToastAction | null;
}

const TOAST_TIME = 7000;
const TOASTS_AT_ONCE = 3;

export const toasts = signal<readonly Toast[]>([]);
export const announcement = signal("");

let next = 1;

/** Shows a sentence; it goes away by itself. */
export function tell(text: string, action: ToastAction | null = null): void {
  const toast = { id: next++, text, action };
  toasts.value = [...toasts.value, toast].slice(-TOASTS_AT_ONCE);
  setTimeout(() => (held ? overdue.add(toast.id) : dismissToast(toast.id)), TOAST_TIME);
}

let held = false;
const overdue = new Set<number>();

/** Nothing goes away while somebody reads or is about to press a button. */
export function holdToasts(hold: boolean): void {
  held = hold;
  if (hold) return;
  overdue.forEach(dismissToast);
  overdue.clear();
}

/** Does what the latest sentence offers: most often, taking back. */
export function actOnToast(): void {
  const toast = toasts.value.findLast(({ action }) => action !== null);
  if (!toast) return;
  dismissToast(toast.id);
  toast.action?.act();
}

export function dismissToast(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

/** Says something to screen readers only. */
export function announce(text: string): void {
  announcement.value = text;
}
