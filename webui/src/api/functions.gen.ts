/** The functions of the server and their records, as the Python table declares them. */

export interface Artist {
  id: number;
  name: string;
  path: string;
}

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

export interface Tags {
  genres: Tag[];
  subgenres: Tag[];
  moods: Tag[];
}

export type ContentType = "video" | "albumfile" | "album" | "artwork" | "any";

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
  | "fsscanfailed";

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
  awsourcetype: "imagefile" | "songfile" | "videofile" | null;
  awsourcepath: string | null;
}

export interface FileDetails {
  path: string;
  filesize: number;
  codec: string;
  bitrate: number;
  playtime: number;
  checksum: string;
}

export interface Collision {
  existing: FileDetails;
  uploaded: FileDetails;
  identical: boolean;
}

export interface FileChoice {
  taskid: string;
  name: string;
  cd?: number;
  number?: number;
}

export interface AlbumChoice {
  artistname: string;
  albumname: string;
  release: number;
  files: FileChoice[];
}

export interface VideoChoice {
  taskid: string;
  artistname: string;
  name: string;
  release: number;
}

export interface ProposedFile {
  taskid: string;
  name: string;
  cd: number;
  number: number;
  kind: "song" | "video" | "image" | "archive" | "other";
  extension: string;
  sourcefilename: string;
  relativepath: string;
  path: string;
  playtime: number;
  bitrate: number;
  open: string[];
  collision: Collision | null;
}

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

export interface IntegrationProposal {
  groupid: string;
  ready: boolean;
  albums: ProposedAlbum[];
  videos: ProposedVideo[];
}

export interface AlbumEntry {
  album: Album;
  tags: Tags;
}

export interface ArtistEntry {
  artist: Artist;
  albums: AlbumEntry[];
}

export interface SongEntry {
  song: Song;
  tags: Tags;
}

export interface VideoEntry {
  video: Video;
  tags: Tags;
}

export interface AlbumView {
  artist: Artist;
  album: Album;
  tags: Tags;
  cds: SongEntry[][];
}

export interface UploadLimits {
  allow: string[];
  maxsize: number;
  chunksize: number;
  window: number;
  extensions: string[];
}

export interface ServerInfo {
  version: string;
  uploads: UploadLimits;
}

export interface CurrentTasks {
  videos: Task[];
  albumfiles: Task[];
  albums: Task[];
  artworks: Task[];
  any: Task[];
}

export interface Functions {
  Bounce: { arguments: Record<string, unknown>; result: Record<string, unknown> };
  GetServerInfo: { arguments: Record<string, never>; result: ServerInfo };
  GetArtists: { arguments: Record<string, never>; result: Artist[] };
  GetArtistsWithAlbums: { arguments: Record<string, never>; result: ArtistEntry[] };
  GetAlbum: { arguments: { albumid: number }; result: AlbumView };
  GetVideos: { arguments: { artistid: number }; result: VideoEntry[] };
  GetCurrentTasks: { arguments: Record<string, never>; result: CurrentTasks };
  InitiateUpload: {
    arguments: {
      taskid: string;
      mimetype: string;
      contenttype: ContentType;
      filesize: number;
      checksum: string;
      filename: string;
      encoding?: "hex" | "binary";
      annotations?: Record<string, unknown>;
    };
    result: string;
  };
  RemoveUpload: { arguments: { taskid: string }; result: null };
  RemoveUploads: { arguments: { groupid: string }; result: null };
  GetIntegrationProposal: { arguments: { groupid: string }; result: IntegrationProposal };
  PreviewIntegration: {
    arguments: { groupid: string; albums: AlbumChoice[]; videos: VideoChoice[] };
    result: IntegrationProposal;
  };
  IntegrateUploads: { arguments: { groupid: string; albums: AlbumChoice[]; videos: VideoChoice[] }; result: string[] };
  InitiateMusicImport: { arguments: { contenttype: ContentType; contentpath: string }; result: string | null };
}
