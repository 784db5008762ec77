/** The words of a song, written or corrected by hand. Lines may have times, as in LRC files. */
import { useEffect, useRef, useState } from "preact/hooks";

import { t } from "../i18n/language";
import { attempt } from "../state/useAnswer";

/** What the state of lyrics means to the server. */
const REVIEWED = 3;
const INSTRUMENTAL = 4;

export function LyricsEditor({ songid, lyrics, done }: { songid: number; lyrics: string; done: (lyrics: string | null) => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(lyrics);
  const [saving, setSaving] = useState(false);
  const save = async (words: string, lyricsstate: number) => {
    setSaving(true);
    const saved = await attempt("SetSongLyrics", { songid, lyrics: words, lyricsstate });
    setSaving(false);
    if (saved) done(words);
  };
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="lyrics-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save(text, REVIEWED);
      }}
    >
      <textarea ref={field} class="cell" aria-label={t.hero.lyrics} rows={14} dir="auto" value={text} onInput={(event) => setText(event.currentTarget.value)} />
      <p class="quiet">{t.song.lyricsHint}</p>
      <div class="album-actions">
        <button class="button primary" type="submit" disabled={saving}>
          {t.song.save}
        </button>
        <button class="button" type="button" onClick={() => done(null)}>
          {t.settings.cancel}
        </button>
        <button class="button quiet-button" type="button" disabled={saving} onClick={() => void save("", INSTRUMENTAL)}>
          {t.song.instrumental}
        </button>
      </div>
    </form>
  );
}
