/** One song: left what came, right what it will be called. */
import { Trash2, Undo2 } from "lucide";

import type { ProposedFile } from "../api/types";
import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { CollisionNote } from "./CollisionNote";
import { NameAfter, NameBefore } from "./Difference";
import { fillDisc, type FileDraft, pasteLines, renumberFrom } from "./draft";
import type { NamingForm } from "./form";
import { guessKey } from "./guesses";
import { type GridField, moveRow, pastedLines } from "./grid";

interface SongRowProps {
  form: NamingForm;
  album: number;
  index: number;
  file: FileDraft;
  proposed: ProposedFile | null;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function useRowActions({ form, album, index }: SongRowProps) {
  const files = () => form.draft.peek()?.albums[album]?.files ?? [];
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    // Enter goes on to the next song; it must not finish the form before its time.
    if (!event.isComposing && moveRow(event)) event.preventDefault();
    if (event.key === "d" && (event.ctrlKey || event.metaKey) && event.currentTarget.dataset.field !== "name") {
      event.preventDefault();
      const fill = event.currentTarget.dataset.field === "cd" ? fillDisc : renumberFrom;
      form.editAlbum(album, { files: fill(files(), index) });
    }
  };
  const onPaste = (field: GridField) => (event: ClipboardEvent) => {
    const lines = pastedLines(event);
    if (!lines) return;
    event.preventDefault();
    form.editAlbum(album, { files: pasteLines(files(), index, field, lines) });
  };
  return { onKeyDown, onPaste };
}

function Cell({ row, field, label }: { row: SongRowProps; field: GridField; label: string }) {
  const { onKeyDown, onPaste } = useRowActions(row);
  const open = row.form.open.value.has(guessKey(row.file.taskid, field));
  return (
    <input
      type="text"
      class={`cell cell-${field}`}
      data-field={field}
      data-open={open}
      value={row.file[field]}
      disabled={row.file.leftOut}
      inputMode={field === "name" ? "text" : "numeric"}
      autocomplete="off"
      spellcheck={false}
      title={open ? (row.file[field] ? t.naming.guess : t.naming.open) : undefined}
      aria-label={t.naming.rowLabel(label, nameOf(row.file.came))}
      onBlur={() => row.form.approve(row.file.taskid, field)}
      onInput={(event) => row.form.editFile(row.album, row.index, { [field]: event.currentTarget.value })}
      onKeyDown={onKeyDown}
      onPaste={onPaste(field)}
    />
  );
}

export function SongRow(row: SongRowProps) {
  const { form, album, index, file, proposed } = row;
  const came = nameOf(file.came);
  const becomes = proposed?.path ? nameOf(proposed.path) : came;
  const leaving = file.leftOut ? t.naming.keepAfterAll : t.naming.leaveOut;
  return (
    <div class="song-row" role="group" aria-label={came} data-left-out={file.leftOut} data-testid="naming-song">
      <div class="came" title={file.came}>
        <bdi>
          <NameBefore before={came} after={becomes} />
        </bdi>
      </div>
      <Cell row={row} field="cd" label={t.naming.disc} />
      <Cell row={row} field="number" label={t.naming.number} />
      <Cell row={row} field="name" label={t.naming.song} />
      <button
        class="icon-button"
        type="button"
        aria-label={`${leaving}: ${came}`}
        title={leaving}
        data-field="leave"
        onKeyDown={(event) => moveRow(event) && event.preventDefault()}
        onClick={() => form.editFile(album, index, { leftOut: !file.leftOut })}
      >
        <Icon node={file.leftOut ? Undo2 : Trash2} size={16} />
      </button>
      {!file.leftOut && becomes !== came && (
        <div class="becomes" title={proposed?.path}>
          <bdi>
            <NameAfter before={came} after={becomes} />
          </bdi>
        </div>
      )}
      {!file.leftOut && proposed?.collision && <CollisionNote collision={proposed.collision} />}
    </div>
  );
}
