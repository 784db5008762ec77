/** The functions of the server and their records. Printed by scripts/generate; do not edit. */

/** What may be uploaded. Sizes in bytes; extensions with their dot. */
export interface UploadRules {
  allow: string[];
  maxsize: number;
  chunksize: number;
  window: number;
  extensions: string[];
}

/** What a client should know about the server before it begins. */
export interface ServerInfo {
  version: string;
  uploads: UploadRules;
}

/** An artist is a directory of the music directory. */
export interface Artist {
  id: number;
  name: string;
  path: string;
}

/** An album is a directory inside the directory of its artist. Colors are `#RRGGBB`. */
export interface Album {
  id: number;
  artistid: number;
  name: string;
  path: string;
  numofsongs: number;
  numofcds: number;
  origin: string;
  release: number;
  artworkpath: string;
  bgcolor: string;
  fgcolor: string;
  hlcolor: string;
  added: number;
  hidden: number;
}

/** A genre (class 1), a subgenre (2, with its genre as parent) or a mood (3, with a place in the mood grid). */
export interface Tag {
  id: number;
  name: string;
  class: number;
  parentid: number | null;
  icontype: number | null;
  icon: string | null;
  color: string | null;
  posx: number | null;
  posy: number | null;
}

/** All tags of one song, album or video, by class; or all tags there are. */
export interface Tags {
  genres: Tag[];
  subgenres: Tag[];
  moods: Tag[];
  songid?: number | null;
  albumid?: number | null;
  videoid?: number | null;
}

/** An album in a list. */
export interface TaggedAlbum {
  album: Album;
  tags: Tags;
}

/** An artist with all albums, by release. */
export interface ArtistWithAlbums {
  artist: Artist;
  albums: TaggedAlbum[];
}

/** A song is a file inside the directory of its album. Playtime in seconds, bitrate in bit/s. */
export interface Song {
  id: number;
  albumid: number;
  artistid: number;
  name: string;
  path: string;
  number: number;
  cd: number;
  disabled: number;
  playtime: number;
  bitrate: number;
  likes: number;
  dislikes: number;
  favorite: number;
  lyricsstate: number;
  checksum: string;
  lastplayed: number;
  liverecording: number;
  badaudio: number;
}

/** A song in a list. */
export interface TaggedSong {
  song: Song;
  tags: Tags;
}

/** An album with its songs: one list for each disc, by track number. */
export interface AlbumView {
  artist: Artist;
  album: Album;
  tags: Tags;
  cds: TaggedSong[][];
}

/** A song with where it belongs. */
export interface SongView {
  song: Song;
  album: Album;
  artist: Artist;
  tags: Tags;
}

/** The lyrics of a song. State: 0 none yet, 1 from the file, 2 from the net, 3 reviewed, 4 instrumental. */
export interface LyricsView {
  songid: number;
  song: Song;
  album: Album;
  artist: Artist;
  lyrics: string;
  lyricsstate: number;
}

/** A piece of a line. `time` in seconds. */
export interface SungWord {
  time: number;
  text: string;
}

/** A line of lyrics. `time` in seconds; `words` only where the file tells the time of each. */
export interface SungLine {
  time: number;
  text: string;
  words: SungWord[];
}

/** The lines of a song by their times; none when the lyrics have no times. State as in GetSongLyrics. */
export interface SynchronizedLyrics {
  songid: number;
  lyricsstate: number;
  lines: SungLine[];
}

/** A video is a file inside the directory of its artist. `vbegin` and `vend` in seconds. */
export interface Video {
  id: number;
  songid: number | null;
  albumid: number | null;
  artistid: number;
  name: string;
  path: string;
  disabled: number;
  playtime: number;
  origin: string;
  release: number;
  added: number;
  codec: string;
  xresolution: number;
  yresolution: number;
  framesdirectory: string;
  thumbnailfile: string;
  previewfile: string;
  likes: number;
  dislikes: number;
  favorite: number;
  liverecording: number;
  badaudio: number;
  checksum: string;
  lastplayed: number;
  lyricsvideo: number;
  bgcolor: string;
  fgcolor: string;
  hlcolor: string;
  vbegin: number;
  vend: number;
}

/** A video in a list. */
export interface TaggedVideo {
  video: Video;
  tags: Tags;
}

/** An artist with all videos, by release. */
export interface ArtistWithVideos {
  artist: Artist;
  videos: TaggedVideo[];
}

/** A video with where it belongs. */
export interface VideoView {
  artist: Artist;
  album: Album | null;
  song: Song | null;
  video: Video;
  tags: Tags;
}

/** An artist with all albums, by release. */
export interface FoundArtist {
  artist: Artist;
  albums: Album[];
}

/** Where in a list the names with an initial begin. All digits and signs are `#`. */
export interface Letter {
  letter: string;
  index: number;
}

/** All artists that have albums, by name, with the records of the first of them. */
export interface ArtistShelf {
  artistids: number[];
  first: FoundArtist[];
  letters: Letter[];
}

/** An album with its artist. */
export interface FoundAlbum {
  artist: Artist;
  album: Album;
}

/** Albums in an order, with the records of the first of them. Letters only where the order is one of names. */
export interface AlbumShelf {
  albumids: number[];
  first: FoundAlbum[];
  letters: Letter[];
}

/** A song with its album and its artist. */
export interface FoundSong {
  artist: Artist;
  album: Album;
  song: Song;
}

/** Songs in an order, with the records of the first of them. Letters only where the order is one of names. */
export interface SongShelf {
  songids: number[];
  first: FoundSong[];
  letters: Letter[];
}

/** A video with its artist. */
export interface FoundVideo {
  artist: Artist;
  video: Video;
}

/** All videos by artist and release, with the records of the first of them. */
export interface VideoShelf {
  videoids: number[];
  first: FoundVideo[];
}

/** How often a tag is used, and how many subgenres a genre has. */
export interface TagStatistics {
  tag: Tag;
  songs: number;
  albums: number;
  videos: number;
  children: number;
}

/** Whole tables, for clients that keep their own copy. Only the ones asked for are there. */
export interface Tables {
  songs?: Song[] | null;
  albums?: Album[] | null;
  artists?: Artist[] | null;
  tags?: Tag[] | null;
}

/** Whether all browsers show music or videos. */
export interface Mode {
  uimode: "audio" | "video";
}

/** The stream of songs, and the current song. */
export interface AudioStreamSummary {
  isconnected: boolean;
  isplaying: boolean;
  currentsong: Song | null;
}

/** The stream of videos, and the current video. */
export interface VideoStreamSummary {
  isstreaming: boolean;
  isplaying: boolean;
  currentvideo: Video | null;
}

/** The active genres, and for each genre its active subgenres; all by their names. */
export interface MDBState {
  GenreFilter: string[];
  SubgenreFilter: Record<string, string[]>;
  MusicDB: Mode;
  audiostream: AudioStreamSummary;
  videostream: VideoStreamSummary;
}

/** Which parts of the WebUI there are. */
export interface WebUIModes {
  videomode: "disabled" | "enabled";
  lyrics: "disabled" | "enabled";
}

/** The list of artists: whether the release year stands below the covers. */
export interface ArtistsViewSettings {
  showrelease: boolean;
}

/** The choice of genres: whether the genre Other is shown. */
export interface GenreSelectionViewSettings {
  showother: boolean;
}

/** The main menu: which sections it has. */
export interface MainMenuSettings {
  showstreamplayer: boolean;
  showsystemstatus: boolean;
}

/** Where the stream is heard, and as whom. */
export interface StreamSettings {
  url: string;
  username: string;
  password: string;
}

/** For screenshots. */
export interface DebugSettings {
  blurartwork: boolean;
}

/** The version of the shape. */
export interface SettingsVersion {
  version: number;
}

/** How the WebUI looks, the same in all browsers. */
export interface WebUIConfiguration {
  WebUI: WebUIModes;
  ArtistsView: ArtistsViewSettings;
  GenreSelectionView: GenreSelectionViewSettings;
  MainMenu: MainMenuSettings;
  Stream: StreamSettings;
  debug: DebugSettings;
  meta: SettingsVersion;
}

/** What a song must be like. Lengths in seconds. */
export interface RandyConstraints {
  NoDisabled: boolean;
  NoHated: boolean;
  NoBadFile: boolean;
  NoLiveMusic: boolean;
  MinSongLength: number;
  MaxSongLength: number;
}

/**
 * How many of the songs, albums, artists and videos that were queued last are left alone, and for how many hours.
 *
 * 0 switches a list off.
 */
export interface RandyBlackLists {
  SongListLength: number;
  AlbumListLength: number;
  ArtistListLength: number;
  VideoListLength: number;
  MaxAge: number;
}

/** From how many albums a song is drawn. The more, the more the weights count. */
export interface RandyLimits {
  MaxTries: number;
}

/** How Randy chooses. */
export interface RandyConfiguration {
  Constraints: RandyConstraints;
  BlackLists: RandyBlackLists;
  Limits: RandyLimits;
  meta: SettingsVersion;
}

/** An entry of the queue with its song. */
export interface QueuedSong {
  entryid: string;
  israndom: boolean;
  song: Song;
  album: Album;
  artist: Artist;
}

/**
 * A song Randy chose, and why.
 *
 * `weight` is the product of `factors`; 1 is what a song gets nobody has ever played or judged. The song was drawn out
 * of `candidates` songs from as many albums, each of which had the same chance, among `albums` that were eligible.
 * `constraints` are the ones it met, `relaxed` those that had to be given up because no song met all.
 */
export interface Choice {
  songid: number;
  weight: number;
  factors: Record<string, number>;
  constraints: string[];
  relaxed: string[];
  candidates: number;
  albums: number;
}

/** Why a song is in the queue. Without a choice a person put it there. */
export interface ChoiceExplanation {
  entryid: string;
  song: Song;
  album: Album;
  artist: Artist;
  choice: Choice | null;
}

/** What is heard. Song, album, artist and tags are only there when the queue is not empty. */
export interface AudioStreamState {
  isconnected: boolean;
  isplaying: boolean;
  hasqueue: boolean;
  currenttime: number;
  listeners: Record<string, number>;
  entryid?: string | null;
  song?: Song | null;
  album?: Album | null;
  artist?: Artist | null;
  songtags?: Tags | null;
  albumtags?: Tags | null;
}

/** Whether songs are brought to the same loudness: not at all, each by itself, or each album as a whole. */
export type Normalization = "off" | "track" | "album";

/** How the stream sounds. `crossfade` in seconds; songs of the same album follow each other without one. */
export interface StreamSound {
  normalization: Normalization;
  crossfade: number;
}

/**
 * What a browser that plays a song by itself has to know about its sound.
 *
 * `factor`: what its samples are multiplied with, so that songs are as loud as the settings of the stream want.
 * `samples` and `rate` (Hz) tell how long it is without what its encoder added, where the file is one that needs it.
 */
export interface SongSound {
  songid: number;
  factor: number;
  samples: number | null;
  rate: number | null;
}

/** What the stream comes in, also the ending of its address. */
export type StreamFormat = "mp3" | "opus" | "flac";

/**
 * Where the stream can be heard in one format. The path belongs behind the address of the server.
 *
 * The key in it opens the streams and nothing else. `bitrate` in bit/s; 0 when it depends on the music.
 */
export interface StreamAddress {
  format: StreamFormat;
  path: string;
  contenttype: string;
  bitrate: number;
}

/** All ways to hear the stream. `icecast` is the address at the Icecast server; None without one. */
export interface StreamAddresses {
  streams: StreamAddress[];
  icecast: string | null;
}

/** An entry of the video queue with its video. */
export interface QueuedVideo {
  entryid: string;
  israndom: boolean;
  video: Video;
  album: Album | null;
  artist: Artist;
}

/** What is seen. Video, artist and tags are only there when the queue is not empty. */
export interface VideoStreamState {
  isstreaming: boolean;
  isplaying: boolean;
  currententry: string | null;
  hasqueue: boolean;
  video?: Video | null;
  artist?: Artist | null;
  videotags?: Tags | null;
}

