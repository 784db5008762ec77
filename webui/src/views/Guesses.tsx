/** All guesses nobody has decided about, to be gone through in peace, and how far the guesses can be trusted. */
import type { FoundSong } from "../api/types";
import { server } from "../api/server";
import { Cover } from "../components/Cover";
import { formatPercent } from "../i18n/format";
import { t } from "../i18n/language";
import { roving } from "../keyboard/roving";
import { pathTo } from "../router/routes";
import { Guess, guessOf } from "../song/SongTags";
import { spell } from "../state/names";
import { type Suggestion, useLessons } from "../state/suggestions";
import { attempt, useAnswer } from "../state/useAnswer";
import { useFetched } from "./useFetched";

const SHOWN = 24;

interface OpenGuess extends FoundSong {
  suggestion: Suggestion;
}

async function fetchGuesses(): Promise<OpenGuess[]> {
  const suggestions = await server.request("GetOpenSuggestions", { limit: SHOWN });
  const songs = await server.request("GetSomeSongs", { songids: [...new Set(suggestions.map(({ songid }) => songid))] });
  const placed = new Map(songs.map((found) => [found.song.id, found]));
  return suggestions.flatMap((suggestion) => {
    const found = placed.get(suggestion.songid);
    return found ? [{ ...found, suggestion }] : [];
  });
}

function Row({ guess, decide }: { guess: OpenGuess; decide: (name: "ApproveSuggestion" | "RejectSuggestion") => void }) {
  const { song, album, artist, suggestion } = guess;
  return (
    <li class="guess-row" data-testid="open-guess">
      <a class="guess-song" href={pathTo.song(song.id)}>
        <Cover artworkpath={album.artworkpath} name={spell(album.name)} sizes="44px" />
        <span class="queue-names">
          <span class="queue-name">{spell(song.name)}</span>
          <span class="queue-artist">{spell(artist.name)}</span>
        </span>
      </a>
      <Guess tag={guessOf(suggestion)} give={() => decide("ApproveSuggestion")} take={() => decide("RejectSuggestion")} />
    </li>
  );
}

function Quality({ turn }: { turn: number }) {
  const models = useAnswer("GetModelQuality", {}, turn).value ?? [];
  const tags = models.filter(({ learned }) => learned).flatMap((model) => model.tags);
  if (tags.length === 0) return null;
  return (
    <details class="guess-quality">
      <summary>{t.guesses.quality}</summary>
      <p class="quiet">{t.guesses.qualityText}</p>
      <dl class="facts">
        {tags.map(({ tagid, name, examples, precision }) => (
          <div key={tagid} class="fact">
            <dt>{name}</dt>
            <dd>
              {precision === null ? t.guesses.silent : t.guesses.precision(formatPercent(precision))} · {t.guesses.examples(examples)}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Batches nobody sees until somebody says so, because what is new is so different. */
function HeldBack({ turn }: { turn: number }) {
  const batches = useAnswer("GetPredictionBatches", {}, turn).value ?? [];
  const held = batches.filter((one) => one.state === "quarantined" && batches.find(({ model }) => model === one.model) === one);
  return held.map(({ id, fresh }) => (
    <p key={id} class="quiet guess-quality" data-testid="held-back">
      {t.guesses.strange(fresh)}{" "}
      <button type="button" class="button quiet-button" onClick={() => void attempt("AcceptPredictionBatch", { batchid: id })}>
        {t.guesses.accept}
      </button>
    </p>
  ));
}

export function Guesses() {
  const turn = useLessons();
  const fetched = useFetched(0, fetchGuesses, turn);
  const guesses = fetched.state === "there" ? fetched.value : [];
  return (
    <section class="guesses" aria-label={t.guesses.title}>
      {guesses.length > 0 && (
        <>
          <header class="section-head genres-head">
            <h2>{t.guesses.title}</h2>
          </header>
          <ul ref={roving} class="guess-rows">
            {guesses.map((guess) => (
              <Row
                key={`${guess.song.id} ${guess.suggestion.tag.id}`}
                guess={guess}
                decide={(name) => void attempt(name, { songid: guess.song.id, tagid: guess.suggestion.tag.id })}
              />
            ))}
          </ul>
        </>
      )}
      <HeldBack turn={turn} />
      <Quality turn={turn} />
    </section>
  );
}
