"""Functions about phones: the passwords of their apps."""

from musicdb.api.declare import Subject
from musicdb.model.apppasswords import AppPassword, AppPasswordId, DeviceName, NewAppPassword
from musicdb.services import Services

phones = Subject(
    "phones",
    "Apps on phones, at /rest/ of the one port. Each has a password of its own. That there is another one, or that one"
    " was used, is told by the notification onAppPasswordsChanged of MusicDB:Phones.",
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
