/** The frame around every view. */
import { Component, type ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { server } from "./api/server";
import { Cinema } from "./components/Cinema";
import { DropVeil } from "./components/DropZone";
import { MenuHost } from "./components/Menu";
import { Messages } from "./components/Messages";
import { Navigation } from "./components/Navigation";
import { NowPlaying } from "./components/NowPlaying";
import { Hero } from "./player/Hero";
import { heroShown } from "./player/hero";
import { QueuePanel } from "./queue/QueuePanel";
import { queueShown } from "./queue/panel";
import { t } from "./i18n/language";
import { ShortcutSheet } from "./keyboard/ShortcutSheet";
import { reshaping, retagging } from "./reshape/wishes";
import { route } from "./router/router";
import { SearchField } from "./search/SearchField";
import * as player from "./state/player";
import { AlbumsView } from "./views/AlbumsView";
import { AlbumView } from "./views/AlbumView";
import { ArtistsView } from "./views/ArtistsView";
import { ArtistView } from "./views/ArtistView";
import { ChangesView } from "./views/ChangesView";
import { HomeView } from "./views/HomeView";
import { InboxView } from "./views/InboxView";
import { LoginView } from "./views/LoginView";
import { MissingView } from "./views/MissingView";
import { MoodsView } from "./views/MoodsView";
import { PlaylistsView } from "./views/PlaylistsView";
import { PlaylistView } from "./views/PlaylistView";
import { SearchView } from "./views/SearchView";
import { SongsView } from "./views/SongsView";
import { SongView } from "./views/SongView";
import { TagView } from "./views/TagView";
import { later } from "./views/later";
import { VideosView } from "./views/VideosView";

const SettingsView = later(async () => (await import("./views/SettingsView")).SettingsView);
const TagsDialog = later(async () => (await import("./reshape/TagsDialog")).TagsDialog, () => null);
const ReshapeDialog = later(async () => (await import("./reshape/ReshapeDialog")).ReshapeDialog, () => null);
const StatisticsView = later(async () => (await import("./views/StatisticsView")).StatisticsView);
const DuplicatesView = later(async () => (await import("./views/DuplicatesView")).DuplicatesView);
const RepairView = later(async () => (await import("./views/RepairView")).RepairView);
const RulesView = later(async () => (await import("./views/RulesView")).RulesView);

function View() {
  const current = route.value;
  switch (current.name) {
    case "home":
      return <HomeView />;
    case "albums":
      return <AlbumsView />;
    case "songs":
      return <SongsView />;
    case "song":
      return <SongView key={current.id} id={current.id} />;
    case "moods":
      return <MoodsView />;
    case "tag":
      return <TagView key={current.id} id={current.id} />;
    case "search":
      return <SearchView text={current.text} />;
    case "rules":
      return <RulesView key={current.id} id={current.id} />;
    case "artists":
      return <ArtistsView />;
    case "artist":
      return <ArtistView key={current.id} id={current.id} />;
    case "album":
      return <AlbumView key={current.id} id={current.id} />;
    case "videos":
      return <VideosView />;
    case "playlists":
      return <PlaylistsView />;
    case "playlist":
      return <PlaylistView key={current.id} id={current.id} />;
    case "statistics":
      return <StatisticsView />;
    case "changes":
      return <ChangesView />;
    case "settings":
      return <SettingsView />;
    case "repair":
      return <RepairView />;
    case "duplicates":
      return <DuplicatesView />;
    case "inbox":
      return <InboxView />;
    case "missing":
      return <MissingView />;
  }
}

/** A view that breaks takes nothing else with it. */
class Guard extends Component<{ children: ComponentChildren }, { broken: boolean }> {
  override state = { broken: false };

  static override getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div class="page empty" role="alert">
        <h1>{t.error.title}</h1>
        <p class="quiet">{t.error.text}</p>
        <button class="button" type="button" onClick={() => this.setState({ broken: false })}>
          {t.error.retry}
        </button>
      </div>
    );
  }
}

function Stage() {
  const stage = useRef<HTMLElement>(null);
  const current = route.value;
  const previous = useRef(current);
  // After a click on a link the keyboard goes on from the new view, and screen readers begin to read there. Whoever comes
  // back from an album finds the tile again.
  useEffect(() => {
    if (previous.current === current) return;
    const from = previous.current.name === "album" ? previous.current.id : 0;
    const tile = stage.current?.querySelector<HTMLElement>(`a:has([data-cover="${from}"])`);
    (tile ?? stage.current)?.focus({ preventScroll: true });
    previous.current = current;
  }, [current]);
  return (
    <main id="stage" class="stage" ref={stage} tabIndex={-1}>
      <SearchField />
      <Guard key={JSON.stringify(current)}>
        <View />
      </Guard>
    </main>
  );
}

export function App() {
  if (server.state.value === "refused") {
    return (
      <>
        <LoginView />
        <Messages />
      </>
    );
  }
  const hero = heroShown.value ? player.track.value : null;
  return (
    <div class="frame" data-player={player.track.value !== null} data-queue={queueShown.value}>
      {/* What fills the screen hides the rest from everybody, also from the keyboard. */}
      <div class="under" inert={hero !== null}>
        <a class="skip" href="#stage">
          {t.nav.skip}
        </a>
        <Navigation />
        <Stage />
        <QueuePanel />
        <NowPlaying />
      </div>
      {hero && <Hero current={hero} />}
      <MenuHost />
      {retagging.value && <TagsDialog target={retagging.value} />}
      {reshaping.value && <ReshapeDialog target={reshaping.value} />}
      <ShortcutSheet />
      {/* Whoever watches a video sees and reaches nothing outside of its dialog. */}
      <Cinema>
        <DropVeil />
        <Messages />
      </Cinema>
    </div>
  );
}