/** A video that was seen together with another one. The weight is the number of times, decayed over time. */
export interface RelatedVideo {
  video: Video;
  tags: Tags;
  weight: number;
  artist: Artist;
}

/** The videos that were seen together with a video. */
export interface VideoRelationship {
  videoid: number;
  videos: RelatedVideo[];
}

/** A song that was heard to its end. `timestamp` in unix seconds; `israndom` tells that Randy had chosen it. */
export interface Play {
  playid: number;
  timestamp: number;
  israndom: boolean;
  song: Song;
  album: Album;
  artist: Artist;
}

/** How much was heard on a day, written YYYY-MM-DD in the time zone of the server. */
export interface DayOfListening {
  day: string;
  plays: number;
  seconds: number;
}

/** How much was heard in an hour of the week: 0 is Sunday, 0 is midnight, in the time zone of the server. */
export interface HourOfListening {
  weekday: number;
  hour: number;
  plays: number;
  seconds: number;
}

/** How much of an artist was heard. */
export interface ArtistListening {
  artist: Artist;
  plays: number;
  seconds: number;
}

/** How much of a genre was heard. A song of several genres counts for each of them. */
export interface GenreListening {
  tag: Tag;
  plays: number;
  seconds: number;
}

/** How often a song was heard. */
export interface SongListening {
  song: Song;
  album: Album;
  artist: Artist;
  plays: number;
}

/** What was heard in the last days. Days without music are left out; the most heard come first. */
export interface ListeningStatistics {
  plays: number;
  seconds: number;
  days: DayOfListening[];
  hours: HourOfListening[];
  artists: ArtistListening[];
  genres: GenreListening[];
  songs: SongListening[];
}

/** A song that was heard together with another one. The weight is the number of times, decayed over time. */
export interface RelatedSong {
  song: Song;
  tags: Tags;
  weight: number;
  album: Album;
  artist: Artist;
}

/** The songs that were heard together with a song. */
export interface SongRelationship {
  songid: number;
  song: Song;
  album: Album;
  artist: Artist;
  songs: RelatedSong[];
}

/**
 * The song has a genre, a subgenre or a mood; without any of the same class it has those a person gave its album.
 *
 * Only tags with this approval or a higher one count: 0 set by a machine, 1 by a person, 2 for training.
 */
export interface TagRule {
  match: "tag";
  tagid: number;
  approval?: number;
}

/** What can be counted about a song. `playtime` in seconds, `bitrate` in bit/s, `release` is a year. */
export type NumberField = "likes" | "dislikes" | "playcount" | "release" | "playtime" | "bitrate" | "cd" | "number";

/** How numbers are compared. */
export type Comparison = "is" | "isnot" | "atleast" | "atmost";

/** A number compared. */
export interface NumberRule {
  match: "number";
  field: NumberField;
  operator: Comparison;
  value: number;
}

/**
 * What was measured of the sound of a song. `bpm` in beats per minute, `loudness` in LUFS, `range` in LU.
 *
 * `energy`, how lively it is, goes from 0 to 1.
 */
export type SoundField = "bpm" | "loudness" | "range" | "energy";

/** A measured value compared; songs nobody has measured never fit. `is` and `isnot`: whole numbers, or percent. */
export interface SoundRule {
  match: "sound";
  field: SoundField;
  operator: Comparison;
  value: number;
}

/** The song is in a key; or, `related`, in that one or one that goes with it: its relative key, or a fifth away. */
export interface KeyRule {
  match: "key";
  key: string;
  related?: boolean;
}

/** When something happened to a song: when it was heard last, when its album came into the collection. */
export type TimeField = "lastplayed" | "added";

/** `within` and `notwithin` the last days, `before` and `after` unix seconds, `never`. */
export type TimeOperator = "within" | "notwithin" | "before" | "after" | "never";

/** A time compared. `value` in days or in unix seconds, as the operator says. */
export interface TimeRule {
  match: "time";
  field: TimeField;
  operator: TimeOperator;
  value?: number;
}

/** What can be read about a song. */
export type TextField = "title" | "album" | "artist";

/** How texts are compared, without regard to case and accents. */
export type TextOperator = "contains" | "is" | "begins" | "ends";

/** A text compared. */
export interface TextRule {
  match: "text";
  field: TextField;
  operator: TextOperator;
  value: string;
}

/** What is true of a song or not. `lyrics`: there are some. */
export type Flag = "loved" | "hated" | "disabled" | "liverecording" | "badaudio" | "lyrics";

/** A flag is set, or not. */
export interface FlagRule {
  match: "flag";
  flag: Flag;
  value?: boolean;
}

/** The song is in a playlist that a person has put together. */
export interface PlaylistRule {
  match: "playlist";
  playlistid: number;
}

/** None of the rules holds. */
export interface NoRule {
  match: "not";
  rules?: (AllRules | AnyRule | NoRule | TagRule | NumberRule | SoundRule | KeyRule | TimeRule | TextRule | FlagRule | PlaylistRule)[];
}

/** At least one of the rules holds. */
export interface AnyRule {
  match: "any";
  rules?: (AllRules | AnyRule | NoRule | TagRule | NumberRule | SoundRule | KeyRule | TimeRule | TextRule | FlagRule | PlaylistRule)[];
}

/** All of the rules hold. Without any rule, that is every song. */
export interface AllRules {
  match: "all";
  rules?: (AllRules | AnyRule | NoRule | TagRule | NumberRule | SoundRule | KeyRule | TimeRule | TextRule | FlagRule | PlaylistRule)[];
}

/**
 * How songs are sorted. `library`: by artist, release, album, CD and number. What nobody has measured comes last.
 *
 * `key`: along the circle of fifths, so that neighbors go together; a minor key stands by its relative major.
 */
export type PlaylistOrder =
  | "library"
  | "title"
  | "release"
  | "added"
  | "lastplayed"
  | "playcount"
  | "likes"
  | "playtime"
  | "bpm"
  | "key"
  | "loudness"
  | "range"
  | "energy"
  | "random";

/**
 * Which songs a playlist has, how many at most, and how they are sorted.
 *
 * Songs of hidden albums never belong to it; disabled ones only if the rules speak of them.
 */
export interface SmartRules {
  rule: AllRules | AnyRule | NoRule | TagRule | NumberRule | SoundRule | KeyRule | TimeRule | TextRule | FlagRule | PlaylistRule;
  order?: PlaylistOrder;
  descending?: boolean;
  limit?: number;
}

/**
 * A playlist. One with `rules` follows them, and how long it is turns out when its songs are asked for.
 *
 * Times in unix seconds; `removed` is when it was removed, or null. `playtime` in seconds.
 */
export interface Playlist {
  id: number;
  name: string;
  comment: string;
  rules: SmartRules | null;
  created: number;
  updated: number;
  removed: number | null;
  songs: number | null;
  playtime: number | null;
}

/** A song in a playlist. In one that follows rules there is no `entryid`. */
export interface PlaylistEntry {
  entryid: number | null;
  song: Song;
  album: Album;
  artist: Artist;
}

/**
 * A playlist with its songs, or with a part of them; `total` is the number of all.
 *
 * `waiting` are the paths of songs that are not in the catalogue at the moment. They come back by themselves.
 */
export interface PlaylistView {
  playlist: Playlist;
  entries: PlaylistEntry[];
  total: number;
  waiting: string[];
}

/** What rules lead to: the number of songs they hold for, whatever the limit, and the first of them. */
export interface SmartPreview {
  matches: number;
  entries: PlaylistEntry[];
}

/** A line of a playlist file whose song was not found. */
export interface MissingLine {
  line: number;
  text: string;
}

/** A playlist that was read from a file: how many of its songs were found, and which were not. */
export interface PlaylistImport {
  playlist: Playlist;
  found: number;
  missing: MissingLine[];
}

/** A playlist as a file: M3U8, in UTF-8. */
export interface PlaylistExport {
  filename: string;
  content: string;
}

/** All that was found, the best of each class first. `lyrics` are the songs whose lyrics have such a title. */
export interface Findings {
  artists: FoundArtist[];
  albums: FoundAlbum[];
  songs: FoundSong[];
  videos: FoundVideo[];
  lyrics: FoundSong[];
}

/** A song that is being listened to. `progress` from 0 to 1. */
export interface RunningAnalysis {
  songid: number;
  path: string;
  progress: number;
}

/**
 * How far the analysis is. It is `paused` by a person, or `held` by circumstances, which `reason` tells.
 *
 * `waiting` and `failed` count songs; `done` those since there was something to do; `running` are those in hand.
 */
export interface AnalysisProgress {
  paused: boolean;
  held: boolean;
  reason: string | null;
  waiting: number;
  done: number;
  failed: number;
  running: RunningAnalysis[];
}

/** A song that could not be analyzed. `failed` in unix seconds, `attempts` counts how often it was tried. */
export interface AnalysisFailure {
  songid: number;
  path: string;
  reason: string;
  attempts: number;
  failed: number;
}

/** What is going on with a song. `unknown`: nobody listened to it yet, and nobody is about to. */
export type AnalysisState = "unknown" | "waiting" | "running" | "done" | "failed";

/**
 * What was measured of a sound. What is not known is missing.
 *
 * `duration`, `cuein` and `cueout` in seconds; `bpm` in beats per minute, `tempoconfidence` and `keyconfidence` and
 * `energy` from 0 to 1; `key` as in "A minor"; `loudness` in LUFS (EBU R 128), `range` in LU, `truepeak` in dBTP;
 * `trackgain` and `albumgain` in dB (ReplayGain 2), peaks with full scale as 1. `decodeerrors` counts complaints of
 * the decoder, and `truncated` tells that the file ends early.
 */
export interface SoundValues {
  duration?: number | null;
  bpm?: number | null;
  tempoconfidence?: number | null;
  key?: string | null;
  keyconfidence?: number | null;
  loudness?: number | null;
  range?: number | null;
  truepeak?: number | null;
  trackgain?: number | null;
  trackpeak?: number | null;
  albumgain?: number | null;
  albumpeak?: number | null;
  energy?: number | null;
  cuein?: number | null;
  cueout?: number | null;
  decodeerrors?: number | null;
  truncated?: boolean | null;
}

/**
 * How far a song is, what was measured, and why it failed if it did. `progress` from 0 to 1 while it runs.
 *
 * All that was told about its sound is kept under the `soundhash`, which songs that sound the same have in common.
 */
export interface SongAnalysis {
  songid: number;
  state: AnalysisState;
  values: SoundValues;
  soundhash: string | null;
  progress: number | null;
  reason: string | null;
}

/** Some values of many songs, to be drawn: one entry of each list for each song. Units are those of SoundValues. */
export interface SoundMap {
  songids: number[];
  bpm: (number | null)[];
  loudness: (number | null)[];
  energy: (number | null)[];
  key: (string | null)[];
}

/** The lowest and the highest sample for each pixel, from -127 to 127. Times in seconds. */
export interface Waveform {
  songid: number;
  start: number;
  stop: number;
  duration: number;
  minimum: number[];
  maximum: number[];
}

/**
 * In what two songs are alike.
 *
 * `timbre`, `harmony` and `rhythm` come from the embedding. `tempo` is the same, its half or its double within 4 %;
 * `key` the same or its relative; `loudness` within 2 LU.
 */
export type Aspect = "timbre" | "harmony" | "rhythm" | "tempo" | "key" | "loudness";

/** A song that resembles another one. `similarity` is 1 for the same sound, 0.5 for two songs taken by chance. */
export interface SimilarSong {
  song: Song;
  album: Album;
  artist: Artist;
  similarity: number;
  reasons: Aspect[];
}

/** What the radio plays around: a song, an album, or everything with a tag. Nothing of that: it is off. */
export interface RadioStation {
  songid: number | null;
  albumid: number | null;
  tagid: number | null;
}

/**
 * How good the file of a song is. What was not measured is missing.
 *
 * `bitrate` in bit/s, `samplerate` and `cutoff` in Hz (above it there is no sound), `truepeak` in dBTP, `duration` in
 * seconds. `fake`: it is of a lossless format, but was made of a lossy one. `tags` counts what its tags say.
 */
