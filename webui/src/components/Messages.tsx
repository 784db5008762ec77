/** Sentences that come and go, what screen readers are told, and word of a lost connection. */
import { CloudOff, X } from "lucide";

import { server } from "../api/server";
import { t } from "../i18n/language";
import { announcement, dismissToast, holdToasts, type Toast, type ToastAction, toasts } from "../state/messages";
import { Icon } from "./Icon";

function ActionButton({ toast, action }: { toast: Toast; action: ToastAction }) {
  return (
    <button
      class="message-action"
      type="button"
      onClick={() => {
        dismissToast(toast.id);
        action.act();
      }}
    >
      {action.label}
    </button>
  );
}

export function Messages() {
  return (
    <>
      <div
        class="messages"
        onPointerEnter={() => holdToasts(true)}
        onPointerLeave={() => holdToasts(false)}
        onFocusIn={() => holdToasts(true)}
        onFocusOut={() => holdToasts(false)}
      >
        {/* What is new is read, not all that still stands there. */}
        <div role="status" aria-atomic={false} class="message-list">
          {server.trouble.value && (
            <p class="message message-connection" data-testid="connection-lost">
              <Icon node={CloudOff} size={18} />
              <span>{t.connection.lost}</span>
            </p>
          )}
          {toasts.value.map((toast) => (
            <p key={toast.id} class="message" data-testid="toast">
              <span>{toast.text}</span>
              {toast.action && <ActionButton toast={toast} action={toast.action} />}
              <button class="icon-button" type="button" aria-label={t.toast.dismiss} onClick={() => dismissToast(toast.id)}>
                <Icon node={X} size={16} />
              </button>
            </p>
          ))}
        </div>
      </div>
      <div class="unseen" role="log" aria-live="polite" data-testid="announcer">
        {announcement.value}
      </div>
    </>
  );
}
