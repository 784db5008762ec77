/**
 * What an upload was read from, kept in this browser until all of it has been sent, so that it goes on after the browser was
 * closed. Only browsers with the File System Access API hand out such handles, and only to secure pages.
 */
import type { SourceFile } from "./walk";

type Permission = "granted" | "denied" | "prompt";

/** What TypeScript does not know of these handles. */
export type SourceHandle = FileSystemHandle & {
  queryPermission?: (wanted: { mode: "read" }) => Promise<Permission>;
  requestPermission?: (wanted: { mode: "read" }) => Promise<Permission>;
};

export interface Source {
  id: string;
  handles: SourceHandle[];
  autopilot: boolean;
  /** The folders of the albums that have been sent, or were given up. */
  done: string[];
}

const DATABASE = "musicdb";
const STORE = "sources";

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error(STORE));
  });
}

async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "id" });
  return (await settled(opening)).transaction(STORE, mode).objectStore(STORE);
}

export async function keepSource(source: Source): Promise<void> {
  await settled((await store("readwrite")).put(source));
}

export async function forgetSource(id: string): Promise<void> {
  await settled((await store("readwrite")).delete(id));
}

export async function keptSources(): Promise<Source[]> {
  return settled((await store("readonly")).getAll() as IDBRequest<Source[]>);
}

/** Whether all handles may be read; with `ask` the browser asks its person, which it does in answer to a click only. */
export async function mayRead({ handles }: Source, ask: boolean): Promise<boolean> {
  for (const handle of handles) {
    let permission = (await handle.queryPermission?.({ mode: "read" })) ?? "granted";
    if (permission === "prompt" && ask) permission = (await handle.requestPermission?.({ mode: "read" })) ?? "granted";
    if (permission !== "granted") return false;
  }
  return true;
}

async function walk(handle: FileSystemHandle, above: string, found: SourceFile[]): Promise<void> {
  const path = above + handle.name;
  if (handle.kind === "file") found.push({ file: await (handle as FileSystemFileHandle).getFile(), path });
  else for await (const child of (handle as FileSystemDirectoryHandle).values()) await walk(child, `${path}/`, found);
}

/** All files below the handles, with the paths a drop gives them. */
export async function filesOfHandles(handles: readonly FileSystemHandle[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const handle of handles) await walk(handle, "", found);
  return found;
}

/** The handles of what is dropped; none where the browser has no such thing. Must be called within the drop event. */
export function handlesOfDrop(transfer: DataTransfer): Promise<SourceHandle[]> {
  const asked = [...transfer.items].flatMap((item) => {
    const ask = (item as DataTransferItem & { getAsFileSystemHandle?: () => Promise<SourceHandle | null> }).getAsFileSystemHandle;
    return item.kind === "file" && ask ? [ask.call(item)] : [];
  });
  return Promise.all(asked).then(
    (handles) => handles.filter((handle) => handle !== null),
    () => [],
  );
}

type Picker = (options: { id: string; mode: "read" }) => Promise<SourceHandle>;

/** The dialog that gives a folder with a handle; null where the browser has none. */
export function folderPicker(): (() => Promise<SourceHandle | null>) | null {
  const pick = (window as { showDirectoryPicker?: Picker }).showDirectoryPicker;
  // Whoever closes the dialog wants nothing.
  return pick ? () => pick.call(window, { id: "music", mode: "read" }).catch(() => null) : null;
}
