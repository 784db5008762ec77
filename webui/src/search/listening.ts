/** Listening with the microphone for some seconds, and asking the library what a clip is. */
import type { FunctionName, Functions } from "../api/types";

/** Ten seconds are found nearly always; a few more make it sure. */
export const LISTENING_TIME = 12_000;
/** The longest clip the server takes, in bytes; it hears the beginning only. */
const CLIP_LIMIT = 8 << 20;

export type Identified = Functions["IdentifyFingerprint" & FunctionName]["result"];

/** Browsers hand the microphone to secure pages only. */
export function canListen(): boolean {
  return isSecureContext && "mediaDevices" in navigator && typeof MediaRecorder !== "undefined";
}

/** Records until the time is over or the signal says so. Rejects when the person or the system refuses. */
export async function record(milliseconds: number, signal: AbortSignal): Promise<Blob> {
  // What makes speech clear makes music strange.
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const microphone = await navigator.mediaDevices.getUserMedia({ audio });
  try {
    signal.throwIfAborted();
    const recorder = new MediaRecorder(microphone);
    const pieces: Blob[] = [];
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    const stopped = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    const timer = setTimeout(() => recorder.stop(), milliseconds);
    signal.addEventListener("abort", () => recorder.state === "recording" && recorder.stop());
    await stopped;
    clearTimeout(timer);
    signal.throwIfAborted();
    return new Blob(pieces, { type: recorder.mimeType });
  } finally {
    for (const track of microphone.getTracks()) track.stop();
  }
}

/** What a clip or file is, the best first. Rejects with the sentence of the server. */
export async function identify(clip: Blob): Promise<Identified> {
  const response = await fetch("/identify", { method: "POST", body: clip.slice(0, CLIP_LIMIT), headers: { "Content-Type": "application/octet-stream" } });
  if (response.ok) return (await response.json()) as Identified;
  const problem = (await response.json().catch(() => null)) as { message?: string } | null;
  throw new Error(problem?.message ?? response.statusText);
}
