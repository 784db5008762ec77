/** One album to be named: who made it, what it is called, and its songs. */
import type { ProposedAlbum } from "../api/types";
import { t } from "../i18n/language";
import type { AlbumDraft } from "./draft";
import { fillDisc, renumberFrom } from "./draft";
import { Field } from "./Field";
import type { NamingForm } from "./form";
import { SongRow } from "./SongRow";

interface AlbumFieldsProps {
  form: NamingForm;
  index: number;
  album: AlbumDraft;
  proposed: ProposedAlbum | null;
}

const MANY = 100;

function Head({ form, index, album, proposed }: AlbumFieldsProps) {
  const taskid = album.files[0]?.taskid ?? "";
  const artistHint = proposed && (proposed.artistknown ? t.naming.knownArtist : t.naming.newArtist);
  return (
    <div class="naming-head">
      <Field form={form} taskid={taskid} name="artistname" label={t.naming.artist} value={album.artistname} hint={artistHint} onChange={(artistname) => form.editAlbum(index, { artistname })} />
      <Field form={form} taskid={taskid} name="albumname" label={t.naming.album} value={album.albumname} onChange={(albumname) => form.editAlbum(index, { albumname })} />
      <Field form={form} taskid={taskid} name="release" class="field-year" label={t.naming.year} value={album.release} numeric onChange={(release) => form.editAlbum(index, { release })} />
    </div>
  );
}

/** The songs, with the tools that change several at once. They work from the first song on. */
function Songs({ form, index, album }: AlbumFieldsProps) {
  const songs = album.files.map((file, at) => ({ file, at })).filter(({ file }) => file.song);
  const first = songs[0];
  if (!first) return null;
  return (
    <div class="naming-songs" data-grid data-many={songs.length > MANY}>
      <div class="song-row song-row-head" aria-hidden="true">
        <span>{t.naming.came}</span>
        <span>{t.naming.disc}</span>
        <span>{t.naming.number}</span>
        <span>{t.naming.song}</span>
      </div>
      {songs.map(({ file, at }) => (
        <SongRow key={file.taskid} form={form} album={index} index={at} file={file} proposed={form.files.value.get(file.taskid) ?? null} />
      ))}
      {songs.length > 1 && (
        <div class="naming-tools">
          <button class="button quiet-button" type="button" onClick={() => form.editAlbum(index, { files: renumberFrom(album.files, first.at) })}>
            {t.naming.renumber}
          </button>
          <button class="button quiet-button" type="button" onClick={() => form.editAlbum(index, { files: fillDisc(album.files, first.at) })}>
            {t.naming.fillDisc}
          </button>
          <small>{t.naming.keys}</small>
        </div>
      )}
    </div>
  );
}

/** Covers, booklets and logs: their names matter less, so they stay folded. */
function Others({ form, index, album }: AlbumFieldsProps) {
  const others = album.files.map((file, at) => ({ file, at })).filter(({ file }) => !file.song);
  if (others.length === 0) return null;
  return (
    <details class="naming-others">
      <summary>
        {t.naming.others}: {t.files(others.length)}
      </summary>
      <div data-grid>
        {others.map(({ file, at }) => (
          <SongRow key={file.taskid} form={form} album={index} index={at} file={file} proposed={form.files.value.get(file.taskid) ?? null} />
        ))}
      </div>
    </details>
  );
}

export function AlbumFields(props: AlbumFieldsProps) {
  return (
    <div class="naming-album" role="group" aria-label={props.album.albumname || t.naming.album}>
      <Head {...props} />
      {props.proposed?.albumknown && <p class="note">{t.naming.knownAlbum}</p>}
      <Songs {...props} />
      <Others {...props} />
    </div>
  );
}
