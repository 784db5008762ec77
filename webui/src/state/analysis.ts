/** What the server has heard in a song: its waveform, values, and songs that sound alike. What nobody has heard yet is null. */
import { useEffect, useState } from "preact/hooks";

import { server } from "../api/server";
import type { Result, SimilarSong } from "../api/types";
import { t } from "../i18n/language";

export type Waveform = Result<"GetWaveform">;
export type SongAnalysis = Result<"GetSongAnalysis">;
type Progress = Result<"GetAnalysisState">;

/** Pieces a waveform is fetched in: enough for the widest screen. */
const PIECES = 800;
const KEPT_AT_MOST = 60;
const waveforms = new Map<number, Promise<Waveform | null>>();

function fetchWaveform(songid: number): Promise<Waveform | null> {
  if (songid <= 0) return Promise.resolve(null);
  const found =
    waveforms.get(songid) ??
    server.request("GetWaveform", { songid, pixels: PIECES }).catch(() => {
      // It may be there the next time.
      waveforms.delete(songid);
      return null;
    });
  waveforms.set(songid, found);
  for (const oldest of [...waveforms.keys()].slice(0, Math.max(0, waveforms.size - KEPT_AT_MOST))) waveforms.delete(oldest);
  return found;
}

/** Something about a song; asked again when the server has listened to it. Undefined until it has answered. */
function useHeard<T>(songid: number, fetch: (songid: number) => Promise<T | null>): T | null | undefined {
  const [heard, setHeard] = useState<{ songid: number; value: T | null | undefined }>({ songid, value: undefined });
  useEffect(() => {
    let shown = true;
    const load = () =>
      void fetch(songid).then((value) => {
        if (shown) setHeard({ songid, value });
      });
    load();
    const stop = server.on("news", ({ subject, event, fields }) => {
      if (subject !== "Analysis" || event === "onProgress") return;
      const { songids = [], songid: failed } = fields as { songids?: number[]; songid?: number };
      if (!songids.includes(songid) && failed !== songid) return;
      waveforms.delete(songid);
      load();
    });
    return () => {
      shown = false;
      stop();
    };
  }, [songid]);
  return heard.songid === songid ? heard.value : undefined;
}

/** Null when there is none, undefined until that is known. */
export function useWaveform(songid: number): Waveform | null | undefined {
  return useHeard(songid, fetchWaveform);
}

export function useAnalysis(songid: number): SongAnalysis | null {
  return useHeard(songid, (id) => server.request("GetSongAnalysis", { songid: id }).catch(() => null)) ?? null;
}

/** Why nothing moves although songs wait; null when it moves, or while it does not matter. */
export function useHolding(matters: boolean): string | null {
  const [reason, setReason] = useState<string | null>(null);
  useEffect(() => {
    setReason(null);
    if (!matters) return;
    const show = ({ held, paused, reason }: Progress) => setReason(paused ? (reason ?? t.song.paused) : held ? reason : null);
    void server.request("GetAnalysisState", {}).then(show, () => undefined);
    return server.on("news", ({ subject, event, fields }) => {
      if (subject === "Analysis" && event === "onProgress") show(fields as Progress);
    });
  }, [matters]);
  return reason;
}

/** How many songs there is room for beside a song. */
const SIMILAR = 12;

/** What sounds like a song, the nearest first; nothing as long as nobody has listened to it. */
export function useSimilar(songid: number): readonly SimilarSong[] {
  return useHeard(songid, (id) => server.request("GetSimilarSongs", { songid: id, limit: SIMILAR }).catch(() => null)) ?? [];
}