export interface FileQuality {
  codec: string;
  lossless: boolean;
  bitrate: number;
  samplerate: number;
  channels: number;
  filesize: number;
  tags: number;
  duration?: number | null;
  cutoff?: number | null;
  fake?: boolean | null;
  clipping?: number | null;
  truepeak?: number | null;
  decodeerrors?: number | null;
  truncated?: boolean | null;
}

/** One of two songs that sound alike. */
export interface DuplicateSong {
  songid: number;
  albumid: number;
  name: string;
  album: string;
  artist: string;
  path: string;
  quality: FileQuality;
}

/** What hangs on all songs of a recording, added up. `lastplayed` in unix seconds. */
export interface RecordingTotals {
  plays: number;
  likes: number;
  dislikes: number;
  favorite: number;
  lastplayed: number;
}

/**
 * A recording: its songs on whatever albums, and what is said about all of them together.
 *
 * `preferred` is the song a person has chosen, or else the one with the best file. `moods` and `genres` are those of
 * any of the songs. Everything stays with the song it was said about; a split loses nothing.
 */
export interface RecordingView {
  recordingid: string | null;
  songs: DuplicateSong[];
  preferred: number;
  bychoice: boolean;
  totals: RecordingTotals;
  genres: Tag[];
  moods: Tag[];
}

/** How the query and the document sound. Nothing is ever merged or deleted because of it; a person decides. */
export type Verdict = "same" | "excerpt" | "contains" | "related" | "different";

/** A stretch that sounds alike in both. Times in seconds from the beginning of each. */
export interface MatchedSection {
  query_start: number;
  query_end: number;
  document_start: number;
  document_end: number;
  items: number;
  distinct: number;
  bit_error: number;
  correlation: number;
  significance: number;
  speed: number;
  drift: number;
}

/** A verdict, and all that it is made of. */
export interface SoundMatch {
  verdict: Verdict;
  score: number;
  query_covered: number;
  document_covered: number;
  sections: MatchedSection[];
}

/**
 * Two songs that sound alike, and what tells so. `identical`: the sound is the same bit by bit.
 *
 * `better` is the id of the song with the better file, None when neither is. `reasons` say why, for people; the one
 * that counts most comes first. The first song is the query of the `match`.
 */
export interface Duplicate {
  first: DuplicateSong;
  second: DuplicateSong;
  verdict: Verdict;
  score: number;
  identical: boolean;
  onerecording: boolean;
  better: number | null;
  reasons: string[];
  match: SoundMatch | null;
}

/** A part of all duplicates nobody has decided about, and how many there are. */
export interface DuplicateList {
  total: number;
  duplicates: Duplicate[];
}

/** A song, and where it belongs. */
export interface SongName {
  songid: number;
  name: string;
  albumid: number;
  album: string;
  artist: string;
  path: string;
}

/** A video, and whose it is. */
export interface VideoName {
  videoid: number;
  name: string;
  artist: string;
  path: string;
}

/**
 * A sound of the library that a clip or file is found in: all songs and videos that have exactly this sound.
 *
 * `position` is where in it the clip begins, in seconds; negative when it begins earlier.
 */
export interface IdentifiedSound {
  songs: SongName[];
  videos: VideoName[];
  position: number;
  match: SoundMatch;
}

/** A song in a mix, from `start` to `end` (seconds). It is played from its second `position` on. */
export interface TracklistEntry {
  songs: SongName[];
  videos: VideoName[];
  start: number;
  end: number;
  position: number;
  speed: number;
}

/** A video of a song, or a song of a video. `offset` leads from a position in the other to the one here; seconds. */
export interface Twin {
  song: SongName | null;
  video: VideoName | null;
  offset: number;
  score: number;
}

/** A tag a song may deserve. `confidence` is how likely it is right, 0 to 1. */
export interface Suggestion {
  songid: number;
  tag: Tag;
  confidence: number;
  model: string;
  batchid: string;
}

/**
 * How well a tag is recognized, by cross-validation over songs of other artists than those that were learned from.
 *
 * `examples` and `counterexamples` count songs. Songs with a confidence of `threshold` or more are suggested; then
 * `precision` of the suggestions are right, and `recall` of the songs are found. None: it cannot be told, or never is
 * precise enough, so nothing is suggested.
 */
export interface TagQuality {
  tagid: number;
  name: string;
  examples: number;
  counterexamples: number;
  threshold: number | null;
  precision: number | null;
  recall: number | null;
}

/** A model: where its name comes from, when it was trained (unix seconds), and the batch everybody sees. */
export interface ModelInfo {
  name: string;
  version: string;
  trained: number;
  learned: boolean;
  currentbatchid: string | null;
  tags: TagQuality[];
}

/** What a model says about a song. */
export interface Prediction {
  songid: number;
  model: string;
  version: string;
  batchid: string;
  label: string;
  confidence: number;
  tagid: number | null;
}

/** What became of a batch. `current`: everybody sees it; `quarantined`: it waits for a person; `old`: it is kept. */
export type BatchState = "current" | "quarantined" | "old";

/**
 * All that one version of a model says about the library. `fresh` of its `sounds` were computed for it.
 *
 * `drifted` of the `checked` features have drifted; none is checked where there were too few fresh sounds.
 */
export interface Batch {
  id: string;
  model: string;
  version: string;
  created: number;
  state: BatchState;
  sounds: number;
  fresh: number;
  checked: number;
  drifted: number;
}

/**
 * Whether a feature of fresh sounds is distributed as in the training: the two-sample test of Kolmogorov, Smirnov.
 *
 * The statistic is the largest distance of both distributions, 0 to 1.
 */
export interface Drift {
  feature: string;
  statistic: number;
  pvalue: number;
  reference: number;
  samples: number;
  drifted: boolean;
}

/** A processor with parameters. Parameters that are not mentioned have their defaults. */
export interface Preset {
  id: string;
  name: string;
  description: string;
  version: number;
  created: number;
  changed: number;
  builtin: boolean;
  processor: string;
  parameters: Record<string, unknown>;
}

/** Presets that are heard together, with those of other experiences. */
export interface Experience {
  id: string;
  name: string;
  description: string;
  version: number;
  created: number;
  changed: number;
  builtin: boolean;
  presets: string[];
  experiences: string[];
}

/** A song. */
export interface SongMember {
  kind: "song";
  songid: number;
}

/** All songs of an album. */
export interface AlbumMember {
  kind: "album";
  albumid: number;
}

/** All songs of an artist. */
export interface ArtistMember {
  kind: "artist";
  artistid: number;
}

/** All songs a playlist has at the moment. */
export interface PlaylistMember {
  kind: "playlist";
  playlistid: number;
}

/** All songs of another selection. */
export interface SelectionMember {
  kind: "selection";
  selectionid: string;
}

/** All songs that follow rules at the moment. */
export interface RulesMember {
  kind: "rules";
  rules: SmartRules;
}

/** Songs, put together of whatever has songs. Which they are turns out when they are asked for. */
export interface Selection {
  id: string;
  name: string;
  description: string;
  version: number;
  created: number;
  changed: number;
  builtin: boolean;
  members: (SongMember | AlbumMember | ArtistMember | PlaylistMember | SelectionMember | RulesMember)[];
}

/** On which songs something is tried. `new`: all that were not heard by it. */
export type RunTarget = "selection" | "songs" | "new";

/** How far a run is. `pending`: no song was heard yet; `failed`: none could be. */
export type RunState = "pending" | "running" | "done" | "failed" | "cancelled";

/**
 * An experience, or a single preset, that is tried on songs. Numbers count songs, `created` in unix seconds.
 *
 * `name` and `version` are those of the definition when the run began; later changes of it do not matter.
 */
export interface Run {
  id: string;
  definitionid: string;
  name: string;
  version: number;
  target: RunTarget;
  selectionid: string | null;
  created: number;
  state: RunState;
  total: number;
  waiting: number;
  done: number;
  failed: number;
  cancelled: number;
}

/** How far a song of a run is. */
export type SongState = "waiting" | "done" | "failed" | "cancelled";

/** A song of a run, and why it failed if it did. */
export interface RunSong {
  songid: number;
  state: SongState;
  reason: string;
}

/**
 * Notes that belong together, about one sound. Unless they are `overlapping`, one ends before the next begins.
 *
 * Times in unix seconds; `annotations` counts them.
 */
export interface AnnotationTrack {
  id: string;
  soundhash: string;
  name: string;
  description: string;
  color: string;
  overlapping: boolean;
  created: number;
  changed: number;
  annotations: number;
}

/**
 * A note. `start` and `stop` in seconds of the sound, the same for a moment; `results` are what it is about.
 *
 * `created` and `changed` in unix seconds.
 */
export interface Annotation {
  id: string;
  trackid: string;
  start: number;
  stop: number;
  title: string;
  description: string;
  results: string[];
  created: number;
  changed: number;
}

/**
 * The password of an app, without its secret. Times in unix seconds.
 *
 * `lastused` is None until it was used; `client` is what the app called itself then.
 */
export interface AppPassword {
  id: number;
  name: string;
  created: number;
  lastused: number | null;
  client: string;
}

/** What has to be typed into an app. The password is never shown again. */
export interface NewAppPassword {
  id: number;
  name: string;
  username: string;
  password: string;
}

/** What a phone plays, or holds. `position` in seconds. */
export interface PhonePlayView {
  device: string;
  client: string;
  isplaying: boolean;
  position: number;
  song: Song;
  album: Album;
  artist: Artist;
}

/** What a file is good for. */
export type Kind = "song" | "video" | "image" | "archive" | "other";

/**
 * What tells two files apart that want the same name.
 *
 * `path` is relative to the music directory, or the name the file was sent with.
 */
export interface FileDetails {
  path: string;
  filesize: number;
  codec: string;
  bitrate: number;
  playtime: number;
  checksum: string;
}

/** There is already a file where the upload should go. Nothing is overwritten; a person chooses another name. */
export interface Collision {
  existing: FileDetails;
  uploaded: FileDetails;
  identical: boolean;
}

/** A file with the path it would get. `open` names the fields nothing was found for, or that are contradictory. */
export interface ProposedFile {
  taskid: string;
  name: string;
  cd: number;
  number: number;
  kind: Kind;
  extension: string;
  sourcefilename: string;
  relativepath: string;
  path: string;
  playtime: number;
  bitrate: number;
  open: string[];
  collision: Collision | null;
}

/** An album with the directory it would get, and whether that directory and its artist are there already. */
export interface ProposedAlbum {
  artistname: string;
  albumname: string;
  release: number;
  path: string;
  files: ProposedFile[];
  artistknown: boolean;
  albumknown: boolean;
  open: string[];
}

/** A video with the path it would get. */
export interface ProposedVideo {
  taskid: string;
  artistname: string;
  name: string;
  release: number;
  extension: string;
  sourcefilename: string;
  path: string;
  playtime: number;
  artistknown: boolean;
  open: string[];
  collision: Collision | null;
}

/** All that a group of uploads would become. `ready` is False while files of the group are still on their way. */
export interface IntegrationProposal {
  groupid: string;
  ready: boolean;
  albums: ProposedAlbum[];
  videos: ProposedVideo[];
}

/** The states of a task. Their meaning and order is the table in taskmanagement/states.py. */
export type State =
  | "new"
  | "notexisting"
  | "invalidcontent"
  | "remove"
  | "waitforchunk"
  | "uploadfailed"
  | "uploadcomplete"
  | "preprocessing"
  | "readyforintegration"
  | "startintegration"
  | "integrating"
  | "integrationfailed"
  | "replacing"
  | "readyforimport"
  | "startmusicimport"
  | "importingmusic"
  | "startartworkimport"
  | "importingartwork"
  | "importfailed"
  | "importcomplete"
  | "startfsscan"
  | "scanningfs"
  | "fsscancomplete"
  | "fsscanfailed"
  | "startexport"
  | "exporting"
  | "exportcomplete"
  | "exportfailed";

/** What a task is about. */
export type ContentType = "video" | "albumfile" | "album" | "artwork" | "any";

/** Where an artwork comes from. */
export type ArtworkSource = "imagefile" | "songfile" | "videofile";

