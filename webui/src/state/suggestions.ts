/** What the models of this household suggest for songs; asked again when they have learned, or somebody has decided. */
import { useEffect, useState } from "preact/hooks";

import { server } from "../api/server";
import type { Result } from "../api/types";
import { useAnswer } from "./useAnswer";

export type Suggestion = Result<"GetSuggestions">[number];

/** A number that changes when suggestions may be other ones. */
export function useLessons(): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const again = () => setTurn((now) => now + 1);
    const stops = [
      server.on("news", ({ subject, event }) => subject === "Analysis" && event === "onPredictionsChanged" && again()),
      server.on("announced", (name) => name === "GetSong" && again()),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);
  return turn;
}

export function useSuggestions(songid: number): readonly Suggestion[] {
  return useAnswer("GetSuggestions", { songid }, useLessons()).value ?? [];
}
