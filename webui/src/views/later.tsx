/** Views that are rarely looked at are fetched when they are. */
import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { RowsSkeleton } from "../components/Skeletons";

/** `Waiting` is shown in the meantime. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, Waiting: () => JSX.Element | null = RowsSkeleton): (props: P & JSX.IntrinsicAttributes) => JSX.Element {
  let loaded: ComponentType<P> | null = null;
  return function Later(props) {
    const [View, setView] = useState<ComponentType<P> | null>(() => loaded);
    useEffect(() => {
      if (View) return;
      let shown = true;
      void load().then((view) => {
        loaded = view;
        if (shown) setView(() => view);
      });
      return () => {
        shown = false;
      };
    }, []);
    return View ? <View {...props} /> : <Waiting />;
  };
}
