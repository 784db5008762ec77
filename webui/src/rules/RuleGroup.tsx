/** Rules that belong together: all of them hold, or one of them, or none. A group may hold groups. */
import { Plus, X } from "lucide";

import type { Rule } from "../api/types";
import { Icon } from "../components/Icon";
import { t } from "../i18n/language";
import { allTags } from "../state/details";
import { playlists } from "../state/playlists";
import { type Group, isGroup, type Match, ruleAbout, type Subject } from "./draft";
import { type ChangeProps, RuleRow } from "./RuleRow";

const MATCHES = ["all", "any", "not"] as const;
/** The server takes ten; nobody reads more than a few. */
const DEEPEST = 4;

function begin(subject: Subject): Rule {
  const { genres, moods } = allTags.value;
  const playlist = playlists.value.find(({ rules }) => rules === null);
  return ruleAbout(subject, [...genres, ...moods][0]?.id ?? 0, playlist?.id ?? 0);
}

export function RuleGroup({ rule, change, depth = 0 }: ChangeProps<Group> & { depth?: number }) {
  const rules = rule.rules ?? [];
  const replace = (index: number, next: Rule) => change({ ...rule, rules: rules.map((each, at) => (at === index ? next : each)) });
  const add = (subject: Subject) => change({ ...rule, rules: [...rules, begin(subject)] });
  return (
    <fieldset class="rule-group" data-depth={depth}>
      <legend class="unseen">{t.rules.matches[rule.match]}</legend>
      <select class="cell rule-match" aria-label={t.rules.match} value={rule.match} onChange={(event) => change({ ...rule, match: event.currentTarget.value as Match })}>
        {MATCHES.map((match) => (
          <option key={match} value={match}>
            {t.rules.matches[match]}
          </option>
        ))}
      </select>
      <ol class="rule-list">
        {rules.map((each, index) => (
          <li key={index} class="rule" data-testid="rule">
            {isGroup(each) ? (
              <RuleGroup rule={each} change={(next) => replace(index, next)} depth={depth + 1} />
            ) : (
              <RuleRow rule={each} change={(next) => replace(index, next)} about={(subject) => replace(index, begin(subject))} />
            )}
            <button class="icon-button" type="button" aria-label={t.rules.remove} title={t.rules.remove} onClick={() => change({ ...rule, rules: rules.filter((_, at) => at !== index) })}>
              <Icon node={X} size={16} />
            </button>
          </li>
        ))}
      </ol>
      <div class="rule-adders">
        <button class="button quiet-button" type="button" onClick={() => add("tag")}>
          <Icon node={Plus} size={16} />
          {t.rules.add}
        </button>
        {depth < DEEPEST && (
          <button class="button quiet-button" type="button" onClick={() => add("group")}>
            <Icon node={Plus} size={16} />
            {t.rules.addGroup}
          </button>
        )}
      </div>
    </fieldset>
  );
}
