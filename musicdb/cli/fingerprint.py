"""`musicdb fingerprint`: prints what fpcalc prints, with its options and exit codes. Needs no server."""

import sys
from pathlib import Path
from typing import Any

import click

from musicdb.config.reader import load_config
from musicdb.errors import MusicDBError


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("-length", "--length", type=click.FloatRange(0), default=120.0, metavar="SECONDS",
              help="Hear only the first SECONDS of each file (120); 0 is all.")  # fmt: skip
@click.option("-chunk", "--chunk", type=click.FloatRange(0), default=0.0, metavar="SECONDS",
              help="Print a fingerprint for each SECONDS.")  # fmt: skip
@click.option("-overlap", "--overlap", is_flag=True, help="Let chunks overlap, so that nothing between them is lost.")
@click.option("-ts", "--ts", "timestamps", is_flag=True, help="Print the time of day with each fingerprint.")
@click.option("-raw", "--raw", is_flag=True, help="Print numbers instead of text.")
@click.option("-signed", "--signed", is_flag=True, help="Print signed numbers.")
@click.option("-json", "--json", "output", flag_value="json", help="Print JSON.")
@click.option("-text", "--text", "output", flag_value="text", default=True, help="Print names and values (default).")
@click.option("-plain", "--plain", "output", flag_value="plain", help="Print the fingerprint alone.")
@click.pass_obj
def fingerprint(path: Path | None, /, *, files: tuple[str, ...], **options: Any) -> None:
    """Prints the acoustic fingerprints of files, as fpcalc does.

    Ends with 0; with 2 when a file has no fingerprint; with 3 when a damaged file has one up to its damage.

    \b
    Example:
        musicdb fingerprint -raw -length 0 /tmp/unknown.mp3
    """
    from musicdb.insight.fpcalc import Options, fingerprints, printed
    from musicdb.media.ffmpeg import find_ffmpeg
    from musicdb.media.fingerprintsound import FingerprintSound

    ffmpeg = find_ffmpeg(str(load_config(path).tools.ffmpeg or ""))
    chosen = Options(**options)
    for file in files:
        sound = FingerprintSound(Path(file), ffmpeg, strict=True)
        try:
            for number, chunk in enumerate(fingerprints(sound, chosen)):
                print(printed(chunk, chosen, is_first=number == 0), flush=True)
        except MusicDBError as error:
            click.echo(f"musicdb: {error.message}", err=True)
            sys.exit(2)
        if sound.damage:
            click.echo(f"musicdb: “{file}” is damaged: {sound.damage}", err=True)
            sys.exit(3)
