/** One video to be named. */
import type { ProposedVideo } from "../api/types";
import { t } from "../i18n/language";
import { CollisionNote } from "./CollisionNote";
import { NameAfter, NameBefore } from "./Difference";
import type { VideoDraft } from "./draft";
import { Field } from "./Field";
import type { NamingForm } from "./form";

interface VideoFieldsProps {
  form: NamingForm;
  index: number;
  video: VideoDraft;
  proposed: ProposedVideo | null;
}

export function VideoFields({ form, index, video, proposed }: VideoFieldsProps) {
  const open = (name: string) => proposed?.open.includes(name) ?? false;
  const becomes = proposed ? proposed.path.slice(proposed.path.lastIndexOf("/") + 1) : video.came;
  return (
    <section class="naming-album" aria-label={video.name || t.naming.video} data-testid="naming-video">
      <div class="naming-head">
        <Field label={t.naming.artist} value={video.artistname} open={open("artistname")} onChange={(artistname) => form.editVideo(index, { artistname })} />
        <Field label={t.naming.video} value={video.name} open={open("name")} onChange={(name) => form.editVideo(index, { name })} />
        <Field class="field-year" label={t.naming.year} value={video.release} open={open("release")} numeric onChange={(release) => form.editVideo(index, { release })} />
      </div>
      <div class="video-names">
        <div class="came">
          <bdi>
            <NameBefore before={video.came} after={becomes} />
          </bdi>
        </div>
        {becomes !== video.came && (
          <div class="becomes">
            <bdi>
              <NameAfter before={video.came} after={becomes} />
            </bdi>
          </div>
        )}
      </div>
      {proposed?.collision && <CollisionNote collision={proposed.collision} />}
    </section>
  );
}
