/** There is nothing here: a sentence and the way home. */
import { t } from "../i18n/language";
import { pathTo } from "../router/routes";

export function MissingView({ text = t.notFound.text }: { text?: string }) {
  return (
    <div class="page empty" data-testid="missing">
      <h1>{t.notFound.title}</h1>
      <p class="quiet">{text}</p>
      <a class="button" href={pathTo.home}>
        {t.notFound.home}
      </a>
    </div>
  );
}
