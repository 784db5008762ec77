/** An answer of the server for a view: fetched when the view appears, after the line was lost, and whenever the view asks again. */
import { useEffect, useState } from "preact/hooks";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Arguments, FunctionName, Result } from "../api/types";
import { tell } from "./messages";

export interface Answer<T> {
  /** Null until the first answer. What is shown stays until a fresh one is there. */
  value: T | null;
  /** The server refused: what was asked for is not there. */
  missing: boolean;
  /** Shows something before the server knows it. */
  assume: (value: T) => void;
  reload: () => void;
}

/** `version` changes when the answer may be another one. */
export function useAnswer<N extends FunctionName>(name: N, parameters: Arguments<N>, version = 0): Answer<Result<N>> {
  const [value, setValue] = useState<Result<N> | null>(null);
  const [missing, setMissing] = useState(false);
  const [turn, setTurn] = useState(0);
  const key = JSON.stringify(parameters);
  useEffect(() => {
    let current = true;
    server.request(name, parameters).then(
      (answer) => {
        if (!current) return;
        setValue(answer);
        setMissing(false);
      },
      () => {
        if (current) setMissing(true);
      },
    );
    return () => {
      current = false;
    };
  }, [key, version, turn]);
  const reload = () => setTurn((turn) => turn + 1);
  useEffect(() => server.on("open", (again) => again && reload()), []);
  return { value, missing, assume: (next) => setValue(next), reload };
}

/** Asks the server to change something; says its sentence when it refuses. Resolves with whether it was done. */
export async function attempt<N extends FunctionName>(name: N, parameters: Arguments<N>): Promise<boolean> {
  try {
    await server.request(name, parameters);
    return true;
  } catch (error) {
    tell(sentenceOf(error));
    return false;
  }
}
