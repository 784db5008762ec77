/** What went wrong with the files of a card, each as a sentence with a way out; and what was left out from the start. */
import { RotateCcw, X } from "lucide";

import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { canRetry, removeFile, retryFile, retryImport } from "./actions";
import type { Card, CardFile } from "./card";

const SHOWN = 8;

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function reasonOf(file: CardFile): string {
  return file.message ?? (file.local && !file.task ? t.inbox.unreadable : t.inbox.unknownReason);
}

function FailedFile({ file }: { file: CardFile }) {
  const [name, reason] = [nameOf(file.path), reasonOf(file)];
  return (
    <li class="trouble" data-testid="failed-file">
      <p>
        {!reason.includes(name) && <strong>{t.inbox.fileFailed(name)} </strong>}
        {reason}
      </p>
      <div class="trouble-ways">
        {canRetry(file) && (
          <button class="button quiet-button" type="button" onClick={() => retryFile(file)}>
            <Icon node={RotateCcw} size={16} />
            {t.inbox.retry}
          </button>
        )}
        <button class="button quiet-button" type="button" onClick={() => void removeFile(file)}>
          <Icon node={X} size={16} />
          {t.inbox.remove}
        </button>
      </div>
    </li>
  );
}

function FailedImport({ card }: { card: Card }) {
  const failure = card.task?.annotations.failure as { message?: string } | undefined;
  return (
    <li class="trouble" data-testid="failed-import">
      <p>
        <strong>{t.inbox.importFailed(card.title)}</strong> {failure?.message ?? t.inbox.unknownReason}
      </p>
      <div class="trouble-ways">
        <button class="button quiet-button" type="button" onClick={() => void retryImport(card)}>
          <Icon node={RotateCcw} size={16} />
          {t.inbox.retry}
        </button>
      </div>
    </li>
  );
}

function Skipped({ card }: { card: Card }) {
  if (card.skipped.length === 0) return null;
  return (
    <details class="skipped" open={card.phase === "nothing"}>
      <summary>{t.skipped.title(card.skipped.length)}</summary>
      <ul>
        {card.skipped.map(({ path, reason }) => (
          <li key={path}>
            <bdi>{path}</bdi> <span class="quiet">{reason}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function CardProblems({ card }: { card: Card }) {
  const failed = card.files.filter((file) => file.failed);
  return (
    <>
      {(failed.length > 0 || (card.task && card.phase === "failed")) && (
        <ul class="troubles">
          {card.task && card.phase === "failed" && <FailedImport card={card} />}
          {failed.slice(0, SHOWN).map((file) => (
            <FailedFile key={file.path} file={file} />
          ))}
          {failed.length > SHOWN && <li class="quiet">{t.inbox.moreFiles(failed.length - SHOWN)}</li>}
        </ul>
      )}
      <Skipped card={card} />
    </>
  );
}