/** The task dictionary. `filesize` and `offset` in bytes; times in unix seconds; checksums in hexadecimal digits. */
export interface Task {
  id: string;
  state: State;
  contenttype: ContentType;
  mimetype: string | null;
  annotations: Record<string, unknown>;
  initializationtime: number;
  updatetime: number | null;
  filesize: number | null;
  offset: number | null;
  uploadpath: string | null;
  preprocessedpath: string | null;
  sourcefilename: string | null;
  sourcechecksum: string | null;
  contentchecksum: string | null;
  videopath: string | null;
  albumpath: string | null;
  albumfilepath: string | null;
  awsourcetype: ArtworkSource | null;
  awsourcepath: string | null;
}

/** All current tasks by content type. */
export interface TaskList {
  videos: Task[];
  albumfiles: Task[];
  albums: Task[];
  artworks: Task[];
  any: Task[];
}

/** An album directory that is not in the catalogue. `release` is None when the name does not follow the scheme. */
export interface NewAlbum {
  path: string;
  artistname: string;
  albumname: string;
  release: number | null;
}

/** A video file that is not in the catalogue. `release` is None when the name does not follow the scheme. */
export interface NewVideo {
  path: string;
  artistname: string;
  videoname: string;
  release: number | null;
  extension: string;
}

/** What could be imported. */
export interface NewContent {
  albums: NewAlbum[];
  videos: NewVideo[];
}

/** What the tags of a song say. Missing text is empty, missing numbers are 0. */
export interface FileMeta {
  songname: string;
  albumname: string;
  artistname: string;
  releaseyear: number;
  origin: string;
  cdnumber: number;
  songnumber: number;
  haslyrics: boolean;
  hasartwork: boolean;
}

/** What the path of a song says. */
export interface PathMeta {
  songname: string;
  albumname: string;
  artistname: string;
  releaseyear: number;
  cdnumber: number;
  songnumber: number;
}

/** A song file that is not in the catalogue. `fromfile` is None when its path does not follow the scheme. */
export interface AlbumSongFile {
  path: string;
  frommeta: FileMeta;
  fromfile: PathMeta | null;
}

/** A device. `connected` when it is there now; `songs` is how many of ours are on it then. */
export interface Device {
  path: string;
  connected: boolean;
  songs: number;
}

/** What an export would do. Paths of songs are those of the catalogue, `removed` are paths on the device. */
export interface ExportPlan {
  path: string;
  selected: number;
  new: string[];
  changed: string[];
  removed: string[];
  missing: string[];
  toolong: string[];
}

/** How often something occurs. */
export interface Count {
  name: string;
  number: number;
}

/** How much there is. `playtime` in seconds; bit rates are rounded to steps of 32 kbit/s. */
export interface CollectionStatistics {
  artists: number;
  albums: number;
  hiddenalbums: number;
  songs: number;
  videos: number;
  genres: number;
  subgenres: number;
  moods: number;
  playtime: number;
  likes: number;
  favorites: number;
  disabled: number;
  lyrics: number;
  plays: number;
  origins: Count[];
  decades: Count[];
  bitrates: Count[];
  codecs: Count[];
}

/** Something in the catalogue that has a path. `kind` is artist, album, song or video. */
export interface Entry {
  kind: string;
  id: number;
  path: string;
}

/** What is odd about a path. */
export interface Finding {
  path: string;
  finding: string;
}

/** A change of the past. `created` in unix seconds; state is planned, done, undone or failed. */
export interface ChangeView {
  id: number;
  created: number;
  title: string;
  state: string;
  undoable: boolean;
}

/** What can be done to the order of the music. */
export type ChangeKind =
  | "mergeartists"
  | "mergealbums"
  | "movealbum"
  | "splitalbum"
  | "movesongs"
  | "renameartist"
  | "renamealbum"
  | "renamesong"
  | "renamevideo";

/**
 * What a person wants. `source` and `target` are ids, of what the kind asks for.
 *
 * - mergeartists: everything of the artist `source` goes to the artist `target`.
 * - mergealbums: all files of the album `source` go to the album `target`, on demand as the disc `cd`.
 * - movealbum: the album `source` goes to the artist `target`, or to the one named `artistname`.
 * - splitalbum: some songs of the album `source` become the album `albumname` of the year `release`.
 * - movesongs: some songs go to the album `target`.
 * - renameartist: the artist `source` is called `artistname`.
 * - renamealbum: the album `source` is called `albumname`, of the year `release`.
 * - renamesong: the song `source` gets the `name` and the `number`, on demand on the disc `cd`.
 * - renamevideo: the video `source` gets the `name`, of the year `release`.
 */
export interface Wish {
  kind: ChangeKind;
  source?: number;
  target?: number;
  songids?: number[];
  artistname?: string;
  albumname?: string;
  release?: number;
  cd?: number;
  name?: string;
  number?: number;
}

/**
 * One step, as a person may read it. What is made has no old path, what goes has no new one.
 *
 * `enter` and `forget` concern the catalogue alone.
 */
export interface PlannedStep {
  act: "enter" | "forget" | "makedirectory" | "move" | "removedirectory";
  old: string;
  new: string;
}

/** Two files that want the same path. Nothing is ever replaced; one of them has to be renamed or removed first. */
export interface PlannedCollision {
  old: string;
  new: string;
  identical: boolean;
}

/** A plan, of which nothing has been done. `state` stands for the music directory as it was seen. */
export interface PlannedChange {
  wish: Wish;
  title: string;
  steps: PlannedStep[];
  collisions: PlannedCollision[];
  state: string;
}

/** A tag of a file, as it is and as it shall be. Without values it is not there. */
export interface TagChange {
  name: "album" | "albumartist" | "artist" | "date" | "discnumber" | "genre" | "title" | "tracknumber";
  old: string[];
  new: string[];
}

/** What would be written into the file of a song. `checksum` is the SHA-256 of the file as it was seen. */
export interface PlannedTags {
  songid: number;
  path: string;
  changes: TagChange[];
  checksum: string;
}

/** The three kinds of news about a task. */
export type Notification = "ChunkRequest" | "StateUpdate" | "InternalError";

/**
 * How albums are sorted. `artist`: by artist and release. `lastplayed`: those nobody has heard come last.
 *
 * `rediscover`: what was once loved, liked or heard, but not in the last 60 days, the most first; others are left out.
 */
export type AlbumOrder = "artist" | "name" | "release" | "added" | "lastplayed" | "rediscover" | "random";

/** What can be changed about a tag. */
export type Column = "name" | "parentid" | "icontype" | "icon" | "color" | "posx" | "posy";

/** Where a mood stands in the grid of moods: column and row, counted from 0. */
export interface MoodPlace {
  tagid: number;
  posx: number;
  posy: number;
}

/** What can be said about a song or video. Some hold for videos only. */
export type Statistic =
  | "likes"
  | "dislikes"
  | "favorite"
  | "disable"
  | "liverecording"
  | "badaudio"
  | "lyricsvideo"
  | "lastplayed";

/** How it changes. There are three meanings, more, less and nothing, with a word for each use. */
export type Modifier = "inc" | "love" | "yes" | "dec" | "hate" | "reset" | "none" | "no";

/**
 * What shall be done about two songs that sound alike. All of it can be undone.
 *
 * - keepboth: both stay as they are, and are not told again.
 * - join, split: they are one recording, or two.
 * - keepfirst, keepsecond: the file of the other goes to the removed files. Its plays, likes, tags, lyrics and places
 *   in playlists come to the song that is kept, unless both are only related.
 * - replacefirst: the first song gets the file of the second, and keeps its id, plays, tags and playlists. Its old
 *   file goes to the removed files. replacesecond: the other way round.
 */
export type DuplicateChoice =
  | "keepboth"
  | "join"
  | "split"
  | "keepfirst"
  | "keepsecond"
  | "replacefirst"
  | "replacesecond";

/** The name a file shall get inside its album: songs `[cd-]number name.extension`, all others `name.extension`. */
export interface FileChoice {
  taskid: string;
  name: string;
  cd?: number;
  number?: number;
}

/** The names of an album and its files. */
export interface AlbumChoice {
  artistname: string;
  albumname: string;
  release: number;
  files: FileChoice[];
}

/** The names of a video. */
export interface VideoChoice {
  taskid: string;
  artistname: string;
  name: string;
  release: number;
}

/** A record of the catalogue that is somewhere else now. */
export interface Moved {
  id: number;
  old: string;
  new: string;
}

/** What has been moved or renamed by hand. A directory has moved when files of it are in another, new one. */
export interface MovedPaths {
  artists: Moved[];
  albums: Moved[];
  songs: Moved[];
  videos: Moved[];
}

/** What the server tells all clients, by `fncname`; `fncsig` is the event. */
export interface Notifications {
  "MusicDB:Task": {
    event: Notification;
    state: State;
    taskid: string | null;
    offset: number | null;
    chunksize: number | null;
    task: Task | null;
    message: string | null;
    tasklist?: TaskList;
  };
}

