/** Quiet shapes of what is about to come, so that nothing jumps when it does. */

const TILES = Array.from({ length: 24 }, (_, index) => index);
const ROWS = Array.from({ length: 10 }, (_, index) => index);

export function GridSkeleton() {
  return (
    <div class="page" aria-busy="true">
      <div class="skeleton skeleton-head" />
      <div class="skeleton-grid">
        {TILES.map((index) => (
          <div key={index}>
            <div class="skeleton skeleton-cover" />
            <div class="skeleton skeleton-line" />
          </div>
        ))}
      </div>
    </div>
  );
}

export function SongsSkeleton() {
  return (
    <div class="songs" aria-busy="true">
      {ROWS.map((index) => (
        <div key={index} class="skeleton skeleton-song" />
      ))}
    </div>
  );
}

/** A tile that is on its way. */
export function TileSkeleton() {
  return (
    <div aria-hidden="true">
      <div class="skeleton skeleton-cover" />
      <div class="skeleton skeleton-line" />
    </div>
  );
}

export function RowsSkeleton() {
  return (
    <div aria-busy="true">
      {ROWS.map((index) => (
        <div key={index} class="skeleton skeleton-row" />
      ))}
    </div>
  );
}
