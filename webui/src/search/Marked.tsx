/** A name with what was typed in it. */
import { highlighted } from "./matching";

export function Marked({ typed, name }: { typed: string; name: string }) {
  return <>{highlighted(typed, name).map(({ text, hit }, index) => (hit ? <mark key={index}>{text}</mark> : text))}</>;
}