/** All functions by their wire name. */
export interface Functions {
  /** Answers with its arguments. Shows that the connection works, and how fast. */
  Bounce: { arguments: { [name: string]: unknown }; result: Record<string, unknown> };
  /** What a client should know before it begins: the version, and what may be uploaded. */
  GetServerInfo: { arguments: Record<string, never>; result: ServerInfo };
  /** All artists by name. */
  GetArtists: { arguments: Record<string, never>; result: Artist[] };
  /** All artists by name, each with all albums that are not hidden, by release; artists without albums, too. */
  GetArtistsWithAlbums: { arguments: Record<string, never>; result: ArtistWithAlbums[] };
  /** All artists by name, each with the albums that pass the genre filter, by release; none without such albums. */
  GetFilteredArtistsWithAlbums: { arguments: Record<string, never>; result: ArtistWithAlbums[] };
  /** Makes the directory and the entry of an artist, unless they are there already. */
  CreateArtistEntry: { arguments: { name: string }; result: Artist };
  /** The albums of an artist by release, without hidden ones; on demand only those that pass the genre filter. */
  GetAlbums: { arguments: { artistid: number; applyfilter?: boolean }; result: TaggedAlbum[] };
  /** All hidden albums by path. */
  GetHiddenAlbums: { arguments: Record<string, never>; result: TaggedAlbum[] };
  /** An album with its artist, its tags and its songs by disc and track number. */
  GetAlbum: { arguments: { albumid: number }; result: AlbumView };
  /** The songs of an album: one list for each disc from the first to the last, by track number. */
  GetSortedAlbumCDs: { arguments: { albumid: number }; result: TaggedSong[][] };
  /** A song with its album, its artist and its tags. */
  GetSong: { arguments: { songid: number }; result: SongView };
  /** The lyrics of a song. Without any, the text is empty. */
  GetSongLyrics: { arguments: { songid: number }; result: LyricsView };
  /** The lines of a song with the times in seconds at which they are sung; none when these are not known. */
  GetSynchronizedLyrics: { arguments: { songid: number }; result: SynchronizedLyrics };
  /** The videos of an artist by release. */
  GetVideos: { arguments: { artistid: number }; result: TaggedVideo[] };
  /** All artists by name, each with the videos that pass the genre filter, by release; none without such videos. */
  GetFilteredArtistsWithVideos: { arguments: Record<string, never>; result: ArtistWithVideos[] };
  /** A video with its artist, its tags, and the song and album it belongs to, if any. */
  GetVideo: { arguments: { videoid: number }; result: VideoView };
  /** The tags of a video. */
  GetVideoTags: { arguments: { videoid: number }; result: Tags };
  /** Makes the frame that is seen at a time, in seconds, the thumbnail of a video. `UndoChange` takes it back. */
  SetVideoThumbnail: { arguments: { videoid: number; timestamp: number }; result: number };
  /** All artists that have albums, by name, with the records of the first of them. */
  GetArtistShelf: { arguments: { first?: number }; result: ArtistShelf };
  /** All albums that are not hidden, or those with a tag, in an order, with the records of the first of them. */
  GetAlbumShelf: {
    arguments: {
      order?: AlbumOrder;
      descending?: boolean;
      tagid?: number | null;
      limit?: number | null;
      first?: number;
    };
    result: AlbumShelf;
  };
  /**
   * All songs, or those a rule holds for, in an order, with the records of the first of them.
   *
   * As in playlists that follow rules, songs of hidden albums never belong to it, disabled ones only if the rule speaks
   * of them.
   */
  GetSongShelf: {
    arguments: {
      rule?: AllRules | AnyRule | NoRule | TagRule | NumberRule | SoundRule | KeyRule | TimeRule | TextRule | FlagRule | PlaylistRule | null;
      order?: PlaylistOrder;
      descending?: boolean;
      first?: number;
    };
    result: SongShelf;
  };
  /** All videos that are not disabled, by artist and release, with the records of the first of them. */
  GetVideoShelf: { arguments: { first?: number }; result: VideoShelf };
  /** Artists with their albums, in the order of the ids. Those without albums are left out. */
  GetSomeArtists: { arguments: { artistids: number[] }; result: FoundArtist[] };
  /** Albums with their artists, in the order of the ids. Those that are gone are left out. */
  GetSomeAlbums: { arguments: { albumids: number[] }; result: FoundAlbum[] };
  /** Songs with their albums and artists, in the order of the ids. Those that are gone are left out. */
  GetSomeSongs: { arguments: { songids: number[] }; result: FoundSong[] };
  /** Videos with their artists, in the order of the ids. Those that are gone are left out. */
  GetSomeVideos: { arguments: { videoids: number[] }; result: FoundVideo[] };
  /** All tags there are. */
  GetTags: { arguments: Record<string, never>; result: Tags };
  /** How often each tag is used, by the id of the tag. */
  GetTagsStatistics: { arguments: Record<string, never>; result: Record<string, TagStatistics> };
  /** The tags of a song. */
  GetSongTags: { arguments: { songid: number }; result: Tags };
  /** The tags of an album. */
  GetAlbumTags: { arguments: { albumid: number }; result: Tags };
  /** Whole tables, for clients that keep their own copy. Hidden albums are left out. */
  GetTables: { arguments: { tables: ("albums" | "artists" | "songs" | "tags")[] }; result: Tables };
  /**
   * Puts a tag on a song, and derives the genres of its album anew.
   *
   * Approval: 0 found by a machine, which needs a `confidence` from 0 to 1; 1 said by a person; 2 good for training.
   * It never becomes less than it is.
   */
  SetSongTag: {
    arguments: {
      songid: number;
      tagid: number;
      approval?: 0 | 1 | 2 | null;
      confidence?: number | null;
    };
    result: null;
  };
  /** Takes a tag off a song, and derives the genres of its album anew. */
  RemoveSongTag: { arguments: { songid: number; tagid: number }; result: null };
  /** Puts a tag on an album. */
  SetAlbumTag: { arguments: { albumid: number; tagid: number }; result: null };
  /** Takes a tag off an album. */
  RemoveAlbumTag: { arguments: { albumid: number; tagid: number }; result: null };
  /** Puts a tag on a video. */
  SetVideoTag: { arguments: { videoid: number; tagid: number }; result: null };
  /** Takes a tag off a video. */
  RemoveVideoTag: { arguments: { videoid: number; tagid: number }; result: null };
  /** Makes a genre, unless there is one of this name. */
  AddGenre: { arguments: { name: string }; result: null };
  /** Makes a subgenre of a genre, unless there is one of this name. */
  AddSubgenre: { arguments: { name: string; parentname: string }; result: null };
  /** Makes a mood with its icon, one character or a piece of HTML, and its place in the grid, unless there is one. */
  AddMoodFlag: {
    arguments: {
      name: string;
      icon: string;
      color?: string | null;
      posx: number;
      posy: number;
    };
    result: null;
  };
  /** Removes a tag from everything it hangs on. With a genre go its subgenres. */
  DeleteTag: { arguments: { tagid: number }; result: null };
  /** Changes one thing about a tag. A new icon tells its type by itself. */
  ModifyTag: { arguments: { tagid: number; attribute: Column; value: string | number | null }; result: null };
  /** Gives moods their places in the grid, all at once, so that two can change places. Nobody else may stand there. */
  PlaceMoods: { arguments: { places: MoodPlace[] }; result: null };
  /**
   * Changes what is known about a song.
   *
   * `likes` and `dislikes`: inc, dec (not below 0), reset. `favorite`: love, hate, none. `disable`, `liverecording`,
   * `badaudio`: yes, no. `lastplayed`: unix seconds.
   */
  UpdateSongStatistic: {
    arguments: {
      songid: number;
      statistic: Statistic;
      modifier: Modifier | number;
    };
    result: null;
  };
  /** Changes what is known about a video; as for songs, and besides `lyricsvideo`: yes, no. */
  UpdateVideoStatistic: {
    arguments: {
      videoid: number;
      statistic: Statistic;
      modifier: Modifier | number;
    };
    result: null;
  };
  /**
   * Keeps the lyrics of a song. State: 0 none yet, 1 from the file, 2 from the net, 3 reviewed, 4 instrumental.
   *
   * Lines may have times, as in LRC files. Times that are known stay as long as the text stays.
   */
  SetSongLyrics: { arguments: { songid: number; lyrics: string; lyricsstate: number }; result: null };
  /** Hides an album from lists and from Randy, or shows it again. */
  HideAlbum: { arguments: { albumid: number; hide: boolean }; result: null };
  /** Tells where an album comes from: for example CD, iTunes or bandcamp. */
  SetAlbumOrigin: { arguments: { albumid: number; origin: string }; result: null };
  /** Tells when an album came into the collection, in unix seconds. */
  SetAlbumImportTime: { arguments: { albumid: number; importtime: number }; result: null };
  /** Gives an album one of its colors: the background, the text, or what stands out. */
  SetAlbumColor: {
    arguments: {
      albumid: number;
      colorname: "bgcolor" | "fgcolor" | "hlcolor";
      color: string;
    };
    result: boolean;
  };
  /** Gives a video one of its colors: the background, the text, or what stands out. */
  SetVideoColor: {
    arguments: {
      videoid: number;
      colorname: "bgcolor" | "fgcolor" | "hlcolor";
      color: string;
    };
    result: boolean;
  };
  /** Plays only a part of a video, in seconds. Without a begin it starts at 0, without an end it plays to its end. */
  SetVideoTimeFrame: { arguments: { videoid: number; begin?: number | null; end?: number | null }; result: boolean };
  /** The genre filter, the mode of the WebUI, and in short what the streams do. */
  GetMDBState: { arguments: Record<string, never>; result: MDBState };
  /**
   * Changes one thing all clients share.
   *
   * Category `GenreFilter` makes the genre `name` active or not, `SubgenreFilter:<Genre>` one of its subgenres;
   * category `MusicDB` with the name `uimode` takes `audio` or `video`.
   */
  SetMDBState: { arguments: { category: string; name: string; value: boolean | string }; result: null };
  /** Sets the whole filter at once: the active genres, and for some genres all their active subgenres. */
  SetGenreFilter: { arguments: { genres: string[]; subgenres?: Record<string, string[]> | null }; result: null };
  /** How the WebUI looks, the same in all browsers. */
  LoadWebUIConfiguration: { arguments: Record<string, never>; result: WebUIConfiguration };
  /** Changes how the WebUI looks. What is left out stays as it is. Answers with the whole. */
  SaveWebUIConfiguration: { arguments: { config: Record<string, unknown> }; result: WebUIConfiguration };
  /** How Randy chooses songs. */
  LoadRandyConfiguration: { arguments: Record<string, never>; result: RandyConfiguration };
  /** Changes how Randy chooses songs; it counts at once. What is left out stays as it is. Answers with the whole. */
  SaveRandyConfiguration: { arguments: { config: Record<string, unknown> }; result: RandyConfiguration };
  /** All entries of the queue with their songs; the first one is the current one. */
  GetSongQueue: { arguments: Record<string, never>; result: QueuedSong[] };
  /** Adds a song: `next` behind the current one, `last` at the end, or behind the entry with an id. */
  AddSongToQueue: { arguments: { songid: number; position: string | number }; result: null };
  /** Adds several songs in their order, without disabled and hated ones; `position` as for a single song. */
  AddSongsToQueue: { arguments: { songids: number[]; position: string | number }; result: null };
  /** Adds the songs of an album, or of one CD only (0 is the first), in order, without disabled and hated ones. */
  AddAlbumToQueue: { arguments: { albumid: number; position: string | number; cd?: number | null }; result: null };
  /** Adds a song Randy chooses, from the whole collection or from one album. */
  AddRandomSongToQueue: { arguments: { position: string | number; albumid?: number | null }; result: null };
  /** Puts an entry behind another one. The current entry stays where it is. */
  MoveSongInQueue: { arguments: { entryid: string | number; afterid: string | number }; result: null };
  /** Takes an entry out. Without the current one, the next one is played. */
  RemoveSongFromQueue: { arguments: { entryid: string | number }; result: null };
  /** Takes out everything behind the current song. */
  ClearQueue: { arguments: Record<string, never>; result: null };
  /** Why a song is in the queue: what Randy thought when he chose it. */
  GetChoiceExplanation: { arguments: { entryid: string | number }; result: ChoiceExplanation };
  /**
   * What is heard: the current song, whether it plays, and who listens, by format. Times in seconds.
   *
   * `isconnected` while anybody can hear it. While nobody can, the song stands still. `listeners` counts an Icecast
   * server as one. With an empty queue there is no song, album or artist.
   */
  GetStreamState: { arguments: Record<string, never>; result: AudioStreamState };
  /**
   * What is heard: the current song, whether it plays, and who listens, by format. Times in seconds.
   *
   * `isconnected` while anybody can hear it. While nobody can, the song stands still. `listeners` counts an Icecast
   * server as one. With an empty queue there is no song, album or artist.
   */
  GetAudioStreamState: { arguments: Record<string, never>; result: AudioStreamState };
  /** Plays or pauses, for everybody. Paused, listeners hear silence and stay connected. */
  SetStreamState: { arguments: { state: "pause" | "play" | "playpause" }; result: null };
  /** Plays or pauses, for everybody. Paused, listeners hear silence and stay connected. */
  SetAudioStreamState: { arguments: { state: "pause" | "play" | "playpause" }; result: null };
  /** Goes on to the next song. The current one does not count as heard. */
  PlayNextSong: { arguments: Record<string, never>; result: null };
  /**
   * A browser that plays the queue by itself has played an entry to its end: it was heard, and the next one comes.
   *
   * Only the current entry can end, so that two browsers take the queue on by one song only. While the stream plays for
   * anybody, it goes on by itself, and a browser takes nothing away from its listeners.
   */
  SongEnded: { arguments: { entryid: string | number }; result: null };
  /** Goes to another place of the current song. Behind its end, the next song begins. */
  SeekInSong: { arguments: { seconds: number }; result: null };
  /** How the stream sounds: loudness normalization by ReplayGain, and the length of the crossfade in seconds. */
  GetStreamSettings: { arguments: Record<string, never>; result: StreamSound };
  /** Changes how the stream sounds, at once. What is left out stays as it is. Crossfade: 0 to 12 seconds. */
  SetStreamSettings: { arguments: { normalization?: Normalization | null; crossfade?: number | null }; result: null };
  /** For browsers that play by themselves: how loud a song shall be, and how much of its file is the song. */
  GetSongSound: { arguments: { songid: number }; result: SongSound };
  /** Where the stream can be heard: paths on this server with the key radios need, and the address at Icecast. */
  GetStreamAddresses: { arguments: Record<string, never>; result: StreamAddresses };
  /** All entries of the queue with their videos; the first one is the current one. */
  GetVideoQueue: { arguments: Record<string, never>; result: QueuedVideo[] };
  /** Adds a video: `next` behind the current one, `last` at the end, or behind the entry with an id. */
  AddVideoToQueue: { arguments: { videoid: number; position: string | number }; result: null };
  /** Adds a video Randy chooses. */
  AddRandomVideoToQueue: { arguments: { position: string | number }; result: null };
  /** Puts an entry behind another one. The current entry stays where it is. */
  MoveVideoInQueue: { arguments: { entryid: string | number; afterid: string | number }; result: null };
  /** Takes an entry out. Without the current one, the next one is shown. */
  RemoveVideoFromQueue: { arguments: { entryid: string | number }; result: null };
  /** Goes on to the next video. The current one does not count as seen. */
  PlayNextVideo: { arguments: Record<string, never>; result: null };
  /** What is shown, and whether it plays. */
  GetVideoStreamState: { arguments: Record<string, never>; result: VideoStreamState };
  /** Plays or pauses in all browsers; `playpause` does the one that is not done now. */
  SetVideoStreamState: { arguments: { state: "pause" | "play" | "playpause" }; result: null };
  /** A browser has shown the video of an entry to its end. The first one to tell so moves everybody on. */
  VideoEnded: { arguments: { entryid: string | number }; result: null };
  /** The videos that were seen together with a video, by artist and release, without disabled and hated ones. */
  GetVideoRelationship: { arguments: { videoid: number }; result: VideoRelationship };
  /** Forgets that two videos were seen together. */
  CutVideoRelationship: { arguments: { videoid: number; relatedvideoid: number }; result: VideoRelationship };
  /**
   * What was heard to its end, the newest first. After the `playid` `before` the list goes on.
   *
   * On demand only of a song, of an artist, or of a genre, subgenre or mood; a song without any genre has those of its
   * album.
   */
  GetPlayHistory: {
    arguments: {
      limit?: number;
      before?: number | null;
      songid?: number | null;
      artistid?: number | null;
      tagid?: number | null;
    };
    result: Play[];
  };
  /** What was heard in the last days, today included: by day and hour, and the most heard artists, genres, songs. */
  GetListeningStatistics: { arguments: { days?: number }; result: ListeningStatistics };
  /** The songs that were heard together with a song, by artist, release, album, CD and number. */
  GetSongRelationship: { arguments: { songid: number }; result: SongRelationship };
  /** Relates two songs as if they had been heard together that often, whatever was known of them until now. */
  SetSongRelationship: {
    arguments: {
      songid: number;
      relatedsongid: number;
      weight?: number;
    };
    result: SongRelationship;
  };
  /** Forgets that two songs were heard together. */
  CutSongRelationship: { arguments: { songid: number; relatedsongid: number }; result: SongRelationship };
  /** All playlists by name; or those that were removed and can be brought back. */
  GetPlaylists: { arguments: { removed?: boolean }; result: Playlist[] };
  /** A playlist with its songs, or with a part of them. One that follows rules is worked out anew each time. */
  GetPlaylist: { arguments: { playlistid: number; limit?: number; offset?: number }; result: PlaylistView };
  /** Makes an empty playlist, or one that follows rules. */
  CreatePlaylist: { arguments: { name: string; comment?: string; rules?: SmartRules | null }; result: Playlist };
  /** Changes name, comment or rules of a playlist. What is left out stays as it is. */
  UpdatePlaylist: {
    arguments: {
      playlistid: number;
      name?: string | null;
      comment?: string | null;
      rules?: SmartRules | null;
    };
    result: null;
  };
  /** Removes a playlist. RestorePlaylist brings it back, unless it is then removed again `forever`. */
  DeletePlaylist: { arguments: { playlistid: number; forever?: boolean }; result: null };
  /** Brings back a playlist that was removed. */
  RestorePlaylist: { arguments: { playlistid: number }; result: null };
  /** Adds songs, then whole albums: `first`, `last`, or behind the entry with an id. */
  AddToPlaylist: {
    arguments: {
      playlistid: number;
      songids?: number[] | null;
      albumids?: number[] | null;
      position?: string | number;
    };
    result: null;
  };
  /** Puts entries, in the order they are given, `first`, `last`, or behind another entry. */
  MoveInPlaylist: { arguments: { playlistid: number; entryids: number[]; position: string | number }; result: null };
  /** Takes entries out of a playlist. */
  RemoveFromPlaylist: { arguments: { playlistid: number; entryids: number[] }; result: null };
  /** What rules lead to, before a playlist is made of them. */
  PreviewSmartPlaylist: { arguments: { rules: SmartRules; limit?: number }; result: SmartPreview };
  /**
   * Makes a playlist of the text of an M3U or M3U8 file, or of such a file in the music directory.
   *
   * Songs are found by their paths, relative or absolute, also when the folders above them have other names here; else
   * by artist and title. Tells which were not found.
   */
  ImportPlaylist: {
    arguments: {
      content?: string | null;
      path?: string | null;
      name?: string;
    };
    result: PlaylistImport;
  };
  /** A playlist as an M3U8 file. Relative paths begin in the music directory. */
  ExportPlaylist: { arguments: { playlistid: number; paths?: "absolute" | "relative" }; result: PlaylistExport };
  /** Adds the songs of a playlist to the song queue, in order, without disabled and hated ones. */
  AddPlaylistToQueue: { arguments: { playlistid: number; position?: string | number }; result: null };
  /**
   * Artists, albums, songs and videos with names like the text, at most `limit` of each, the best first.
   *
   * Lyrics are the songs whose lyrics have such a title or, without one, such a first line. Typos are forgiven, any
   * script may be typed in Latin letters, and words of artist and album may stand beside those of a song. A text
   * without any letter finds nothing.
   */
  Find: { arguments: { searchstring: string; limit: number }; result: Findings };
  /**
   * How far the analysis is: what is in hand, how many songs wait or failed, and why nothing moves if it does not.
   *
   * All clients hear the same as the notification `onProgress` of `MusicDB:Analysis`, at most twice a second; besides,
   * `onSongsAnalyzed` with the `songids` that are done, and `onSongFailed` with `songid` and `reason`.
   */
  GetAnalysisState: { arguments: Record<string, never>; result: AnalysisProgress };
  /**
   * Queues songs, the songs of an album, or all songs. What is known already is not computed again.
   *
   * The preset is `default`, `loudness`, `complete`, or the ids of processors, separated by commas.
   */
  AnalyseSongs: {
    arguments: {
      songids?: number[] | null;
      albumid?: number | null;
      all?: boolean;
      preset?: string;
    };
    result: null;
  };
  /** Holds all work, also what is in hand, until somebody resumes it. */
  PauseAnalysis: { arguments: Record<string, never>; result: null };
  /** Lets the work go on. */
  ResumeAnalysis: { arguments: Record<string, never>; result: null };
  /** Takes songs out of the queue, also those in hand; without ids, all of them. What is known stays known. */
  CancelAnalysis: { arguments: { songids?: number[] | null }; result: null };
  /** Tries songs again that failed; without ids, all of them. */
  RetryAnalysis: { arguments: { songids?: number[] | null }; result: null };
  /** The songs that could not be analyzed, and why; the last one first. */
  GetAnalysisFailures: { arguments: Record<string, never>; result: AnalysisFailure[] };
  /** What is known about the sound of a song. Values nobody knows are missing. */
  GetSongAnalysis: { arguments: { songid: number }; result: SongAnalysis };
  /** Tempo, loudness, energy and key of many songs, to be drawn as a map. Of more songs, evenly chosen ones. */
  GetSoundMap: { arguments: { limit?: number }; result: SoundMap };
  /**
   * The outline of a song, or of the stretch from `start` to `stop` (seconds), to be drawn that many pixels wide.
   *
   * `minimum` and `maximum` have a number from -127 to 127 for each pixel. The error `notanalyzed` says that the song
   * has to be analyzed first.
   */
  GetWaveform: {
    arguments: {
      songid: number;
      start?: number;
      stop?: number | null;
      pixels?: number;
    };
    result: Waveform;
  };
  /**
   * The songs most like one, the nearest first, with how alike they are (0 to 1), and in what.
   *
   * Copies of the song and of each other are left out, as are disabled and hated songs. There are at most two songs of
   * an artist, unless there are too few others.
   */
  GetSimilarSongs: { arguments: { songid: number; limit?: number }; result: SimilarSong[] };
  /**
   * A way from one song to another in even steps, both included; each with how much it is like the one before.
   *
   * It is shorter where there are too few songs in between. No artist comes twice in a row where that can be avoided.
   */
  GetSongPath: { arguments: { startsongid: number; endsongid: number; length?: number }; result: SimilarSong[] };
  /** Songs to be queued that go with a song, an album, or everything that has a genre or a mood. The seeds are out. */
  GetRadio: {
    arguments: {
      songid?: number | null;
      albumid?: number | null;
      tagid?: number | null;
      limit?: number;
    };
    result: number[];
  };
  /** What the radio plays around. Nothing: it is off. */
  GetRadioStation: { arguments: Record<string, never>; result: RadioStation };
  /**
   * From now on, what Randy adds to the queue goes with a song, an album, or everything that has a tag.
   *
   * It stays so, also after a restart, until somebody stops it. What persons have queued stays.
   */
  StartRadio: { arguments: { songid?: number | null; albumid?: number | null; tagid?: number | null }; result: null };
  /** Randy chooses from everything again. */
  StopRadio: { arguments: Record<string, never>; result: null };
  /** All songs that are the same recording, with plays, likes and moods of all of them together. */
  GetRecording: { arguments: { songid: number }; result: RecordingView };
  /** Makes one recording of songs, because a person says so. `UndoChange` takes it back. */
  JoinSongs: { arguments: { songids: number[] }; result: number };
  /** Takes a song out of its recording; it never joins the others again by itself. `UndoChange` takes it back. */
  SplitSong: { arguments: { songid: number }; result: number };
  /** Chooses the song that stands for its recording. `UndoChange` takes it back. */
  PreferSong: { arguments: { songid: number }; result: number };
  /**
   * Songs that sound alike and nobody has decided about, the most alike first: what they share, which is better, why.
   *
   * All clients hear `onSoundsCompared` of `MusicDB:Recordings` (with `sounds`, how many are new) when songs were
   * compared, and `onDuplicatesChanged` when somebody has decided: then there are others.
   */
  GetDuplicates: { arguments: { verdicts?: Verdict[]; limit?: number; offset?: number }; result: DuplicateList };
  /** How two songs are alike, which is better, and why, whatever was decided about them. */
  GetDuplicate: { arguments: { first: number; second: number }; result: Duplicate };
  /**
   * Does what a person has decided about two songs. `UndoChange` takes it back.
   *
   * - keepboth: both stay as they are, and are not told again.
   * - join, split: they are one recording, or two.
   * - keepfirst, keepsecond: the file of the other goes to the removed files. Its plays, likes, tags, lyrics and places
   *   in playlists come to the song that is kept, unless both are only related.
   * - replacefirst: the first song gets the file of the second, and keeps its id, plays, tags, playlists and album. Its
   *   old file goes to the removed files. replacesecond: the other way round.
   */
  DecideDuplicate: { arguments: { first: number; second: number; choice: DuplicateChoice }; result: number };
  /**
   * Which songs and videos have the sound of a fingerprint (the compressed text of Chromaprint), and where.
   *
   * Of a short clip, fingerprints that begin a quarter of an item (31 ms) later find more, as `shifted`.
   * A browser sends sound by `POST /identify` instead, and gets the same answer.
   */
  IdentifyFingerprint: {
    arguments: {
      fingerprint: string;
      shifted?: string[];
      limit?: number;
    };
    result: IdentifiedSound[];
  };
  /** Which songs are played in a mix, and when; the fingerprint of the whole mix as compressed text of Chromaprint. */
  GetTracklist: { arguments: { fingerprint: string }; result: TracklistEntry[] };
  /**
   * Videos with the sound of a song, or songs with the sound of a video, and how far one is behind the other.
   *
   * `offset` is what to add to the position in the one that was asked for, to go on in the other at the same place.
   */
  GetTwins: { arguments: { songid?: number | null; videoid?: number | null }; result: Twin[] };
  /** Genres and moods a song may deserve, the most likely first; none that is set or was rejected. */
  GetSuggestions: { arguments: { songid: number }; result: Suggestion[] };
  /** What is suggested for any song and nobody has decided about yet, the most likely first. */
  GetOpenSuggestions: { arguments: { limit?: number }; result: Suggestion[] };
  /** A suggested tag is right: the song has it from now on, said by a person. */
  ApproveSuggestion: { arguments: { songid: number; tagid: number }; result: null };
  /** A suggested tag is wrong: it never comes back for this song, and the model learns from it. */
  RejectSuggestion: { arguments: { songid: number; tagid: number }; result: null };
  /** All models; of those that learn here, how well they recognize each tag in songs of artists they do not know. */
  GetModelQuality: { arguments: Record<string, never>; result: ModelInfo[] };
  /** Models learn and predict now, however little has changed. Answers when they are done. */
  TrainModels: { arguments: Record<string, never>; result: ModelInfo[] };
  /**
   * What models, or one of them, say about a song with at least this confidence: now, or in an older batch.
   *
   * The label of a tag is its id.
   */
  GetPredictions: {
    arguments: {
      songid: number;
      model?: string | null;
      batchid?: string | null;
      confidence?: number;
    };
    result: Prediction[];
  };
  /** The last batches of all models, or of one, the newest first. */
  GetPredictionBatches: { arguments: { model?: string | null }; result: Batch[] };
  /**
   * How far the new sounds of a batch are from what its model has learned from, for each of 98 features.
   *
   * It is empty when there were fewer than 30 new sounds.
   */
  GetDriftReport: { arguments: { batchid: string }; result: Drift[] };
  /** Lets everybody see a batch that was quarantined because of its drift. */
  AcceptPredictionBatch: { arguments: { batchid: string }; result: Batch };
  /** All presets: each processor with its defaults, then those that were made. */
  GetPresets: { arguments: Record<string, never>; result: Preset[] };
  /** Makes a preset, or changes the one with an id. With `version`, only if that is still its version. */
  SavePreset: {
    arguments: {
      name: string;
      processor: string;
      parameters?: Record<string, unknown> | null;
      description?: string;
      presetid?: string | null;
      version?: number | null;
    };
    result: Preset;
  };
  /** Removes a preset that no experience contains. */
  DeletePreset: { arguments: { presetid: string }; result: null };
  /** All experiences: `default`, `loudness`, `complete`, then those that were made. */
  GetExperiences: { arguments: Record<string, never>; result: Experience[] };
  /** Makes an experience, or changes the one with an id. It never contains itself, at no depth. */
  SaveExperience: {
    arguments: {
      name: string;
      presets?: string[] | null;
      experiences?: string[] | null;
      description?: string;
      experienceid?: string | null;
      version?: number | null;
    };
    result: Experience;
  };
  /** Removes an experience that no other contains. What was heard stays known. */
  DeleteExperience: { arguments: { experienceid: string }; result: null };
  /** All selections. */
  GetSelections: { arguments: Record<string, never>; result: Selection[] };
  /** Makes a selection, or changes the one with an id. It never contains itself, at no depth. */
  SaveSelection: {
    arguments: {
      name: string;
      members: (SongMember | AlbumMember | ArtistMember | PlaylistMember | SelectionMember | RulesMember)[];
      description?: string;
      selectionid?: string | null;
      version?: number | null;
    };
    result: Selection;
  };
  /** Removes a selection that no other contains. The songs stay. */
  DeleteSelection: { arguments: { selectionid: string }; result: null };
  /** The songs a selection has at the moment, each once. */
  GetSelectionSongs: { arguments: { selectionid: string }; result: number[] };
  /**
   * Tries an experience or a preset on a selection, on songs, or on all songs that were not heard by it.
   *
   * What is known already is not computed again.
   */
  StartRun: {
    arguments: {
      definitionid: string;
      selectionid?: string | null;
      songids?: number[] | null;
      new?: boolean;
    };
    result: Run;
  };
  /** The last runs, the newest first. */
  GetRuns: { arguments: { limit?: number }; result: Run[] };
  /** How far a run is. */
  GetRun: { arguments: { runid: string }; result: Run };
  /** Songs of a run, or those in a state, behind the one with the id `after`; and why they failed if they did. */
  GetRunSongs: {
    arguments: {
      runid: string;
      state?: SongState | null;
      after?: number;
      limit?: number;
    };
    result: RunSong[];
  };
  /** The songs of a run that wait do not wait any more. What is in hand is heard to its end. */
  CancelRun: { arguments: { runid: string }; result: null };
  /** The songs of a run that failed or were cancelled wait again. */
  RetryRun: { arguments: { runid: string }; result: null };
  /** Removes a run. What was heard stays known. */
  DeleteRun: { arguments: { runid: string }; result: null };
  /** All tracks about the sound of a song. The error `notanalyzed` says that the song has to be analyzed first. */
  GetAnnotationTracks: { arguments: { songid: number }; result: AnnotationTrack[] };
  /** Makes a track about the sound of a song. Unless it is `overlapping`, one note ends before the next begins. */
  AddAnnotationTrack: {
    arguments: {
      songid: number;
      name: string;
      description?: string;
      color?: string;
      overlapping?: boolean;
    };
    result: AnnotationTrack;
  };
  /** Changes what is said about a track. What is not given is as for a new one. */
  ChangeAnnotationTrack: {
    arguments: {
      trackid: string;
      name: string;
      description?: string;
      color?: string;
      overlapping?: boolean;
    };
    result: AnnotationTrack;
  };
  /** Removes a track with its annotations. */
  RemoveAnnotationTrack: { arguments: { trackid: string }; result: null };
  /** The annotations of a track, in the order in which they were made. */
  GetAnnotations: { arguments: { trackid: string }; result: Annotation[] };
  /** Makes an annotation from `start` to `stop` (seconds of the sound); `results` are ids of what it is about. */
  AddAnnotation: {
    arguments: {
      trackid: string;
      start: number;
      stop: number;
      title: string;
      description?: string;
      results?: string[] | null;
    };
    result: Annotation;
  };
  /** Changes an annotation. What is not given is as for a new one. */
  ChangeAnnotation: {
    arguments: {
      annotationid: string;
      start: number;
      stop: number;
      title: string;
      description?: string;
      results?: string[] | null;
    };
    result: Annotation;
  };
  /** Removes an annotation. */
  RemoveAnnotation: { arguments: { annotationid: string }; result: null };
  /** The passwords of apps without their secrets, the newest first. */
  GetAppPasswords: { arguments: Record<string, never>; result: AppPassword[] };
  /** Makes a password for the app on a device. It is told this one time. */
  AddAppPassword: { arguments: { name: string }; result: NewAppPassword };
  /** Removes the password of an app, which is locked out at once. */
  RemoveAppPassword: { arguments: { passwordid: number }; result: null };
  /** What phones play at the moment, as far as their apps tell; the last begun first. */
  GetPhonePlays: { arguments: Record<string, never>; result: PhonePlayView[] };
  /**
   * Begins an upload under a task id the client chooses, and asks for its first chunks by ChunkRequests.
   *
   * Doing it again with the same id, checksum and size goes on with an upload that waits for chunks. `filesize` is in
   * bytes, `checksum` the SHA-1 of the file in hexadecimal digits. With `encoding` "binary" chunks are binary frames,
   * and several are asked for ahead. The annotation `groupid` makes one group of several files, `relativepath` tells
   * where a file lay, `groupsize` how many files the group has, and `autopilot` asks to integrate it without a person.
   * An image with the content type "artwork" and the annotation `artworkof`, the path of an album or a video, becomes
   * its picture as soon as it has come; the annotation `changeid` of the task then tells which change that was.
   */
  InitiateUpload: {
    arguments: {
      taskid: string;
      mimetype: string | null;
      contenttype: string;
      filesize: number;
      checksum: string;
      filename: string;
      encoding?: "binary" | "hex";
      annotations?: Record<string, unknown> | null;
    };
    result: string;
  };
  /**
   * Sends a chunk as hexadecimal digits. Without data, missing chunks are asked for again.
   *
   * A chunk without `offset` belongs to the offset that was asked for.
   */
  UploadChunk: { arguments: { taskid: string; chunkdata: string; offset?: number | null }; result: null };
  /** Keeps further arguments of any name with an upload. */
  AnnotateUpload: { arguments: { taskid: string; [name: string]: unknown }; result: null };
  /** Removes an upload and everything that belongs to it, whatever its state. */
  RemoveUpload: { arguments: { taskid: string }; result: null };
  /** Removes all uploads of a group. */
  RemoveUploads: { arguments: { groupid: string }; result: null };
  /** Puts one upload at a path of the music directory; an image becomes the artwork of the album or video there. */
  InitiateContentIntegration: { arguments: { taskid: string; musicpath: string }; result: string };
  /**
   * Lets an upload replace the file of a song as soon as all of it has come; the annotation `replaces` tells it.
   *
   * The song keeps its id, plays, tags, playlists and album; its old file goes to the removed files. The annotation
   * `changeid` of the task then tells which change that was. `AnnotateUpload` with `replaces` null takes the wish back.
   */
  ReplaceByUpload: { arguments: { taskid: string; songid: number }; result: null };
  /** How the files of a group could be named, from their tags, file names, folders and neighbors. */
  GetIntegrationProposal: { arguments: { groupid: string }; result: IntegrationProposal };
  /** Which paths the chosen names lead to, and what is in the way. */
  PreviewIntegration: {
    arguments: {
      groupid: string;
      albums?: AlbumChoice[];
      videos?: VideoChoice[];
    };
    result: IntegrationProposal;
  };
  /**
   * Puts the files of a group into the music directory under the chosen names, then imports them.
   *
   * Nothing happens when one of the names cannot be used or would overwrite a file.
   */
  IntegrateUploads: {
    arguments: {
      groupid: string;
      albums?: AlbumChoice[];
      videos?: VideoChoice[];
    };
    result: string[];
  };
  /** All tasks by content type. */
  GetCurrentTasks: { arguments: Record<string, never>; result: TaskList };
  /** Imports an album directory or a video file of the music directory. A missing artist is made. */
  InitiateMusicImport: { arguments: { contenttype: ContentType; contentpath: string }; result: string };
  /** Takes the artwork of an album directory or video file from an uploaded image, a song or a video. */
  InitiateArtworkImport: { arguments: { sourcepath: string; targetpath: string }; result: string };
  /** Compares the music directory with the catalogue; the result comes as annotations of the task. */
  InitiateFilesystemScan: { arguments: Record<string, never>; result: string };
  /** Albums and videos that lie in the music directory and are not in the catalogue. */
  FindNewContent: { arguments: Record<string, never>; result: NewContent };
  /** The songs of an album directory that are not in the catalogue, with what their tags and names say. */
  FindAlbumSongFiles: { arguments: { albumpath: string }; result: AlbumSongFile[] };
  /** The devices that were exported to, the last one first, and whether they are there. */
  GetDevices: { arguments: Record<string, never>; result: Device[] };
  /** What an export to the device mounted at a path would do. Nothing is changed. */
  PlanExport: { arguments: { path: string }; result: ExportPlan };
  /**
   * Brings the device mounted at a path up to date with what is selected for it; goes on where it was interrupted.
   *
   * `RemoveUpload` with the id of the task ends it.
   */
  InitiateExport: { arguments: { path: string }; result: string };
  /** How much there is of everything, hidden albums included. */
  GetCollectionStatistics: { arguments: Record<string, never>; result: CollectionStatistics };
  /** The artist, album, song or video with this path and everything below it; without a path, all there is. */
  FindEntries: { arguments: { path: string }; result: Entry[] };
  /** What is odd about the entries at and below a path: files that are missing, names outside of the scheme. */
  CheckPaths: { arguments: { path?: string }; result: Finding[] };
  /** The paths of the albums and videos that have a picture of which a size is missing on disk. */
  FindMissingArtworks: { arguments: Record<string, never>; result: string[] };
  /** The pictures in the artwork directory that no album and no video uses any more. */
  FindUnusedArtworks: { arguments: Record<string, never>; result: string[] };
  /** Removes the pictures that no album and no video uses any more. Returns how many files that were. */
  CollectArtworks: { arguments: Record<string, never>; result: number };
  /**
   * Looks for the artwork of the albums and videos at and below a path, and renders what sizes are missing.
   *
   * Without `everything` only those that have none, or whose files are missing; with a `kind` only albums or videos.
   * The answer is the tasks that do it.
   */
  UpdateArtworks: {
    arguments: {
      path?: string;
      everything?: boolean;
      kind?: "album" | "video" | null;
    };
    result: string[];
  };
  /** Gives a song, video or other file another name in its directory. The catalogue follows. */
  RenameMusicFile: { arguments: { oldpath: string; newpath: string }; result: boolean };
  /** Gives the directory of an album another name. The catalogue follows. */
  RenameAlbumDirectory: { arguments: { oldpath: string; newpath: string }; result: boolean };
  /** Gives the directory of an artist another name. Albums, songs and videos in the catalogue follow. */
  RenameArtistDirectory: { arguments: { oldpath: string; newpath: string }; result: boolean };
  /** Moves an album to another artist, or follows when it was moved by hand. A missing artist is made. */
  ChangeArtistDirectory: { arguments: { oldalbumpath: string; newartistdirectory: string }; result: boolean };
  /** Tells an artist that the directory was renamed by hand. No file is touched. */
  UpdateArtistEntry: { arguments: { artistid: number; newpath: string }; result: null };
  /** Takes an artist with albums, songs and videos out of the catalogue. No file is touched. */
  RemoveArtistEntry: { arguments: { artistid: number }; result: number };
  /** Tells an album that its directory was renamed by hand, and reads its songs again. No file is moved. */
  UpdateAlbumEntry: { arguments: { albumid: number; newpath: string }; result: null };
  /** Takes an album with its songs out of the catalogue. No file is touched. */
  RemoveAlbumEntry: { arguments: { albumid: number }; result: number };
  /** Takes one more song of an album of the catalogue into it. */
  CreateSongEntry: { arguments: { newpath: string }; result: Song };
  /** Tells a song that its file was renamed or moved by hand, and reads it again. No file is moved. */
  UpdateSongEntry: { arguments: { songid: number; newpath: string }; result: null };
  /** Takes a song out of the catalogue. The file is not touched. */
  RemoveSongEntry: { arguments: { songid: number }; result: number };
  /** Tells a video that its file was renamed or moved by hand, and reads it again. No file is moved. */
  UpdateVideoEntry: { arguments: { videoid: number; newpath: string }; result: null };
  /** Takes a video out of the catalogue. The file is not touched. */
  RemoveVideoEntry: { arguments: { videoid: number }; result: number };
  /** Accepts what a scan found to be moved by hand, all of it or a part. Ids, tags and history stay. */
  ApplyScan: { arguments: { moved: MovedPaths }; result: number };
  /** The newest changes to files and entries, newest first; with `before` those that came before that one. */
  GetChanges: { arguments: { limit?: number; before?: number | null }; result: ChangeView[] };
  /** Takes back a change, in the music directory and in the catalogue. What was added is kept outside of it. */
  UndoChange: { arguments: { changeid: number }; result: null };
  /**
   * What would have to be done to merge, move, split or rename something. Nothing is changed.
   *
   * - mergeartists: everything of the artist `source` goes to the artist `target`.
   * - mergealbums: all files of the album `source` go to the album `target`, on demand as the disc `cd`.
   * - movealbum: the album `source` goes to the artist `target`, or to the one named `artistname`.
   * - splitalbum: the songs `songids` of the album `source` become the album `albumname` of the year `release`.
   * - movesongs: the songs `songids` go to the album `target`.
   * - renameartist: the artist `source` is called `artistname`.
   * - renamealbum: the album `source` is called `albumname`, of the year `release`.
   * - renamesong: the song `source` gets the `name` and the `number`, on demand on the disc `cd`.
   * - renamevideo: the video `source` gets the `name`, of the year `release`.
   */
  PlanChange: {
    arguments: {
      kind: ChangeKind;
      source?: number;
      target?: number;
      songids?: number[];
      artistname?: string;
      albumname?: string;
      release?: number;
      cd?: number;
      name?: string;
      number?: number;
    };
    result: PlannedChange;
  };
  /** Does exactly what was planned, or refuses when the music has changed since. `UndoChange` takes it back. */
  ApplyChange: { arguments: { plan: PlannedChange }; result: number };
  /** What would be written into the tags of the file of a song. Nothing is changed. A tag without values goes. */
  PlanTags: { arguments: { songid: number; changes: Record<string, string[]> }; result: PlannedTags };
  /** Writes tags into the file of a song, exactly as planned; the sound stays the same. `UndoChange` takes it back. */
  EditTags: { arguments: { plan: PlannedTags }; result: number };
}

