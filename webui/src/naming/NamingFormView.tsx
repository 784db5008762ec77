/** The form a card turns into when all its files are there: check the names, then one button. */
import { Check, Combine } from "lucide";
import { useEffect } from "preact/hooks";

import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import type { Card } from "../inbox/card";
import { AlbumFields } from "./AlbumFields";
import { mergeAlbums } from "./draft";
import type { NamingForm } from "./form";
import { formOf } from "./forms";
import { VideoFields } from "./VideoFields";

function Foot({ form, remove }: { form: NamingForm; remove: () => void }) {
  const draft = form.draft.value;
  return (
    <footer class="naming-foot">
      <div class="naming-notes" role="status">
        {form.problem.value && <p class="problem">{form.problem.value}</p>}
        {form.proposal.value?.ready === false && <p class="quiet">{t.naming.notReady}</p>}
        {form.open.value.size > 0 && <p class="quiet">{t.naming.openCount(form.open.value.size)}</p>}
      </div>
      <button class="button quiet-button" type="button" onClick={remove}>
        {t.naming.remove}
      </button>
      {draft && draft.albums.length > 1 && (
        <button class="button" type="button" onClick={() => form.edit(mergeAlbums)}>
          <Icon node={Combine} size={18} />
          {t.naming.merge}
        </button>
      )}
      <button class="button primary large" type="submit" disabled={!form.ready.value} data-testid="add-to-library">
        <Icon node={Check} size={20} />
        {form.busy.value ? t.naming.adding : t.naming.add}
      </button>
    </footer>
  );
}

export function NamingFormView({ card, groupid, remove }: { card: Card; groupid: string; remove: () => void }) {
  const form = formOf(groupid);
  // Another file of the group that arrives or goes changes what there is to name.
  const members = card.files.map((file) => `${file.task?.id ?? file.path} ${file.task?.state ?? ""}`).join("\n");
  useEffect(() => void form.load(), [form, members]);
  const draft = form.draft.value;
  if (!draft) {
    return (
      <div class="naming" aria-busy={!form.problem.value}>
        {form.problem.value ? <p class="problem">{form.problem.value}</p> : <div class="skeleton skeleton-form" />}
      </div>
    );
  }
  return (
    <form
      class="naming"
      aria-label={`${card.title}: ${t.naming.title}`}
      data-testid="naming-form"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      {draft.albums.map((album, index) => (
        <AlbumFields key={album.files[0]?.taskid ?? index} form={form} index={index} album={album} proposed={form.albumOf(album)} />
      ))}
      {draft.videos.map((video, index) => (
        <VideoFields key={video.taskid} form={form} index={index} video={video} proposed={form.videos.value.get(video.taskid) ?? null} />
      ))}
      <Foot form={form} remove={remove} />
    </form>
  );
}
