/** Other names and places for music: a wish, then the plan of what would be done, then exactly that. */
import { useState } from "preact/hooks";

import { sentenceOf } from "../api/errors";
import { server } from "../api/server";
import type { Result } from "../api/types";
import { Choice } from "../components/Choice";
import { Dialog } from "../components/Dialog";
import { t } from "../i18n/language";
import { NameAfter, NameBefore } from "../naming/Difference";
import { spell } from "../state/names";
import { tellChange } from "../state/undo";
import { type Act, ACTS, begin, type Fields, nameOf, reshaping, type Target, wishOf } from "./wishes";
import { WishForm } from "./WishForm";

type Plan = Result<"PlanChange">;

function Steps({ plan }: { plan: Plan }) {
  return (
    <ol class="reshape-plan" data-testid="plan">
      {plan.steps.map(({ act, old, new: fresh }) => (
        <li key={`${act} ${old} ${fresh}`}>
          {act === "move" ? (
            <>
              <bdi class="quiet">
                <NameBefore before={old} after={fresh} />
              </bdi>
              <bdi>
                <NameAfter before={old} after={fresh} />
              </bdi>
            </>
          ) : (
            <>
              <span class="quiet">{t.reshape.steps[act]}</span>
              <bdi>{old || fresh}</bdi>
            </>
          )}
        </li>
      ))}
      {plan.collisions.map(({ old, new: fresh, identical }) => (
        <li key={`${old} ${fresh}`} class="warning">
          <span>{identical ? t.naming.collisionSame : t.reshape.collision}</span>
          <bdi>{fresh}</bdi>
        </li>
      ))}
    </ol>
  );
}

async function apply(plan: Plan): Promise<string | null> {
  try {
    tellChange(spell(plan.title), [await server.request("ApplyChange", { plan })]);
    return null;
  } catch (error) {
    return sentenceOf(error);
  }
}

export function ReshapeDialog({ target }: { target: Target }) {
  const acts = ACTS[target.kind];
  const [act, setAct] = useState<Act>(acts[0]!);
  const [fields, setFields] = useState<Fields>(() => begin(target));
  const [plan, setPlan] = useState<Plan | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const close = () => (reshaping.value = null);
  // A plan is of the wish it was made for.
  const forget = () => {
    setPlan(null);
    setProblem(null);
  };
  const show = async () => {
    forget();
    try {
      setPlan(await server.request("PlanChange", wishOf(act, target, fields)));
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const agree = async () => {
    const refused = plan && (await apply(plan));
    if (refused === null) close();
    else setProblem(refused);
  };
  return (
    <Dialog title={spell(nameOf(target))} close={close}>
      <form
        class="album-editor"
        data-testid="reshape"
        onSubmit={(event) => {
          event.preventDefault();
          void show();
        }}
      >
        <Choice
          label={t.reshape.act}
          options={acts.map((each) => [each, t.reshape.acts[each as keyof typeof t.reshape.acts]] as const)}
          value={act}
          choose={(chosen) => {
            setAct(chosen);
            forget();
          }}
        />
        <WishForm
          act={act}
          target={target}
          fields={fields}
          set={(change) => {
            setFields({ ...fields, ...change });
            forget();
          }}
        />
        {plan && <Steps plan={plan} />}
        <p class={problem ? "warning" : "quiet"} role="status">
          {problem ?? t.reshape.hint}
        </p>
        <div class="dialog-ways">
          <button class="button" type="submit" data-testid="show-plan">
            {t.reshape.show}
          </button>
          <button class="button primary" type="button" disabled={!plan || plan.collisions.length > 0} onClick={() => void agree()} data-testid="apply-plan">
            {t.reshape.apply}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
