/** A name with what changes about it marked. */
import { diffNames, type Piece } from "./diff";

function Pieces({ pieces, mark }: { pieces: readonly Piece[]; mark: "del" | "ins" }) {
  const Mark = mark;
  return <>{pieces.map((piece, index) => (piece.changed ? <Mark key={index}>{piece.text}</Mark> : <span key={index}>{piece.text}</span>))}</>;
}

export function NameBefore({ before, after }: { before: string; after: string }) {
  return <Pieces pieces={diffNames(before, after).before} mark="del" />;
}

export function NameAfter({ before, after }: { before: string; after: string }) {
  return <Pieces pieces={diffNames(before, after).after} mark="ins" />;
}
