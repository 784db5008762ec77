/** The door: asks for the password of the household. */
import { useEffect, useRef, useState } from "preact/hooks";

import { server } from "../api/server";
import { fetchSession, logIn } from "../api/session";
import { t } from "../i18n/language";

export function LoginView() {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const [passwordSet, setPasswordSet] = useState(true);
  useEffect(() => {
    input.current?.focus();
    void fetchSession().then((session) => setPasswordSet(session.password));
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    try {
      if (await logIn(input.current?.value ?? "")) {
        server.connect();
        return;
      }
      setProblem(t.login.wrong);
      input.current?.select();
    } catch {
      setProblem(t.login.failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="door" data-testid="login">
      <form class="door-card" onSubmit={submit}>
        <svg class="brand-mark" viewBox="0 0 32 32" width="44" height="44" aria-hidden="true">
          <circle cx="16" cy="16" r="12" fill="none" stroke="currentColor" stroke-width="3" />
          <circle cx="16" cy="16" r="3" fill="currentColor" />
        </svg>
        <h1>{t.login.title}</h1>
        {passwordSet ? (
          <>
            <p class="quiet">{t.login.text}</p>
            <input type="text" name="username" autocomplete="username" value="musicdb" readOnly hidden />
            <label class="field">
              <span>{t.login.password}</span>
              <input ref={input} type="password" name="password" autocomplete="current-password" required aria-describedby="login-problem" />
            </label>
            <p id="login-problem" class="problem" role="alert">
              {problem}
            </p>
            <button class="button primary large" type="submit" disabled={busy}>
              {t.login.submit}
            </button>
          </>
        ) : (
          <p class="quiet">{t.login.noPassword}</p>
        )}
      </form>
    </main>
  );
}
