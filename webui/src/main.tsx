/** Starts the page. */
import { render } from "preact";

import "./styles/index.css";
import { startConnection } from "./api/server";
import { App } from "./App";
import { loadLanguage } from "./i18n/language";
import { startInterrupted } from "./inbox/interrupted";
import { startInbox } from "./inbox/inbox";
import { startKeeping } from "./keyboard/keeping";
import { startShortcuts } from "./keyboard/shortcuts";
import { startRouter } from "./router/router";
import { startTasks, tasksKnown } from "./state/app";
import { startDetails } from "./state/details";
import { startLibrary } from "./state/library";
import { startMediaSession } from "./state/mediasession";
import { startStation } from "./state/radio";
import { startPlayer } from "./state/player";
import { startPlaylists } from "./state/playlists";
import { startTogether } from "./state/together";
import { startPanel } from "./queue/panel";
import { startRoom } from "./theme/room";
import { startTheme } from "./theme/theme";

async function start(): Promise<void> {
  await loadLanguage(navigator.languages);
  startTheme();
  startLibrary();
  startTasks();
  startInbox();
  void tasksKnown.promise.then(startInterrupted);
  startPlayer();
  startStation();
  startDetails();
  startPlaylists();
  startTogether();
  startPanel();
  startMediaSession();
  startRoom();
  startRouter();
  startShortcuts();
  startKeeping();
  startConnection();
  const root = document.getElementById("app");
  if (root) render(<App />, root);
}

/** Installed, the page opens without its server, too. Browsers allow it to pages that come over TLS or from their own machine. */
function keepShell(): void {
  if (import.meta.env.PROD && "serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => undefined);
}

void start().then(keepShell);
