/** Our names for what functions return, so that views do not depend on how the printed file calls its records. */
import type { Functions, SmartRules as PrintedRules, ProposedAlbum as PrintedAlbum, ProposedVideo as PrintedVideo, Task as PrintedTask } from "./functions.gen";

export type {
  AlbumChoice,
  AudioStreamState,
  Choice,
  FoundAlbum,
  FoundArtist,
  FoundSong,
  FoundVideo,
  Functions,
  Letter,
  QueuedSong,
  SimilarSong,
  SmartRules,
  SongView,
  Tag,
  Tags,
  VideoChoice,
} from "./functions.gen";

export type FunctionName = keyof Functions;
export type Arguments<N extends FunctionName> = Functions[N]["arguments"];
export type Result<N extends FunctionName> = Functions[N]["result"];
export type Rule = PrintedRules["rule"];

export type AlbumView = Result<"GetAlbum">;
export type Artist = AlbumView["artist"];
export type Album = AlbumView["album"];
export type SongEntry = AlbumView["cds"][number][number];
export type Song = SongEntry["song"];
export type ArtistEntry = Result<"GetArtistsWithAlbums">[number];
export type VideoEntry = Result<"GetVideos">[number];
export type Video = VideoEntry["video"];

export type Task = PrintedTask;
export type State = Task["state"];
export type CurrentTasks = Result<"GetCurrentTasks">;
export type ServerInfo = Result<"GetServerInfo">;

export type Proposal = Result<"GetIntegrationProposal">;
export type ProposedAlbum = PrintedAlbum;
export type ProposedFile = ProposedAlbum["files"][number];
export type ProposedVideo = PrintedVideo;
export type Collision = NonNullable<ProposedFile["collision"]>;
export type FileDetails = Collision["existing"];

/** What every `MusicDB:Task` notification carries. */
export interface TaskNews {
  taskid: string | null;
  offset: number | null;
  chunksize: number | null;
  state: State;
  task: Task | null;
  message: string | null;
}
