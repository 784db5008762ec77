/** Who may come in: asks the server about this browser's session, and hands over a password. */

export interface Session {
  authenticated: boolean;
  /** Whether the household has set a password at all. */
  password: boolean;
}

/** Rejects when the server cannot be reached. */
export async function fetchSession(): Promise<Session> {
  const response = await fetch("/session", { cache: "no-store", headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.statusText);
  return (await response.json()) as Session;
}

/**
 * Whether this browser may connect. A browser on the server's own machine gets its session with the page, so one whose
 * session has run out only has to ask for the page again. Rejects when the server cannot be reached.
 */
export async function isAdmitted(): Promise<boolean> {
  const session = await fetchSession();
  if (session.authenticated || session.password) return session.authenticated;
  await fetch("/", { cache: "reload" });
  return (await fetchSession()).authenticated;
}

/** True when the password was right. Rejects when the server cannot be reached or is not itself. */
export async function logIn(password: string): Promise<boolean> {
  const response = await fetch("/login", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ password }),
  });
  if (response.status === 401 || response.status === 403) return false;
  if (!response.ok) throw new Error(response.statusText);
  return true;
}

/** Ends the session of this browser. Rejects when the server cannot be reached or refuses. */
export async function logOut(): Promise<void> {
  const response = await fetch("/logout", { method: "POST" });
  if (!response.ok) throw new Error(response.statusText);
}