export const FUNCTION_NAMES = [
  "Bounce",
  "GetServerInfo",
  "GetArtists",
  "GetArtistsWithAlbums",
  "GetFilteredArtistsWithAlbums",
  "CreateArtistEntry",
  "GetAlbums",
  "GetHiddenAlbums",
  "GetAlbum",
  "GetSortedAlbumCDs",
  "GetSong",
  "GetSongLyrics",
  "GetSynchronizedLyrics",
  "GetVideos",
  "GetFilteredArtistsWithVideos",
  "GetVideo",
  "GetVideoTags",
  "SetVideoThumbnail",
  "GetArtistShelf",
  "GetAlbumShelf",
  "GetSongShelf",
  "GetVideoShelf",
  "GetSomeArtists",
  "GetSomeAlbums",
  "GetSomeSongs",
  "GetSomeVideos",
  "GetTags",
  "GetTagsStatistics",
  "GetSongTags",
  "GetAlbumTags",
  "GetTables",
  "SetSongTag",
  "RemoveSongTag",
  "SetAlbumTag",
  "RemoveAlbumTag",
  "SetVideoTag",
  "RemoveVideoTag",
  "AddGenre",
  "AddSubgenre",
  "AddMoodFlag",
  "DeleteTag",
  "ModifyTag",
  "PlaceMoods",
  "UpdateSongStatistic",
  "UpdateVideoStatistic",
  "SetSongLyrics",
  "HideAlbum",
  "SetAlbumOrigin",
  "SetAlbumImportTime",
  "SetAlbumColor",
  "SetVideoColor",
  "SetVideoTimeFrame",
  "GetMDBState",
  "SetMDBState",
  "SetGenreFilter",
  "LoadWebUIConfiguration",
  "SaveWebUIConfiguration",
  "LoadRandyConfiguration",
  "SaveRandyConfiguration",
  "GetSongQueue",
  "AddSongToQueue",
  "AddSongsToQueue",
  "AddAlbumToQueue",
  "AddRandomSongToQueue",
  "MoveSongInQueue",
  "RemoveSongFromQueue",
  "ClearQueue",
  "GetChoiceExplanation",
  "GetStreamState",
  "GetAudioStreamState",
  "SetStreamState",
  "SetAudioStreamState",
  "PlayNextSong",
  "SongEnded",
  "SeekInSong",
  "GetStreamSettings",
  "SetStreamSettings",
  "GetSongSound",
  "GetStreamAddresses",
  "GetVideoQueue",
  "AddVideoToQueue",
  "AddRandomVideoToQueue",
  "MoveVideoInQueue",
  "RemoveVideoFromQueue",
  "PlayNextVideo",
  "GetVideoStreamState",
  "SetVideoStreamState",
  "VideoEnded",
  "GetVideoRelationship",
  "CutVideoRelationship",
  "GetPlayHistory",
  "GetListeningStatistics",
  "GetSongRelationship",
  "SetSongRelationship",
  "CutSongRelationship",
  "GetPlaylists",
  "GetPlaylist",
  "CreatePlaylist",
  "UpdatePlaylist",
  "DeletePlaylist",
  "RestorePlaylist",
  "AddToPlaylist",
  "MoveInPlaylist",
  "RemoveFromPlaylist",
  "PreviewSmartPlaylist",
  "ImportPlaylist",
  "ExportPlaylist",
  "AddPlaylistToQueue",
  "Find",
  "GetAnalysisState",
  "AnalyseSongs",
  "PauseAnalysis",
  "ResumeAnalysis",
  "CancelAnalysis",
  "RetryAnalysis",
  "GetAnalysisFailures",
  "GetSongAnalysis",
  "GetSoundMap",
  "GetWaveform",
  "GetSimilarSongs",
  "GetSongPath",
  "GetRadio",
  "GetRadioStation",
  "StartRadio",
  "StopRadio",
  "GetRecording",
  "JoinSongs",
  "SplitSong",
  "PreferSong",
  "GetDuplicates",
  "GetDuplicate",
  "DecideDuplicate",
  "IdentifyFingerprint",
  "GetTracklist",
  "GetTwins",
  "GetSuggestions",
  "GetOpenSuggestions",
  "ApproveSuggestion",
  "RejectSuggestion",
  "GetModelQuality",
  "TrainModels",
  "GetPredictions",
  "GetPredictionBatches",
  "GetDriftReport",
  "AcceptPredictionBatch",
  "GetPresets",
  "SavePreset",
  "DeletePreset",
  "GetExperiences",
  "SaveExperience",
  "DeleteExperience",
  "GetSelections",
  "SaveSelection",
  "DeleteSelection",
  "GetSelectionSongs",
  "StartRun",
  "GetRuns",
  "GetRun",
  "GetRunSongs",
  "CancelRun",
  "RetryRun",
  "DeleteRun",
  "GetAnnotationTracks",
  "AddAnnotationTrack",
  "ChangeAnnotationTrack",
  "RemoveAnnotationTrack",
  "GetAnnotations",
  "AddAnnotation",
  "ChangeAnnotation",
  "RemoveAnnotation",
  "GetAppPasswords",
  "AddAppPassword",
  "RemoveAppPassword",
  "GetPhonePlays",
  "InitiateUpload",
  "UploadChunk",
  "AnnotateUpload",
  "RemoveUpload",
  "RemoveUploads",
  "InitiateContentIntegration",
  "ReplaceByUpload",
  "GetIntegrationProposal",
  "PreviewIntegration",
  "IntegrateUploads",
  "GetCurrentTasks",
  "InitiateMusicImport",
  "InitiateArtworkImport",
  "InitiateFilesystemScan",
  "FindNewContent",
  "FindAlbumSongFiles",
  "GetDevices",
  "PlanExport",
  "InitiateExport",
  "GetCollectionStatistics",
  "FindEntries",
  "CheckPaths",
  "FindMissingArtworks",
  "FindUnusedArtworks",
  "CollectArtworks",
  "UpdateArtworks",
  "RenameMusicFile",
  "RenameAlbumDirectory",
  "RenameArtistDirectory",
  "ChangeArtistDirectory",
  "UpdateArtistEntry",
  "RemoveArtistEntry",
  "UpdateAlbumEntry",
  "RemoveAlbumEntry",
  "CreateSongEntry",
  "UpdateSongEntry",
  "RemoveSongEntry",
  "UpdateVideoEntry",
  "RemoveVideoEntry",
  "ApplyScan",
  "GetChanges",
  "UndoChange",
  "PlanChange",
  "ApplyChange",
  "PlanTags",
  "EditTags",
] as const satisfies readonly (keyof Functions)[];

