/** “What is this?”: the microphone hears some seconds, or a file is chosen, and the song of the library is named and played. */
import { FileUp, Mic, Play } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import { Dialog } from "../components/Dialog";
import { Icon } from "../components/Icon";
import { formatTime } from "../i18n/format";
import { t } from "../i18n/language";
import { pathTo } from "../router/routes";
import { tell } from "../state/messages";
import { spell } from "../state/names";
import { playSongs } from "../state/player";
import { canListen, identify, type Identified, LISTENING_TIME, record } from "./listening";

type Found = Identified[number]["songs"][number];

async function play(song: Found): Promise<void> {
  try {
    playSongs([await server.request("GetSong", { songid: song.songid })]);
  } catch (error) {
    tell(sentenceOf(error));
  }
}

function Answer({ found, close }: { found: Identified; close: () => void }) {
  if (found.length === 0) return <p>{t.identify.none}</p>;
  return (
    <ul class="identified">
      {found.flatMap(({ songs, videos, position }) => [
        ...songs.map((song) => (
          <li key={`song ${song.songid}`} class="line" data-testid="identified">
            <a class="line-song queue-names" href={pathTo.song(song.songid)} onClick={close}>
              <span class="change-title">{spell(song.name)}</span>
              <span class="queue-artist">
                {spell(song.artist)} · {spell(song.album)} · {t.identify.at(formatTime(Math.max(0, position)))}
              </span>
            </a>
            <button class="icon-button" type="button" aria-label={t.moods.play(spell(song.name))} onClick={() => void play(song)}>
              <Icon node={Play} size={18} />
            </button>
          </li>
        )),
        ...videos.map((video) => (
          <li key={`video ${video.videoid}`} class="line">
            {spell(video.artist)} – {spell(video.name)}
          </li>
        )),
      ])}
    </ul>
  );
}

/** Listens at once where it may; `close` ends it. */
export function WhatIsThis({ close }: { close: () => void }) {
  const [state, setState] = useState<"listening" | "asking" | "done">("done");
  const [found, setFound] = useState<Identified | null>(null);
  const [problem, setProblem] = useState<string | null>(canListen() ? null : t.identify.insecure);
  const input = useRef<HTMLInputElement>(null);
  const abort = useRef(new AbortController());
  const ask = async (clip: Blob) => {
    setState("asking");
    try {
      setFound(await identify(clip));
    } catch (error) {
      setProblem(sentenceOf(error));
    }
    setState("done");
  };
  const listen = async () => {
    setProblem(null);
    setFound(null);
    setState("listening");
    try {
      await ask(await record(LISTENING_TIME, abort.current.signal));
    } catch {
      if (!abort.current.signal.aborted) setProblem(t.identify.refused);
      setState("done");
    }
  };
  useEffect(() => {
    if (canListen()) void listen();
    return () => abort.current.abort();
  }, []);
  return (
    <Dialog title={t.identify.title} close={close}>
      <p role="status" data-testid="identify-state">
        {state === "listening" ? t.identify.listening : state === "asking" ? t.identify.asking : (problem ?? "")}
      </p>
      {state !== "done" && <progress class="bar" aria-label={t.identify.title} />}
      {found && state === "done" && <Answer found={found} close={close} />}
      <div class="dialog-ways">
        <input
          ref={input}
          class="unseen"
          type="file"
          accept="audio/*,video/*"
          tabIndex={-1}
          aria-label={t.identify.file}
          data-testid="identify-file"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = "";
            setProblem(null);
            if (file) void ask(file);
          }}
        />
        <button class="button" type="button" disabled={state !== "done"} onClick={() => input.current?.click()}>
          <Icon node={FileUp} size={18} />
          {t.identify.file}
        </button>
        {canListen() && (
          <button class="button primary" type="button" disabled={state !== "done"} onClick={() => void listen()}>
            <Icon node={Mic} size={18} />
            {t.identify.again}
          </button>
        )}
      </div>
    </Dialog>
  );
}
