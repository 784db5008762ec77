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
  const { taskid } = video;
  const becomes = proposed?.path ? proposed.path.slice(proposed.path.lastIndexOf("/") + 1) : video.came;
  return (
    <div class="naming-album" role="group" aria-label={video.name || t.naming.video} data-testid="naming-video">
      <div class="naming-head">
        <Field form={form} taskid={taskid} name="artistname" label={t.naming.artist} value={video.artistname} onChange={(artistname) => form.editVideo(index, { artistname })} />
        <Field form={form} taskid={taskid} name="name" label={t.naming.video} value={video.name} onChange={(name) => form.editVideo(index, { name })} />
        <Field form={form} taskid={taskid} name="release" class="field-year" label={t.naming.year} value={video.release} numeric onChange={(release) => form.editVideo(index, { release })} />
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
    </div>
  );
}
