/** The places where music comes in: the whole window, and two buttons for those who do not drag. */
import { FileUp, FolderUp, Image, Upload } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";

import { t } from "../i18n/language";
import { upload } from "../inbox/actions";
import { uploadDropped, uploadHandles } from "../inbox/interrupted";
import { autopilot, setAutopilot } from "../inbox/preferences";
import { giveCover, pictureAmong } from "../upload/cover";
import { isMedia } from "../upload/filetypes";
import { folderPicker, handlesOfDrop } from "../upload/sources";
import { filesOfDrop, filesOfInput } from "../upload/walk";
import { Icon } from "./Icon";

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/** What takes a picture: the path of an album or video is in its `data-cover-of`. */
function placeUnder(event: DragEvent): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>("[data-cover-of]") : null;
}

/** Gives what lies under the pointer its picture, if that is what was dropped. Music goes to the shelf from everywhere. */
function tookCover(event: DragEvent, transfer: DataTransfer): boolean {
  const path = placeUnder(event)?.dataset.coverOf;
  const files = [...transfer.files];
  const folder = [...transfer.items].some((item) => item.webkitGetAsEntry()?.isDirectory);
  if (path === undefined || folder || (!pictureAmong(files) && files.some(({ name }) => isMedia(name)))) return false;
  giveCover(path, files);
  return true;
}

/** The frame around the place that takes a picture. */
function PictureFrame({ place, over }: { place: Element; over: boolean }) {
  const { left, top, width, height } = place.getBoundingClientRect();
  return (
    <div class="veil-cover" data-over={over} style={{ left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` }}>
      <Icon node={Image} size={32} />
      <strong>{t.cover.here}</strong>
    </div>
  );
}

/** Lies over the whole window while something is dragged over it. */
export function DropVeil() {
  const [shown, setShown] = useState(false);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useEffect(() => {
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth++;
      setShown(true);
    };
    const over = (event: DragEvent) => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setPlace(placeUnder(event));
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setShown(false);
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setShown(false);
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      if (tookCover(event, event.dataTransfer)) return;
      void uploadDropped(filesOfDrop(event.dataTransfer), handlesOfDrop(event.dataTransfer), autopilot.value);
    };
    addEventListener("dragenter", enter);
    addEventListener("dragover", over);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragenter", enter);
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, []);
  const cover = shown ? (place ?? document.querySelector(".hero-cover[data-cover-of]")) : null;
  return (
    <div class="veil" data-shown={shown} aria-hidden="true">
      {cover && <PictureFrame place={cover} over={cover === place} />}
      <div class="veil-frame">
        <Icon node={Upload} size={48} />
        <strong>{t.drop.anywhere}</strong>
        <span>{t.drop.anywhereText}</span>
      </div>
    </div>
  );
}

function Chooser({ folder, primary }: { folder: boolean; primary: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (folder) input.current?.setAttribute("webkitdirectory", "");
  }, [folder]);
  // A folder from this dialog can be read again after the browser was closed; one from an input field cannot.
  const pick = folder ? folderPicker() : null;
  const choose = async () => {
    const handle = await pick?.();
    if (handle) await uploadHandles([handle], autopilot.value);
    else if (!pick) input.current?.click();
  };
  return (
    <>
      <button class={primary ? "button primary" : "button"} type="button" onClick={() => void choose()}>
        <Icon node={folder ? FolderUp : FileUp} size={18} />
        {folder ? t.drop.chooseFolder : t.drop.chooseFiles}
      </button>
      <input
        ref={input}
        class="unseen"
        type="file"
        multiple
        tabIndex={-1}
        aria-label={folder ? t.drop.chooseFolder : t.drop.chooseFiles}
        data-testid={folder ? "folder-input" : "file-input"}
        onChange={(event) => {
          const list = event.currentTarget.files;
          if (list && list.length > 0) void upload(filesOfInput(list), autopilot.value);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}

/** The buttons, and the switch that lets clear cases through without a person. */
export function Choosers({ primary = false }: { primary?: boolean }) {
  return (
    <div class="choosers">
      <Chooser folder primary={primary} />
      <Chooser folder={false} primary={false} />
      <label class="switch">
        <input type="checkbox" role="switch" checked={autopilot.value} onChange={(event) => setAutopilot(event.currentTarget.checked)} />
        <span>{t.drop.autopilot}</span>
      </label>
    </div>
  );
}
