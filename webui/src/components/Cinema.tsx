/** A dark room to watch a video. */
import { X } from "lucide";
import { useEffect, useRef } from "preact/hooks";

import type { FoundVideo } from "../api/types";
import { t } from "../i18n/language";
import { cinema } from "../state/cinema";
import { spell } from "../state/names";
import { pause } from "../state/player";
import { musicUrl } from "../state/urls";
import { Icon } from "./Icon";

function Stage({ shelf, close }: { shelf: FoundVideo; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const name = spell(shelf.video.name);
  useEffect(() => {
    pause();
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} class="cinema" aria-label={name} onClose={close} data-testid="video-stage">
      <header class="cinema-head">
        <strong>{name}</strong>
        <span>{spell(shelf.artist.name)}</span>
        <button class="icon-button" type="button" aria-label={t.videos.close} onClick={() => dialog.current?.close()}>
          <Icon node={X} size={22} />
        </button>
      </header>
      <video src={musicUrl(shelf.video.path)} controls autoplay playsInline />
    </dialog>
  );
}

export function Cinema() {
  const shown = cinema.value;
  return shown && <Stage key={shown.video.id} shelf={shown} close={() => (cinema.value = null)} />;
}
