/** From what was dropped or chosen to a plain list of files with their paths. No file is opened here. */

/** A file and where it lay: `path` has the names of its folders, separated by slashes. */
export interface SourceFile {
  file: File;
  path: string;
}

function readBatch(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function openFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function walkEntry(entry: FileSystemEntry, found: SourceFile[]): Promise<void> {
  if (entry.isFile) {
    found.push({ file: await openFile(entry as FileSystemFileEntry), path: entry.fullPath.replace(/^\/+/, "") });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // Browsers hand out at most 100 entries at a time; an empty batch is the end.
  for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader)) {
    for (const child of batch) await walkEntry(child, found);
  }
}

/** All files below what was dropped. Must be called within the drop event, because the items are gone after it. */
export function filesOfDrop(transfer: DataTransfer): Promise<SourceFile[]> {
  const entries: FileSystemEntry[] = [];
  const plain: SourceFile[] = [];
  for (const item of transfer.items) {
    if (item.kind !== "file") continue;
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push(entry);
    else if (file) plain.push({ file, path: file.name });
  }
  return collect(entries, plain);
}

async function collect(entries: readonly FileSystemEntry[], found: SourceFile[]): Promise<SourceFile[]> {
  for (const entry of entries) await walkEntry(entry, found);
  return found;
}

/** The files chosen in a file or folder dialog. */
export function filesOfInput(list: FileList): SourceFile[] {
  return [...list].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}
