/** How far the server is with listening to the music: live, to be held and gone on with, and what could not be heard. */
import { Pause, Play, RotateCcw } from "lucide";
import { useEffect } from "preact/hooks";

import { server } from "../api/server";
import type { Result } from "../api/types";
import { Icon } from "../components/Icon";
import { formatPercent } from "../i18n/format";
import { t } from "../i18n/language";
import { pathTo } from "../router/routes";
import { attempt, useAnswer } from "../state/useAnswer";
import { Section } from "./parts";

type State = Result<"GetAnalysisState">;

const FAILURES_SHOWN = 50;

function stateOf(state: State): string {
  if (state.paused) return t.settings.analysisPaused;
  if (state.held && state.reason) return state.reason;
  return state.waiting + state.running.length === 0 ? t.settings.analysisDone : t.settings.analysisWaiting(state.waiting + state.running.length);
}

/** The state as the server tells it, again whenever it does. */
function useAnalysisState(): ReturnType<typeof useAnswer<"GetAnalysisState">> {
  const answer = useAnswer("GetAnalysisState", {});
  useEffect(() => {
    const stops = [
      server.on("news", ({ subject, event, fields }) => {
        if (subject === "Analysis" && event === "onProgress") answer.assume(fields as State);
      }),
      server.on("announced", (name, result) => {
        if (name === "GetAnalysisState") answer.assume(result as State);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);
  return answer;
}

function Progress({ state }: { state: State }) {
  const total = state.done + state.waiting + state.running.length;
  const share = total === 0 ? 1 : (state.done + state.running.reduce((sum, { progress }) => sum + progress, 0)) / total;
  return (
    <>
      {total > 0 && <progress class="bar" value={share} max={1} aria-label={t.settings.analysis} aria-valuetext={formatPercent(share)} />}
      <ul class="running" aria-label={t.settings.analysisRunning}>
        {state.running.map(({ songid, path, progress }) => (
          <li key={songid}>
            <a href={pathTo.song(songid)}>
              <bdi>{path}</bdi>
            </a>
            <span class="time">{formatPercent(Math.floor(progress * 100) / 100)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Failures({ count }: { count: number }) {
  const { value } = useAnswer("GetAnalysisFailures", {}, count);
  if (!value || value.length === 0) return null;
  return (
    <details class="failures">
      <summary>{t.settings.analysisFailed(value.length)}</summary>
      <ul>
        {value.slice(0, FAILURES_SHOWN).map(({ songid, path, reason }) => (
          <li key={songid} class="change" data-testid="analysis-failure">
            <span class="queue-names">
              <a href={pathTo.song(songid)}>
                <bdi>{path}</bdi>
              </a>
              <span class="queue-artist">{reason}</span>
            </span>
            <button class="button quiet-button" type="button" aria-label={`${t.inbox.retry}: ${path}`} onClick={() => void attempt("RetryAnalysis", { songids: [songid] })}>
              <Icon node={RotateCcw} size={16} />
              {t.inbox.retry}
            </button>
          </li>
        ))}
      </ul>
      <button class="button" type="button" onClick={() => void attempt("RetryAnalysis", {})}>
        {t.settings.analysisRetryAll}
      </button>
    </details>
  );
}

export function AnalysisSettings() {
  const { value: state, assume } = useAnalysisState();
  if (!state) return null;
  const toggle = async () => {
    assume({ ...state, paused: !state.paused });
    if (!(await attempt(state.paused ? "ResumeAnalysis" : "PauseAnalysis", {}))) assume(state);
  };
  return (
    <Section title={t.settings.analysis} text={t.settings.analysisText}>
      <div class="setting">
        <span role="status" data-testid="analysis-state">
          {stateOf(state)}
        </span>
        <button class="button" type="button" onClick={() => void toggle()}>
          <Icon node={state.paused ? Play : Pause} size={18} />
          {state.paused ? t.inbox.resume : t.inbox.pause}
        </button>
      </div>
      <Progress state={state} />
      <Failures count={state.failed} />
    </Section>
  );
}