/** The word an error packet says what is wrong with. */
export type ErrorCode =
  | "internal"
  | "badpacket"
  | "notallowed"
  | "unknownfunction"
  | "badargument"
  | "notfound"
  | "badpath"
  | "badname"
  | "collision"
  | "uploadsdisabled"
  | "badcontenttype"
  | "filetypenotaccepted"
  | "badfilename"
  | "badchecksum"
  | "toolarge"
  | "nospace"
  | "badchunk"
  | "checksummismatch"
  | "unknowntask"
  | "wrongstate"
  | "invalidcontent"
  | "badpicture"
  | "badarchive"
  | "toolfailed"
  | "cannotundo"
  | "badconfig"
  | "databasetoonew"
  | "unsafebinding"
  | "baddatabase"
  | "wronghost"
  | "wrongorigin"
  | "wrongmethod"
  | "toomanyattempts"
  | "toomanyclients"
  | "toomanysubmissions"
  | "badrange"
  | "upgraderequired"
  | "cannotlisten"
  | "musicunavailable"
  | "datainuse"
  | "servergone"
  | "badbackup"
  | "cannottakeover"
  | "planoutdated"
  | "badfingerprint"
  | "notanalyzed"
  | "badresults"
  | "baddevice"
  | "indexdamaged"
  | "indexunreachable"
  | "indexversion"
  | "inuse"
  | "outdated"
  | "baddump"
  | "busy";
