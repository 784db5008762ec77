"""Functions about phones: the passwords of their apps."""

from musicdb.api.declare import Subject
from musicdb.model.apppasswords import AppPassword, AppPasswordId, DeviceName, NewAppPassword
from musicdb.model.phones import PhonePlayView
from musicdb.services import Services

phones = Subject(
    "phones",
    "Apps on phones, at /rest/ of the one port. Each has a password of its own. That there is another one, or that one"
    " was used, is told by the notification onAppPasswordsChanged of MusicDB:Phones; that a phone plays something else,"
    " by onPlaysChanged; that an app has starred or rated something, by onMarksChanged with the ids.",
)


@phones.function("GetAppPasswords")
def get_app_passwords(services: Services) -> list[AppPassword]:
    """The passwords of apps without their secrets, the newest first."""
    return services.apppasswords.all()


@phones.function("AddAppPassword")
def add_app_password(services: Services, *, name: DeviceName) -> NewAppPassword:
    """Makes a password for the app on a device. It is told this one time."""
    return services.apppasswords.add(name)


@phones.function("RemoveAppPassword")
def remove_app_password(services: Services, *, passwordid: AppPasswordId) -> None:
    """Removes the password of an app, which is locked out at once."""
    services.apppasswords.remove(passwordid)


@phones.function("GetPhonePlays")
def get_phone_plays(services: Services) -> list[PhonePlayView]:
    """What phones play at the moment, as far as their apps tell; the last begun first."""
    told = services.phoneplays.all()
    with services.store.read():
        placed = services.store.placedsongs.get({play.songid for play, _, _ in told})
    return [
        PhonePlayView(play.device, play.client, play.isplaying, position, found.song, found.album, found.artist)
        for play, position, _ in told
        if (found := placed.get(play.songid))
    ]
