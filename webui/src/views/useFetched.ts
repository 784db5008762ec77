/** Details a view fetches for itself, fetched anew when the catalogue changed. */
import { useEffect, useState } from "preact/hooks";

import { ServerError } from "../api/errors";
import { catalogueVersion } from "../state/library";

export type Fetched<T> = { state: "loading" } | { state: "missing" } | { state: "there"; value: T };

/** What is shown stays until the fresh answer is there; another `key` begins anew, another `turn` asks again. */
export function useFetched<T>(key: number, fetch: (key: number) => Promise<T>, turn = 0): Fetched<T> {
  const [fetched, setFetched] = useState<{ key: number; result: Fetched<T> }>({ key, result: { state: "loading" } });
  const version = catalogueVersion.value + turn;
  useEffect(() => {
    let current = true;
    fetch(key).then(
      (value) => {
        if (current) setFetched({ key, result: { state: "there", value } });
      },
      (error: unknown) => {
        if (current && error instanceof ServerError) setFetched({ key, result: { state: "missing" } });
      },
    );
    return () => {
      current = false;
    };
  }, [key, version]);
  return fetched.key === key ? fetched.result : { state: "loading" };
}
